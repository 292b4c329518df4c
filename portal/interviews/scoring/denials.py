"""Whether a response denies a point: by a negation that only one of them has, or by the opposite word."""

from collections.abc import Iterator, Sequence, Set

from portal.interviews.scoring.contrasts import flipped
from portal.interviews.scoring.matching import ENOUGH, Match, by_sentence, plain_weight, without_clauses
from portal.interviews.scoring.polarity import Opposition, Polarity
from portal.interviews.scoring.responses import ResponseText
from portal.interviews.scoring.text import Token
from portal.interviews.scoring.wordings import Wording

SAID = 0.33
"""Least credit of a wording for it to be denied: below, it is not spoken of."""

_STANDS = 0.67
"""Credit of what is said straight from which a point stands, whatever else is said."""

_CLEAR_RECALL = 0.5
"""Least share of a wording's plain weight that is said of it for it to be denied, where it would be no hit anyway."""

DENIED_SHARE = 0.5
"""Least share of what is said of a denied point that stands in clauses that deny it."""

_TURNED_SHARE = 0.15
"""Least share of it that is said the other way round itself."""

_LOOSE_SHARE = 0.5
"""Least share of a wording's plain weight that is turned round, where something else than the point says is denied."""

_SCARCE = frozenset({"fewer", "less", "littl"})
"""Stems of which none is more yet."""

_NEGATIVE = ("un", "non", "in", "im", "ir", "dis")
"""Beginnings that make the contrary."""

_SHORTEST = 4
"""Fewest letters of a word without one."""

_NONE: frozenset[str] = frozenset()


def denial(
    matches: Sequence[Match], text: ResponseText, *, is_clear: bool = True, share: float = DENIED_SHARE
) -> list[Token]:
    """The words that deny a point, with their negation; none if it is not denied.

    A point is denied if one of its words is said the other way round, the clauses where that happens hold this
    ``share`` of what is said of the point, and what is said outside of them would not cover it or does not say these
    words straight. Without ``is_clear`` it may also be denied by words of which it is not clear how they are meant.
    """
    found = [_opposed(match, text) for match in matches]
    places = [_places(match, how, text, is_clear=is_clear) for match, how in zip(matches, found, strict=True)]
    turned = [_turned(match, starts, text, share) for match, starts in zip(matches, places, strict=True)]
    denied = {match.evidence[index].start for match, own in zip(matches, turned, strict=True) for index in own}
    if not denied:
        return []
    most = max(match.credit for match in matches)
    for match, starts, own in zip(matches, places, turned, strict=True):
        left = without_clauses(match, starts | denied, text)
        if left.credit >= min(_STANDS, most) and left.evidence.keys() >= own:
            return []
    words = [token for match, own in zip(matches, turned, strict=True) if own for token in match.evidence.values()]
    return [*words, *(text.polarity.turned[token.start] for token in words if token.start in text.polarity.turned)]


def contrast(match: Match, text: ResponseText) -> list[Token]:
    """The words that say the opposite of the wording, in a sentence that speaks of most of it; none if none does."""
    if not match.wording.poles or not text.poles or match.credit < SAID:
        return []
    sentences = by_sentence(match.found)
    poles = {pole.token for pole in match.wording.poles}
    others = sum(unit.plain_weight for unit in match.wording.units if unit.token not in poles)
    for pole in flipped(match.wording.poles, text.poles):
        places = [(one, token) for one, token in sentences.get(pole.token.sentence, []) if token != pole.token]
        if plain_weight(places) >= ENOUGH * others:
            return [pole.token, *(token for _, token in places)]
    return []


def has_counterpart(match: Match, text: ResponseText) -> bool:
    """Whether a word the response lacks stands there with a negative beginning, or without its own: “unnoticed”."""
    return any(
        token is not None and not text.polarity.hedges.get(token.start) and token.start not in text.polarity.turned
        for one in match.found
        if not one.tokens and not one.unit.token.is_function
        for word in _counterparts(one.unit.token)
        for token in (text.words.get(word), *text.places.get(word, ()))
    )


def _counterparts(token: Token) -> Iterator[str]:
    for beginning in _NEGATIVE:
        for word in (token.text, token.stem):
            yield beginning + word
            if word.startswith(beginning) and len(word) - len(beginning) >= _SHORTEST:
                yield word.removeprefix(beginning)


def _places(match: Match, how: dict[int, Opposition], text: ResponseText, *, is_clear: bool) -> set[int]:
    """Where words are turned round surely enough; what is turned loosely counts only where it is half of the point."""
    if not is_clear:
        return set(how)
    most = {start for start, one in how.items() if one != "unclear"}
    units = match.wording.units
    turned = sum(units[index].plain_weight for index in _turned(match, most, text, DENIED_SHARE))
    if turned >= _LOOSE_SHARE * match.wording.plain_total:
        return most
    return {start for start, one in how.items() if one == "clear"}


def _opposed(match: Match, text: ResponseText) -> dict[int, Opposition]:
    """Where words stand in the response that are said the other way round, and how surely."""
    said, meant = text.polarity, match.wording.polarity
    if not said.turned and not meant.turned:
        return {}
    shared = text.places.keys() & {token.stem for token in match.wording.tokens}
    found: dict[int, Opposition] = {}
    for one in match.found:
        for token in () if one.unit.token.stem in match.wording.mixed else one.tokens:
            how = _opposition(token, said, one.unit.token, meant, shared)
            if how != "none":
                found[token.start] = "unclear" if _is_of_another(token, said, match.wording) else how
        denied = {token.sentence: found[token.start] for token in one.tokens if token.start in found}
        # “If it fails, the stage does not fail”: what is only supposed says nothing.
        found |= {
            token.start: denied[token.sentence]
            for token in one.tokens
            if denied and token.sentence in denied and said.clauses[token.start] in said.supposed
        }
    return found


def _opposition(said: Token, how: Polarity, meant: Token, intended: Polarity, shared: Set[str]) -> Opposition:
    """Whether a word of the response is said the other way round than it is in the point.

    ``shared`` are stems that both hold: a hedge among them is no reason to doubt.
    """
    if (said.start in how.turned) == (meant.start in intended.turned):
        return "none"
    clause = how.clauses.get(said.start)
    if clause in (how.supposed if said.start in how.turned else how.wanting):
        # “If it does not answer” states nothing; “it gets no requests” is what “requests are never sent to it” means.
        return "none"
    if meant.start in intended.lacking:
        return intended.lacking[meant.start]
    hedges = intended.hedges.get(meant.start, _NONE)
    is_negative = intended.clauses.get(meant.start) in intended.negative
    if said.start in how.lacking and (is_negative or not hedges.isdisjoint(_SCARCE)):
        # “Found without a scan of the table” is what “the table need not be scanned” means, and “no errors” is more
        # than “fewer errors”.
        return "none"
    if not (how.hedges.get(said.start, _NONE) | hedges) <= shared:
        return "unclear"
    turning = how if said.start in how.turned else intended
    negation = turning.turned[(said if turning is how else meant).start]
    # “Does not see the memory of others” denies that it sees it, not that it has one.
    return "clear" if turning.predicates.get(negation.start, said.stem) in shared | {said.stem} else "loose"


def _is_of_another(token: Token, said: Polarity, wording: Wording) -> bool:
    """Whether the clause is about another of the things the question asks about: of two, one may lack what one has."""
    subject = said.subjects.get(said.clauses[token.start], _NONE)
    return not subject.isdisjoint(wording.rivals) and subject.isdisjoint(wording.subject)


def _turned(match: Match, opposite: Set[int], text: ResponseText, share: float) -> set[int]:
    """The units of a wording that are said the other way round, if their clauses make that share of what is said."""
    if not opposite or match.credit < SAID:
        return set()
    units, clauses = match.wording.units, text.polarity.clauses
    starts = [token.start for token in match.evidence.values()]
    turned = {
        index
        for index in match.evidence
        if all(one.start in opposite for one in match.found[index].tokens if min(starts) <= one.start <= max(starts))
    }
    denied = {clauses[match.evidence[index].start] for index in turned}
    said = sum(units[index].plain_weight for index in match.evidence)
    within = sum(units[index].plain_weight for index, token in match.evidence.items() if clauses[token.start] in denied)
    against = sum(units[index].plain_weight for index in turned)
    is_spoken_of = match.credit >= _STANDS or said >= _CLEAR_RECALL * match.wording.plain_total
    is_denied = within >= share * said and against >= _TURNED_SHARE * said
    return turned if is_spoken_of and is_denied else set()
