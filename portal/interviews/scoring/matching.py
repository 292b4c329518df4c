"""A key point held against a response: which of its words are there, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from portal.interviews.scoring.responses import ALIKE, Found, ResponseText, find
from portal.interviews.scoring.text import Token
from portal.interviews.scoring.vocabulary import Vocabulary
from portal.interviews.scoring.wordings import Wording

NOTHING = 0.20
FULL = 0.62
"""Recall up to which a point earns nothing, and from which it earns all.

Measured on public sets of short answers marked by people: below a fifth, the words are those of any answer on the
subject; and full-mark answers leave out a third of the model answer's words.
"""

ALIAS_NOTHING = 0.50
ALIAS_FULL = 0.90
"""The same for an alias: it is a short wording by itself, and half of it may be any words."""

REACH = 60
REACH_PER_CHARACTER = 1.5
ALIAS_REACH = 20
ALIAS_REACH_PER_CHARACTER = 2.0
"""How far apart the words of a point may stand, in characters, and the addition for each character of its wording.

Found on the guides shipped: with words counted wherever they stand, a long answer to another question of the same guide
covers a third of a question's points; within reach of each other, a fifth, and the right answers lose nothing.
"""

NAMING = 0.65
"""Credit for naming a term without its explanation."""

CARRYING = 0.5
"""Least weight of a word that says something by itself, by the mean weight of its wording's words.

Below are the words that any answer on the subject holds, those of the question, and asides: they add to a credit, but
shown as evidence alone they would say that such a word earned the point.
"""

ENOUGH = 0.5
"""Least share of a wording's other words in a sentence for a number or an opposite word there to be said of it."""

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Match:
    """A wording held against a response.

    ``recall`` is the weight found in one passage of the wording's total weight; ``credit`` comes of it. ``evidence``
    is that passage: the index of each unit found in it, with one of its places.
    """

    wording: Wording
    found: tuple[Found, ...]
    recall: float
    credit: float
    evidence: dict[int, Token]
    is_named: bool = False

    @property
    def shown(self) -> tuple[Token, ...]:
        """The words of the evidence with some weight, and those that touch one of these; all of them, if none has.

        Where naming a term earned the credit, its words.
        """
        least = 0.0 if self.is_named else carrying(self.wording)
        heavy = [token for index, token in self.evidence.items() if self.found[index].weight >= least]
        edges = {edge for token in heavy for edge in (token.start, token.end)}
        beside = [token for token in self.evidence.values() if not edges.isdisjoint({token.start - 1, token.end + 1})]
        return tuple(dict.fromkeys([*heavy, *beside])) or tuple(self.evidence.values())


def carrying(wording: Wording) -> float:
    """Least weight of a unit of the wording that says something by itself."""
    return CARRYING * wording.total / max(1, len(wording.units))


def match(wording: Wording, text: ResponseText, vocabulary: Vocabulary) -> Match:
    """How much of the wording the response holds in the passage that holds most."""
    return _matched(wording, tuple(find(unit, text, vocabulary) for unit in wording.units))


def _matched(wording: Wording, found: tuple[Found, ...]) -> Match:
    weight, passage = _best_passage(found, _reach(wording))
    recall = weight / wording.total
    nothing, full = (ALIAS_NOTHING, ALIAS_FULL) if wording.is_alias else (NOTHING, FULL)
    credit = min(1.0, max(0.0, (recall - nothing) / (full - nothing)))
    if len(passage) == 1 and sum(unit.weight >= carrying(wording) for unit in wording.units) > 1:
        # One word of several, whatever it weighs, is no more than a name.
        credit = min(credit, NAMING)
    if credit < NAMING and (named := _term_named(wording, found)):
        return Match(wording, found, recall, NAMING, named, is_named=True)
    return Match(wording, found, recall, credit, passage)


def _term_named(wording: Wording, found: Sequence[Found]) -> dict[int, Token]:
    """Where the term is named that the rest of the wording explains; nowhere if it is not named in full."""
    weight, passage = _best_passage(found[: wording.term], _reach(wording))
    total = sum(unit.weight for unit in wording.units[: wording.term])
    return passage if weight >= ALIKE * total else {}


def without_clauses(match: Match, places: Iterable[int], text: ResponseText) -> Match:
    """The match without all that is said in the clauses of these places."""
    numbers = text.polarity.clauses
    left_out = {numbers[place] for place in places}
    kept = [[token for token in one.tokens if numbers[token.start] not in left_out] for one in match.found]
    found = tuple(replace(one, tokens=rest) for one, rest in zip(match.found, kept, strict=True))
    return _matched(match.wording, found)


def by_sentence(found: Sequence[Found]) -> dict[int, list[tuple[Found, Token]]]:
    """What was found, sentence by sentence: each unit with each of its places."""
    sentences: dict[int, list[tuple[Found, Token]]] = {}
    for one in found:
        for token in one.tokens:
            sentences.setdefault(token.sentence, []).append((one, token))
    return sentences


def plain_weight(places: Sequence[tuple[Found, Token]]) -> float:
    """The plain weight of the units that stand in these places, each counted once."""
    units = {one.unit.token.start: one.plain_weight for one, _ in places}
    return sum(units.values())


def _reach(wording: Wording) -> float:
    if wording.is_alias:
        return ALIAS_REACH + ALIAS_REACH_PER_CHARACTER * wording.length
    return REACH + REACH_PER_CHARACTER * wording.length


def _best_passage(found: Sequence[Found], reach: float) -> tuple[float, dict[int, Token]]:
    """The most weight within reach, each unit counted once, with a place of each; of equals the shortest passage."""
    places = sorted((token.start, index, token) for index, one in enumerate(found) for token in one.tokens)
    counts = [0] * len(found)
    weight = best = 0.0
    first = 0
    shortest = reach
    passage: tuple[int, int] = (0, 0)
    for last, (_, index, token) in enumerate(places):
        weight += 0.0 if counts[index] else found[index].weight
        counts[index] += 1
        # What is too far away is left out, and at the beginning what is said again later.
        while first < last and (token.end - places[first][0] > reach or counts[places[first][1]] > 1):
            counts[places[first][1]] -= 1
            weight -= 0.0 if counts[places[first][1]] else found[places[first][1]].weight
            first += 1
        length = token.end - places[first][0]
        if weight > best + _TINY or (weight > best - _TINY and length < shortest):
            best, passage, shortest = weight, (first, last + 1), length
    shown: dict[int, Token] = {}
    for _, index, token in places[slice(*passage)]:
        shown.setdefault(index, token)
    # Summed anew, in the order of units: a running sum would depend on what was read before the passage.
    return sum(found[index].weight for index in sorted(shown)), shown
