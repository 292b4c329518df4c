"""What a person should look at. Each flag is narrow on purpose.

Measured on public sets of marked answers: a plain negation test fires more often on right answers (12.5 %) than on
contradicting ones (5.6 %), and deductions for length or for the question's words hurt honest answers. So a flag says
what was seen; only what is named here lowers anything.
"""

from collections.abc import Sequence

from portal.interviews.scoring.languages import IMPLICIT_NEGATIONS, NEGATION_SOFTENERS, NEGATIONS, function_words
from portal.interviews.scoring.matching import Match, by_sentence, plain_weight
from portal.interviews.scoring.responses import Found, ResponseText
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
"""Least share of a point's weight in one sentence for the sentence to be about that point and nothing else."""
_LENGTHS = (0.5, 2.0)
"""Least and most length of such a sentence, in content words for each of the point's."""
_DENIED_SHARE = 0.35
"""Least share of what is said of the point that the negation governs."""
_ENOUGH = 0.5
"""Least share of a point's other words beside a number for the number to be taken as said of the point."""
_TURNS = frozenset({"but", "instead", "because", "while", "whereas", "although"})
_CONTRASTS = frozenset({"but", "instead", "it", "it's", "they", "they're", "rather"})
_JOINS = frozenset({"and", "or", "nor"})
_ARTICLES = frozenset({"a", "an", "the"})
_NO = frozenset({"no", "none", "nobody"})
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


def contradiction(match: Match, text: ResponseText, vocabulary: Vocabulary) -> list[Token]:
    """The words of the sentence that denies a point; none if it is not denied.

    Strict: the sentence holds at least 0.7 of the point's weight, is of similar length, its polarity is opposite in
    plain words, and no other sentence says the point straight.
    """
    negations = NEGATIONS.get(vocabulary.language, frozenset())
    if not any(token.text in negations for token in (*match.wording.tokens, *text.negations)):
        return []
    denying: list[Token] = []
    for number, places in sorted(by_sentence(match.found).items()):
        if plain_weight(places) < _CLEAR_RECALL * match.wording.plain_total:
            continue
        if not _denies(match, text.sentences[number], places, vocabulary.language):
            return []
        denying = denying or [token for _, token in places]
    return denying


def _denies(match: Match, sentence: Sequence[Token], places: Sequence[tuple[Found, Token]], language: str) -> bool:
    length = _length(sentence) / max(1, _length(match.wording.tokens))
    if not _LENGTHS[0] <= length <= _LENGTHS[1]:
        return False
    said, point = ({token.stem for token in tokens} for tokens in (sentence, match.wording.tokens))
    if (said ^ point) & IMPLICIT_NEGATIONS[language]:
        return False
    if any(token.text in NEGATIONS[language] for token in match.wording.tokens):
        return not any(token.text in NEGATIONS[language] for token in sentence)
    return _is_denied(sentence, places, language)


def _length(tokens: Sequence[Token]) -> int:
    return sum(not token.is_function for token in tokens)


def _is_denied(sentence: Sequence[Token], places: Sequence[tuple[Found, Token]], language: str) -> bool:
    """Whether negations govern a good part of what the sentence says of the point."""
    negations, softeners = NEGATIONS[language], NEGATION_SOFTENERS[language]
    denied: set[int] = set()
    for index, token in enumerate(sentence[:-1]):
        if token.text not in negations or sentence[index + 1].text in softeners:
            continue
        end = _end_of_reach(sentence, index, negations)
        if (
            end < len(sentence)
            and sentence[end].text in _CONTRASTS
            and any(token.start > sentence[end].start for _, token in places)
        ):
            # “It is not the host, it is the port”: what follows says what is so.
            return False
        denied |= {governed.start for governed in sentence[index + 1 : end]}
    free = {one.unit for one, token in places if token.start not in denied}
    governed = [(one, token) for one, token in places if one.unit not in free]
    return bool(governed) and plain_weight(governed) >= _DENIED_SHARE * plain_weight(places)


def _end_of_reach(sentence: Sequence[Token], position: int, negations: frozenset[str]) -> int:
    """Where a negation stops: at the next one, at “but”, or at a comma that a new clause, not a list, follows.

    “No” goes with what it stands before: it stops at “and” and at any punctuation too.
    """
    is_short = sentence[position].text in _NO
    turns = negations | _TURNS | (_JOINS if is_short else frozenset())
    for index in range(position + 1, len(sentence)):
        token = sentence[index]
        starts_clause = is_short or (token.is_function and token.text not in _JOINS | _ARTICLES)
        if token.text in turns or (token.gap == PUNCTUATION and starts_clause):
            return index
    return len(sentence)


def wrong_numbers(match: Match, text: ResponseText) -> list[Token]:
    """Numbers in the sentence that says the point best which stand where the point has another.

    A number stands where another does if both follow, or both precede, the same content word. “One” is no number here,
    and a number that the response gives right anywhere is not wrong.
    """
    numbers = _numbers(match.wording.tokens)
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


def _numbers(tokens: Sequence[Token]) -> list[tuple[Token, set[tuple[int, str]]]]:
    """The numbers in a row of words, each with the content word before it (-1) and after it (1)."""
    words = [token for token in tokens if not token.is_function]
    return [
        (token, {(step, words[index + step].stem) for step in (-1, 1) if 0 <= index + step < len(words)})
        for index, token in enumerate(words)
        if token.is_number
    ]
