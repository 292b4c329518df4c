"""What a person should look at. Each flag is narrow on purpose.

Measured on public sets of marked answers: a plain negation test fires more often on right answers (12.5 %) than on
contradicting ones (5.6 %), and deductions for length or for the question's words hurt honest answers. So a flag says
what was seen; only what is named here lowers anything.
"""

from portal.interviews.scoring.languages import function_words
from portal.interviews.scoring.matching import ENOUGH, Match, by_sentence, plain_weight
from portal.interviews.scoring.responses import ResponseText
from portal.interviews.scoring.text import SPACE, Token
from portal.interviews.scoring.vocabulary import Vocabulary

TERMS_ONLY = "terms without sentences"
CONTRADICTION = "possible contradiction"
WRONG_NUMBER = "number mismatch"
PASTED = "whole guide pasted"

CAP = 50.0
"""Most coverage of a response that is a row of terms or the guide itself, until a person has looked."""

DENIED_CREDIT = 0.10
"""Most credit of a point the response seems to deny: of 73 shown as denied in the gold set, one had been said."""

_TERMS_IN_A_ROW = 8
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


def wrong_numbers(match: Match, text: ResponseText) -> list[Token]:
    """Numbers in the sentence that says the point best which stand where the point has another.

    A number stands where another does if both follow, or both precede, the same content word, or a unit of the same
    kind follows both. “One” is a number in a response only before a unit, and a number that it gives right anywhere is
    not wrong.
    """
    numbers = match.wording.numbers
    if not numbers or not text.numbers:
        return []
    sentences = by_sentence([one for one in match.found if not one.unit.token.is_number])
    weights = {number: plain_weight(places) for number, places in sentences.items()}
    best = min(weights, key=lambda sentence: (-weights[sentence], sentence), default=None)
    others = sum(unit.plain_weight for unit in match.wording.units if not unit.token.is_number)
    if best is None or weights[best] < ENOUGH * others:
        return []
    missing = [number for number in numbers if not any(map(number.is_same, text.numbers))]
    said = [one for one in text.numbers if one.token.sentence == best and not any(map(one.is_same, numbers))]
    return [number.token for number in said if any(number.near & wanted.near for wanted in missing)]


def is_limited(match: Match, text: ResponseText) -> bool:
    """Whether the response sets a limit to what the wording says without any number: “it tells at most 2 people”."""
    limits = [] if match.wording.numbers else [number for number in text.numbers if number.is_limit]
    said = {(1, token.stem) for token in match.evidence.values()}
    return any(not number.near.isdisjoint(said) for number in limits)
