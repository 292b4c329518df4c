"""What a person should look at. Each flag is narrow on purpose.

Measured on public sets of marked answers: a plain negation test fires more often on right answers (12.5 %) than on
contradicting ones (5.6 %), and deductions for length or for the question's words hurt honest answers. So a flag says
what was seen; only what is named here lowers anything.
"""

from collections.abc import Iterator, Sequence, Set

from portal.interviews.scoring.languages import UNITS, function_words
from portal.interviews.scoring.matching import Match, by_sentence, opposed, plain_weight, without_clauses
from portal.interviews.scoring.responses import ResponseText
from portal.interviews.scoring.text import SPACE, Token
from portal.interviews.scoring.vocabulary import Vocabulary

TERMS_ONLY = "terms without sentences"
CONTRADICTION = "possible contradiction"
WRONG_NUMBER = "number mismatch"
PASTED = "whole guide pasted"

CAP = 50.0
"""Most coverage of a response that is a row of terms or the guide itself, until a person has looked."""

DENIED_CREDIT = 0.30
"""Most credit of a point the response seems to deny."""

_TERMS_IN_A_ROW = 8
_SAID = 0.33
"""Least credit of a wording for it to be denied: below, it is not spoken of."""
_STANDS = 0.67
"""Credit of what is said straight from which a point stands, whatever else is said."""
_CLEAR_RECALL = 0.5
"""Least share of a wording's plain weight that is said of it for it to be denied, where it would be no hit anyway."""
_DENIED_SHARE = 0.5
"""Least share of what is said of a denied point that stands in clauses that deny it."""
_TURNED_SHARE = 0.15
"""Least share of it that is said the other way round itself."""
_ENOUGH = 0.5
"""Least share of a point's other words beside a number for the number to be taken as said of the point."""
# Nobody who answers one question uses two fifths of the words of a guide of several.
_PASTED_WORDS = 300
_PASTED_SHARE = 0.4
_PASTED_DOCUMENTS = 8


def has_terms_only(text: ResponseText, vocabulary: Vocabulary) -> bool:
    """Whether eight content words stand in a row without a function word or punctuation between."""
    if not function_words(vocabulary.language):
        return False
    run = 0
    for token in text.tokens:
        run = 0 if token.is_function else run + 1 if token.gap == SPACE else 1
        if run >= _TERMS_IN_A_ROW:
            return True
    return False


def is_pasted(text: ResponseText, vocabulary: Vocabulary) -> bool:
    """Whether the response holds so much of the guide's vocabulary that no answer to one question could."""
    if vocabulary.documents < _PASTED_DOCUMENTS or len(text.tokens) < _PASTED_WORDS:
        return False
    known = sum(stem in vocabulary.frequencies for stem in text.places)
    return known >= _PASTED_SHARE * len(vocabulary.frequencies)


def denial(matches: Sequence[Match], text: ResponseText, *, is_clear: bool = True) -> list[Token]:
    """The words that deny a point, with their negation; none if it is not denied.

    A point is denied if one of its words is said the other way round, the clauses where that happens hold most of what
    is said of the point, and what is said outside of them would not cover it or does not say these words straight.
    Without ``is_clear`` it may also be denied by words of which it is not clear how they are meant.
    """
    places = [{start for start, clear in opposed(match, text).items() if clear or not is_clear} for match in matches]
    turned = [_turned(match, starts, text) for match, starts in zip(matches, places, strict=True)]
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


def _turned(match: Match, opposite: Set[int], text: ResponseText) -> set[int]:
    """The units of a wording that are said the other way round, if that makes most of what is said of it."""
    if not opposite or match.credit < _SAID:
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
    is_denied = within >= _DENIED_SHARE * said and against >= _TURNED_SHARE * said
    return turned if is_spoken_of and is_denied else set()


def wrong_numbers(match: Match, text: ResponseText) -> list[Token]:
    """Numbers in the sentence that says the point best which stand where the point has another.

    A number stands where another does if both follow, or both precede, the same content word, or a unit of the same
    kind follows both. “One” is no number in a response, and a number that it gives right anywhere is not wrong.
    """
    numbers = _numbers(match.wording.tokens, with_one=True)
    if not numbers:
        return []
    sentences = by_sentence([one for one in match.found if not one.unit.token.is_number])
    weights = {number: plain_weight(places) for number, places in sentences.items()}
    best = min(weights, key=lambda sentence: (-weights[sentence], sentence), default=None)
    others = sum(unit.plain_weight for unit in match.wording.units if not unit.token.is_number)
    if best is None or weights[best] < _ENOUGH * others:
        return []
    given = {token.stem for token in text.tokens if token.is_number}
    missing = [near for number, near in numbers if number.stem not in given]
    right = {number.stem for number, _ in numbers}
    said = [(number, near) for number, near in _numbers(text.sentences[best]) if number.stem not in right]
    return [number for number, near in said if any(near & wanted for wanted in missing)]


def _numbers(tokens: Sequence[Token], *, with_one: bool = False) -> list[tuple[Token, set[tuple[int, str]]]]:
    """The numbers in a row of words, each with the content word before (-1) and after it (1), and its kind of unit."""
    words = [token for token in tokens if not token.is_function]
    return [
        (token, {near for step in (-1, 1) if 0 <= index + step < len(words) for near in _near(words, index, step)})
        for index, token in enumerate(words)
        if token.is_number or (with_one and token.text == "one")
    ]


def _near(words: Sequence[Token], index: int, step: int) -> Iterator[tuple[int, str]]:
    stem = words[index + step].stem
    yield step, stem
    if step > 0 and stem in UNITS:
        yield step, UNITS[stem]
