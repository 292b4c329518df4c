"""Which words of a text are said the other way round: under a negation, or under three.

There is no parser here, only the few rules that tell in plain sentences how far a negation reaches. Where they cannot
tell, they had better see no denial: one that is missed is put right by a person, a wrong reproach is resented.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Literal

from portal.interviews.scoring.grammar import GRAMMARS, Grammar
from portal.interviews.scoring.reaches import CLOSE, Reach, begin_of, begins_clause, end_of, reach_of
from portal.interviews.scoring.text import PUNCTUATION, SPACE, Token

Opposition = Literal["none", "unclear", "loose", "clear"]
"""How surely a word is said the other way round: loosely, where another thing is denied of it than the point says."""

_NONE: frozenset[str] = frozenset()

_NEAR = 8
"""How far a hedge is felt on either side, in words."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """How the words of a text are said, by where they start.

    ``turned`` maps a word to the negation that turns it round, ``hedges`` to the stems near it that may carry a
    negation without its grammar (“avoid”, “unless”), ``clauses`` to the number of its clause. ``lacking`` are words of
    which is said that there is no such thing (“no scan”, “without a scan”), with what it means to say them straight:
    who only lists them does not say the contrary. ``subjects`` are the stems that a clause begins with: those up to its
    negation, else its first. ``predicates`` maps where a negation starts to the stem of what it denies, unless that
    says nothing by itself (“is not needed”). ``supposed`` are the numbers of clauses that begin with “if”, ``negative``
    of those that hold a negation, ``wanting`` of those with words of which there are none.
    """

    turned: dict[int, Token] = field(default_factory=dict)
    hedges: dict[int, frozenset[str]] = field(default_factory=dict)
    clauses: dict[int, int] = field(default_factory=dict)
    lacking: dict[int, Opposition] = field(default_factory=dict)
    subjects: dict[int, frozenset[str]] = field(default_factory=dict)
    predicates: dict[int, str] = field(default_factory=dict)
    supposed: set[int] = field(default_factory=set)
    negative: set[int] = field(default_factory=set)
    wanting: set[int] = field(default_factory=set)


def read_polarity(tokens: Sequence[Token], language: str) -> Polarity:
    """Sentence by sentence; nothing is turned in a language whose negations are not known."""
    found = Polarity()
    grammar = GRAMMARS.get(language)
    if grammar is None:
        return found
    clause = 0
    for _, row in groupby(tokens, key=lambda token: token.sentence):
        sentence = _unhyphened(list(row))
        opening: list[str] = []
        for index, token in enumerate(sentence):
            if index == 0 or _is_turn(sentence, index, grammar) or begins_clause(sentence, index, grammar):
                clause += 1
                opening = []
                if token.text in grammar.conditions:
                    found.supposed.add(clause)
            found.clauses[token.start] = clause
            if not token.is_function:
                opening.append(token.stem)
            _read_word(found, sentence, index, opening, grammar)
    return found


def _is_turn(sentence: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """Whether a new statement begins; “anything but” begins none."""
    return sentence[index].text in grammar.turns and sentence[index - 1].text != "anything"


def _read_word(found: Polarity, sentence: Sequence[Token], index: int, opening: list[str], grammar: Grammar) -> None:
    """Note what a word does to its clause, which begins with the stems of ``opening``."""
    token, clause = sentence[index], found.clauses[sentence[index].start]
    if opening and clause not in found.subjects:
        found.subjects[clause] = frozenset(opening)
    if token.stem in grammar.hedges and (index == 0 or sentence[index - 1].text != "a"):
        _hedge(found, sentence[max(0, index - _NEAR) : index + _NEAR + 1], token)
    if reach := reach_of(sentence, index, grammar):
        if clause not in found.negative:
            found.subjects[clause] = frozenset(opening)
        found.negative.add(clause)
        _negate(found, sentence, index, reach, grammar)


def _unhyphened(sentence: list[Token]) -> list[Token]:
    """A hyphen parts no clauses."""
    for place, (before, token) in enumerate(pairwise(sentence), 1):
        if token.gap == PUNCTUATION and token.start - before.end == 1:
            sentence[place] = token._replace(gap=SPACE)
    return sentence


def _hedge(found: Polarity, tokens: Iterable[Token], hedge: Token) -> None:
    for token in tokens:
        found.hedges[token.start] = found.hedges.get(token.start, _NONE) | {hedge.stem}


def _is_limit(negation: Token, governed: Sequence[Token], grammar: Grammar) -> bool:
    """“No longer than a day”, “not longer than 2 days”; but what is “not longer than that” is shorter."""
    place = next((place for place, token in enumerate(governed) if token.text in grammar.limits), None)
    is_number = any(token.is_number for token in governed[place : place + CLOSE]) if place is not None else False
    return place is not None and (negation.text == "no" or is_number or governed[place].text != "than")


def _negate(found: Polarity, sentence: Sequence[Token], index: int, reach: Reach, grammar: Grammar) -> None:
    """Turn what the negation at ``index`` governs; what is turned twice stands as it was."""
    end = end_of(sentence, index, reach, grammar)
    negation, after = sentence[index], sentence[index + 1 : end]
    if reach in {"clause", "noun"} and _is_limit(negation, after, grammar):
        return
    predicate = next((token for token in after if not token.is_function), negation)
    is_double = predicate.stem in grammar.hedges
    # “Is not needed” and “does not fail” say nothing but of their subject; other predicates hold words of their own.
    is_bare = predicate is negation or is_double or predicate.stem in grammar.dismissals
    begin = begin_of(sentence, index, reach, grammar) if is_bare or reach == "noun" else index
    if not is_bare and reach == "clause":
        found.predicates[negation.start] = predicate.stem
    if predicate is not negation and _is_corrected(sentence, end, grammar):
        after = after[after.index(predicate) + 1 :]
    governed = [*sentence[begin:index], *after]
    _turn(found, governed, negation, reach)
    if is_double:
        _hedge(found, governed, predicate)
    if end < len(sentence) and sentence[end].text in grammar.conditions:
        _hedge(found, governed, sentence[end])


def _turn(found: Polarity, governed: Iterable[Token], negation: Token, reach: Reach) -> None:
    for token in governed:
        if found.turned.pop(token.start, None) is None:
            found.turned[token.start] = negation
    if reach in {"noun", "phrase"}:
        found.wanting.add(found.clauses[negation.start])
        found.lacking.update((token.start, "unclear" if reach == "noun" else "none") for token in governed)


def _is_corrected(sentence: Sequence[Token], end: int, grammar: Grammar) -> bool:
    """“Is not kept here but in a box”: it is kept."""
    but, then = [*sentence[end : end + 2], None, None][:2]
    if but is None or then is None or but.text not in grammar.contrasts or not then.is_function:
        return False
    return then.text not in grammar.pronouns | grammar.articles | grammar.negations | grammar.auxiliaries
