"""A key point held against a response: which of its words are there, and where."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
"""Least weight of a word that is shown as evidence by itself, by the mean weight of its wording's words.

Below are the words that any answer on the subject holds, those of the question, and asides: they add to a credit, but
standing alone they would say that such a word earned the point.
"""

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Match:
    """A wording held against a response.

    ``recall`` is the weight found in one passage of the wording's total weight; ``credit`` comes of it. ``evidence``
    are the words of that passage that carry it, one for each unit found in it.
    """

    wording: Wording
    found: tuple[Found, ...]
    recall: float
    credit: float
    evidence: tuple[Token, ...]


def match(wording: Wording, text: ResponseText, vocabulary: Vocabulary) -> Match:
    """How much of the wording the response holds in the passage that holds most."""
    found = tuple(find(unit, text, vocabulary) for unit in wording.units)
    weight, passage = _best_passage(found, _reach(wording))
    recall = weight / wording.total
    nothing, full = (ALIAS_NOTHING, ALIAS_FULL) if wording.is_alias else (NOTHING, FULL)
    credit = min(1.0, max(0.0, (recall - nothing) / (full - nothing)))
    if credit < NAMING and (named := _term_named(wording, found)):
        return Match(wording, found, recall, NAMING, tuple(named.values()))
    return Match(wording, found, recall, credit, _carrying(wording, found, passage))


def _carrying(wording: Wording, found: Sequence[Found], passage: Mapping[int, Token]) -> tuple[Token, ...]:
    """The words of a passage (by the index of their unit) with some weight, and those that touch one of these.

    All of them, if none has.
    """
    least = CARRYING * wording.total / max(1, len(wording.units))
    heavy = [token for index, token in passage.items() if found[index].weight >= least]
    edges = {edge for token in heavy for edge in (token.start, token.end)}
    beside = [token for token in passage.values() if not edges.isdisjoint({token.start - 1, token.end + 1})]
    return tuple(dict.fromkeys([*heavy, *beside])) or tuple(passage.values())


def _term_named(wording: Wording, found: Sequence[Found]) -> dict[int, Token]:
    """Where the term is named that the rest of the wording explains; nowhere if it is not named in full."""
    weight, passage = _best_passage(found[: wording.term], _reach(wording))
    total = sum(unit.weight for unit in wording.units[: wording.term])
    return passage if weight >= ALIKE * total else {}


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
    """The most weight within reach, each unit counted once, and by unit its first place; the earliest of equals."""
    places = sorted((token.start, index, token) for index, one in enumerate(found) for token in one.tokens)
    counts = [0] * len(found)
    weight = best = 0.0
    first = 0
    passage: tuple[int, int] = (0, 0)
    for last, (_, index, token) in enumerate(places):
        weight += 0.0 if counts[index] else found[index].weight
        counts[index] += 1
        while first < last and token.end - places[first][0] > reach:
            counts[places[first][1]] -= 1
            weight -= 0.0 if counts[places[first][1]] else found[places[first][1]].weight
            first += 1
        if weight > best + _TINY:
            best, passage = weight, (first, last + 1)
    shown = _tightest([(index, token) for _, index, token in places[slice(*passage)]])
    # Summed anew, in the order of units: a running sum would depend on what was read before the passage.
    return sum(found[index].weight for index in sorted(shown)), shown


def _tightest(places: Sequence[tuple[int, Token]]) -> dict[int, Token]:
    """One place for each unit of a passage: the first, once what is said again later is left out at its beginning."""
    left = Counter(index for index, _ in places)
    start = 0
    while start < len(places) and left[places[start][0]] > 1:
        left[places[start][0]] -= 1
        start += 1
    shown: dict[int, Token] = {}
    for index, token in places[start:]:
        shown.setdefault(index, token)
    return shown
