"""What a person should look at. Each flag is narrow on purpose.

Measured on public sets of marked answers: a plain negation test fires more often on right answers (12.5 %) than on
contradicting ones (5.6 %), and deductions for length or for the question's words hurt honest answers. So a flag says
what was seen; only what is named here lowers anything.
"""

from collections.abc import Sequence

from portal.interviews.scoring.languages import IMPLICIT_NEGATIONS, NEGATION_SOFTENERS, NEGATIONS, function_words
from portal.interviews.scoring.matching import Found, Match, ResponseText, by_sentence
from portal.interviews.scoring.text import PUNCTUATION, SPACE, Token
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
_CLEAR_RECALL = 0.7
_LENGTHS = (0.5, 2.0)
_DENIED_SHARE = 0.4
_ENOUGH = 0.5
_TURNS = frozenset({"but", "instead", "because", "while", "whereas", "although"})
_JOINS = frozenset({"and", "or", "nor"})
_ARTICLES = frozenset({"a", "an", "the"})
_NO = frozenset({"no", "none", "nobody"})
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


def contradiction(match: Match, text: ResponseText, vocabulary: Vocabulary) -> list[Token]:
    """The words of the sentence that denies a point; none if it is not denied.

    Strict: the sentence holds at least 0.7 of the point's weight, is of similar length, its polarity is opposite in
    plain words, and no other sentence says the point straight.
    """
    negations = NEGATIONS.get(vocabulary.language)
    if not negations:
        return []
    weights = by_sentence(match.found)
    clear = [sentence for sentence in sorted(weights) if weights[sentence] >= _CLEAR_RECALL * match.wording.plain_total]
    if not clear:
        return []
    denying = [sentence for sentence in clear if _denies(match, text, sentence, negations, vocabulary.language)]
    if len(denying) < len(clear):
        return []
    return [token for one in match.found for token in one.tokens if token.sentence == denying[0]]


def _denies(match: Match, text: ResponseText, number: int, negations: frozenset[str], language: str) -> bool:
    sentence = text.sentences[number]
    length = _length(sentence) / max(1, _length(match.wording.tokens))
    if not _LENGTHS[0] <= length <= _LENGTHS[1]:
        return False
    implicit = IMPLICIT_NEGATIONS[language]
    said, point = {token.text for token in sentence}, {token.text for token in match.wording.tokens}
    if point & negations:
        return not said & (negations | implicit)
    return not point & implicit and _is_denied(sentence, match.found, negations, language)


def _length(tokens: Sequence[Token]) -> int:
    return sum(not token.is_function for token in tokens)


def _is_denied(sentence: Sequence[Token], found: Sequence[Found], negations: frozenset[str], language: str) -> bool:
    """Whether one negation governs a good part of what the sentence says of the point."""
    at = [index for index, token in enumerate(sentence) if token.text in negations]
    if len(at) != 1 or any(token.text in IMPLICIT_NEGATIONS[language] for token in sentence):
        return False
    position = at[0]
    after = sentence[position + 1 : _end_of_reach(sentence, position)]
    if not after or after[0].text in NEGATION_SOFTENERS[language]:
        return False
    start, end = after[0].start, after[-1].end
    governed = total = 0.0
    for one in found:
        here = [token for token in one.tokens if sentence[0].start <= token.start < sentence[-1].end]
        total += one.plain_weight if here else 0.0
        governed += one.plain_weight if any(start <= token.start < end for token in here) else 0.0
    return governed >= _DENIED_SHARE * total


def _end_of_reach(sentence: Sequence[Token], position: int) -> int:
    """Where a negation stops: at “but”, or at a comma that a new clause, not a list, follows; “no” at “and” too."""
    turns = _TURNS | _JOINS if sentence[position].text in _NO else _TURNS
    for index in range(position + 1, len(sentence)):
        token = sentence[index]
        goes_on = token.gap != PUNCTUATION or not token.is_function or token.text in _JOINS | _ARTICLES
        if token.text in turns or not goes_on:
            return index
    return len(sentence)


def wrong_numbers(match: Match, text: ResponseText) -> list[Token]:
    """Numbers in the sentence that says the point best which stand where the point has another.

    A number stands where another does if both follow, or both precede, the same content word. “One” is no number here,
    and a number that the response gives right anywhere is not wrong.
    """
    numbers = _numbers(match.wording.tokens)
    weights = by_sentence([one for one in match.found if not one.unit.token.is_number])
    if not numbers or not weights:
        return []
    best = min(weights, key=lambda sentence: (-weights[sentence], sentence))
    others = sum(unit.plain_weight for unit in match.wording.units if not unit.token.is_number)
    if weights[best] < _ENOUGH * others:
        return []
    given = {token.stem for token in text.tokens if token.is_number}
    missing = [near for number, near in numbers if number.stem not in given]
    right = {number.stem for number, _ in numbers}
    said = [(number, near) for number, near in _numbers(text.sentences[best]) if number.stem not in right]
    return [number for number, near in said if any(near & wanted for wanted in missing)]


def _numbers(tokens: Sequence[Token]) -> list[tuple[Token, set[tuple[int, str]]]]:
    """The numbers in a row of words, each with the content word before it (-1) and after it (1)."""
    words = [token for token in tokens if not token.is_function]
    return [
        (token, {(step, words[index + step].stem) for step in (-1, 1) if 0 <= index + step < len(words)})
        for index, token in enumerate(words)
        if token.is_number
    ]
