"""Which words of a text are said the other way round: under a negation, or under three.

There is no parser here, only the few rules that tell in plain sentences how far a negation reaches. Where they cannot
tell, they had better see no denial: one that is missed is put right by a person, a wrong reproach is resented.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Literal

from portal.interviews.scoring.grammar import GRAMMARS, Grammar
from portal.interviews.scoring.text import BREAK, PUNCTUATION, SPACE, Token

Opposition = Literal["none", "unclear", "clear"]
Reach = Literal["clause", "noun", "phrase", "all"]
"""A negation goes with its clause, with a noun (“no file”), with a phrase (“without a file”, “instead of a file”), or
with all that follows (“it is not true that”)."""

_NONE: frozenset[str] = frozenset()

_NEAR = 8
"""How far a hedge is felt on either side, in words."""

_CLOSE = 3
"""How many words a short turn of phrase has at most, such as “those who do”."""

_FARTHEST = 60
"""Most words a negation governs."""

_LONGEST_ITEM = 3
"""Most words of an item between two commas."""

_LONGEST_SUBJECT = 8
"""Words within which the predicate of a clause begins; it bounds the time a hostile text can take."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """How the words of a text are said, by where they start.

    ``turned`` maps a word to the negation that turns it round, ``hedges`` to the stems near it that may carry a
    negation without its grammar (“avoid”, “unless”), ``clauses`` to the number of its clause. ``lacking`` are words of
    which is said that there is no such thing (“no scan”, “without a scan”), with what it means to say them straight:
    who only lists them does not say the contrary. ``supposed`` are the numbers of clauses that begin with “if”,
    ``negative`` of those that hold a negation, ``wanting`` of those with words of which there are none.
    """

    turned: dict[int, Token] = field(default_factory=dict)
    hedges: dict[int, frozenset[str]] = field(default_factory=dict)
    clauses: dict[int, int] = field(default_factory=dict)
    lacking: dict[int, Opposition] = field(default_factory=dict)
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
        for index, token in enumerate(sentence):
            is_new = index == 0 or token.text in grammar.turns or _begins_clause(sentence, index, grammar)
            clause += is_new
            found.clauses[token.start] = clause
            if is_new and token.text in grammar.conditions:
                found.supposed.add(clause)
            if token.stem in grammar.hedges:
                _hedge(found, sentence[max(0, index - _NEAR) : index + _NEAR + 1], token)
            if reach := _reach(sentence, index, grammar):
                found.negative.add(clause)
                _negate(found, sentence, index, reach, grammar)
    return found


def _unhyphened(sentence: list[Token]) -> list[Token]:
    """A hyphen parts no clauses."""
    for place, (before, token) in enumerate(pairwise(sentence), 1):
        if token.gap == PUNCTUATION and token.start - before.end == 1:
            sentence[place] = token._replace(gap=SPACE)
    return sentence


def opposition(said: Token, how: Polarity, meant: Token, intended: Polarity, shared: Set[str]) -> Opposition:
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
    if said.start in how.lacking and intended.clauses.get(meant.start) in intended.negative:
        # “Found without a scan of the table” is what “the table need not be scanned” means.
        return "none"
    is_clear = how.hedges.get(said.start, _NONE) <= shared and intended.hedges.get(meant.start, _NONE) <= shared
    return "clear" if is_clear else "unclear"


def _hedge(found: Polarity, tokens: Iterable[Token], hedge: Token) -> None:
    for token in tokens:
        found.hedges[token.start] = found.hedges.get(token.start, _NONE) | {hedge.stem}


def _reach(sentence: Sequence[Token], index: int, grammar: Grammar) -> Reach | None:
    """What the negation at ``index`` goes with; nothing, if it is none or has no force."""
    word = sentence[index].text
    after = [token.text for token in sentence[index + 1 : index + 1 + _CLOSE]]
    if after and (word, after[0]) in grammar.replacements:
        return "phrase"
    if word in grammar.falsehoods and after[:1] == ["that"]:
        return "all"
    is_nearly = [token.text for token in sentence[max(0, index - 2) : index]] == ["next", "to"]
    is_weak = bool(after and after[0] in grammar.softeners) or (
        index > 0 and sentence[index - 1].text in grammar.nearly
    )
    if word not in grammar.negations or is_weak or is_nearly:
        return None
    if "that" in after and not grammar.truths.isdisjoint(after):
        return "all"
    if word == "without":
        # “Nothing starts without a key”: it is the key that starts it.
        before = sentence[max(0, index - _LONGEST_SUBJECT) : index]
        return None if any(token.text in grammar.negations for token in before) else "phrase"
    return "noun" if word in grammar.determiners and index > 0 else "clause"


def _negate(found: Polarity, sentence: Sequence[Token], index: int, reach: Reach, grammar: Grammar) -> None:
    """Turn what the negation at ``index`` governs; what is turned twice stands as it was."""
    end = _end(sentence, index, reach, grammar)
    negation, after = sentence[index], sentence[index + 1 : end]
    if reach in {"clause", "noun"} and any(token.text in grammar.limits for token in after):
        return
    predicate = next((token for token in after if not token.is_function), negation)
    is_double = predicate.stem in grammar.hedges
    # “Is not needed” and “does not fail” say nothing but of their subject; other predicates hold words of their own.
    is_bare = predicate is negation or is_double or predicate.stem in grammar.dismissals
    begin = _begin(sentence, index, reach, grammar) if is_bare or reach == "noun" else index
    governed = [*sentence[begin:index], *after]
    for token in governed:
        if found.turned.pop(token.start, None) is None:
            found.turned[token.start] = negation
    if reach in {"noun", "phrase"}:
        found.wanting.add(found.clauses[negation.start])
        found.lacking.update((token.start, "unclear" if reach == "noun" else "none") for token in governed)
    if is_double:
        _hedge(found, governed, predicate)
    if end < len(sentence) and sentence[end].text in grammar.conditions:
        _hedge(found, governed, sentence[end])


def _end(sentence: Sequence[Token], index: int, reach: Reach, grammar: Grammar) -> int:
    """Where the reach of a negation ends: at the next one, a turn of thought, or a new clause."""
    last = min(len(sentence), index + _FARTHEST)
    if reach == "all":
        return next((place for place in range(index + 1, last) if sentence[place].text in grammar.contrasts), last)
    ends = grammar.ends
    if any(token.text in grammar.relatives for token in sentence[max(0, index - _CLOSE) : index]):
        # “Those who cannot answer are asked again”: they are.
        ends |= grammar.copulas
    if _is_cleft(sentence, index, grammar):
        ends |= grammar.relatives
    for place in range(index + 1, last):
        is_end = sentence[place].text in ends or _begins_clause(sentence, place, grammar)
        if is_end or (reach in {"noun", "phrase"} and _ends_noun(sentence, index, place, reach, grammar)):
            return _before_statement(sentence, index, place, grammar)
    return _before_statement(sentence, index, last, grammar)


def _before_statement(sentence: Sequence[Token], index: int, last: int, grammar: Grammar) -> int:
    """Where another statement begins without a sign: “as it does not move | the force must be zero”."""
    spoken = next((place for place in range(index + 1, last) if not sentence[place].is_function), last)
    for place in range(spoken + 2, last):
        if sentence[place].text in grammar.finite:
            return spoken + 1
        if sentence[place].text in grammar.subordinators | grammar.ends:
            break
    return last


def _is_cleft(sentence: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """“It is not the host that answers”: something else does; of “it is not a host that …” nothing is left."""
    is_it = index > 1 and sentence[index - 2].text == "it" and sentence[index - 1].text in grammar.copulas
    return is_it and sentence[index + 1 : index + 2] != [] and sentence[index + 1].text not in {"a", "an"}


def _ends_noun(sentence: Sequence[Token], index: int, place: int, reach: Reach, grammar: Grammar) -> bool:
    """Whether what goes with a noun that is denied at ``index`` ends before ``place``."""
    token = sentence[place]
    if token.gap >= PUNCTUATION or token.text in grammar.joins | grammar.pronouns:
        return True
    is_within = place == index + 1 or sentence[place - 1].is_function or reach == "phrase"
    return not is_within and token.text in grammar.articles | grammar.auxiliaries | grammar.aims


def _begins_clause(sentence: Sequence[Token], place: int, grammar: Grammar) -> bool:
    """Whether a comma or “and” here is followed by a statement of its own, not by one more item of a list."""
    token = sentence[place]
    is_join, is_parted = token.text in grammar.joins, token.gap == PUNCTUATION
    if token.gap == BREAK or not (is_join or is_parted):
        return token.gap == BREAK
    rest = sentence[place + is_join : place + is_join + _LONGEST_SUBJECT]
    if not rest or rest[0].text in grammar.pronouns | grammar.negations or (is_join and is_parted):
        return True
    if rest[0].text in grammar.articles:
        return token.text != "or"
    if rest[0].is_function:
        return not is_join
    return _is_statement(rest, grammar, longest=_LONGEST_SUBJECT if is_join else _LONGEST_ITEM)


def _is_statement(words: Sequence[Token], grammar: Grammar, *, longest: int) -> bool:
    """Whether a predicate is met before the next comma or “and”, or that is too far away for an item of a list."""
    for count, word in enumerate(words):
        if count and (word.gap >= PUNCTUATION or word.text in grammar.joins | grammar.turns | grammar.conditions):
            return False
        if count >= longest or (count and word.text in grammar.auxiliaries | grammar.negations):
            return True
    return len(words) > longest


def _begin(sentence: Sequence[Token], index: int, reach: Reach, grammar: Grammar) -> int:
    """Where what a negation governs begins: with the subject, if it negates the predicate."""
    if reach == "noun":
        # “Reads no file” does not read; “with no file” says nothing of what stands before.
        is_object = not sentence[index - 1].is_function and sentence[index].gap < PUNCTUATION
        return index - 1 if is_object else index
    place = index
    while place > 0 and sentence[place].gap < PUNCTUATION and sentence[place - 1].text in grammar.auxiliaries:
        place -= 1
    if reach != "clause" or (place == index and sentence[index].text in {"not", "nor"}):
        return index
    is_list = False
    while place > 0 and not _ends_subject(sentence, place, grammar, is_list=is_list):
        place -= 1
        is_list = is_list or sentence[place].text in grammar.joins
    return place


def _ends_subject(sentence: Sequence[Token], place: int, grammar: Grammar, *, is_list: bool) -> bool:
    """Whether the subject that reaches back from ``place`` begins there; a comma is part of it in a list only."""
    before = sentence[place - 1]
    if before.text in grammar.joins:
        return (
            place < 2
            or sentence[place].text in grammar.articles
            or _holds_statement(sentence[max(0, place - 1 - _LONGEST_SUBJECT) : place - 1], grammar)
        )
    if sentence[place].gap >= PUNCTUATION:
        return not is_list or sentence[place].gap == BREAK
    return before.text in grammar.ends or before.text in grammar.subordinators or before.text in grammar.auxiliaries


def _holds_statement(words: Sequence[Token], grammar: Grammar) -> bool:
    """Whether these words, up to the “and” behind them, may be a clause of their own."""
    marks = grammar.auxiliaries | grammar.pronouns | grammar.ends | grammar.subordinators
    return any(word.text in marks for word in words)
