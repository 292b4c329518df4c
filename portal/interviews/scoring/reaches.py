"""How far a negation reaches in a sentence: what it goes with, where that begins, and where it ends."""

from collections.abc import Sequence
from typing import Literal

from portal.interviews.scoring.grammar import Grammar
from portal.interviews.scoring.text import BREAK, PUNCTUATION, Token

Reach = Literal["clause", "noun", "phrase", "all"]
"""A negation goes with its clause, with a noun (“no file”), with a phrase (“without a file”, “instead of a file”), or
with all that follows (“it is not true that”)."""

CLOSE = 3
"""How many words a short turn of phrase has at most, such as “those who do”."""

_FARTHEST = 60
"""Most words a negation governs."""

_LONGEST_ITEM = 3
"""Most words of an item between two commas."""

_LONGEST_SUBJECT = 8
"""Words within which the predicate of a clause begins; it bounds the time a hostile text can take."""


def reach_of(sentence: Sequence[Token], index: int, grammar: Grammar) -> Reach | None:
    """What the negation at ``index`` goes with; nothing, if it is none or has no force."""
    word = sentence[index].text
    before = [token.text for token in sentence[max(0, index - _LONGEST_SUBJECT) : index]]
    after = [token.text for token in sentence[index + 1 : index + 1 + CLOSE]]
    if after and (word, after[0]) in grammar.replacements:
        return "phrase"
    if word in grammar.falsehoods and after[:1] == ["that"]:
        return "all"
    if word in grammar.refusals and after[:1] == ["to"]:
        # “Do not forget to wait”, “never fails to answer”.
        return "clause" if grammar.negations.isdisjoint(before[-2:]) else None
    is_weak = _is_softened(sentence, index, grammar) or not grammar.nearly.isdisjoint(before[-1:])
    if word not in grammar.negations or is_weak or before[-2:] == ["next", "to"]:
        return None
    return _reach(sentence, index, before, after, grammar)


def _reach(
    sentence: Sequence[Token], index: int, before: list[str], after: list[str], grammar: Grammar
) -> Reach | None:
    word = sentence[index].text
    if "that" in after and not grammar.truths.isdisjoint(after):
        return "all"
    if word == "without":
        # “Nothing starts without a key”: it is the key that starts it.
        return "phrase" if grammar.negations.isdisjoint(before) else None
    is_noun = word in grammar.determiners and index > 0 and not _is_void(sentence, index, grammar)
    return "noun" if is_noun else "clause"


def _is_void(sentence: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """“Tells you nothing”, “is no use”, “makes no sense”: what has no content of its own goes with its clause."""
    last = index + (sentence[index].text == "no")
    if last + 1 < len(sentence) and sentence[last + 1].gap < PUNCTUATION:
        return False
    is_told = any(token.stem in grammar.tellers for token in sentence[max(0, index - 2) : index])
    is_nothing = sentence[index].text == "nothing" and is_told
    return is_nothing or (index < last < len(sentence) and sentence[last].stem in grammar.voids)


def _is_softened(sentence: Sequence[Token], index: int, grammar: Grammar) -> bool:
    """“Not only”, “not more than five”; but what is “not less dense” is not less dense."""
    softener, then = [*sentence[index + 1 : index + 3], None, None][:2]
    if softener is None or softener.text not in grammar.softeners:
        return False
    return softener.text not in grammar.degrees or then is None or then.is_function or then.is_number


def end_of(sentence: Sequence[Token], index: int, reach: Reach, grammar: Grammar) -> int:
    """Where the reach of a negation ends: at the next one, a turn of thought, or a new clause."""
    last = min(len(sentence), index + _FARTHEST)
    counted = _behind_void(sentence, index, grammar)
    reach, index = ("phrase", counted) if counted > index else (reach, index)
    if reach == "all":
        return next((place for place in range(index + 1, last) if sentence[place].text in grammar.contrasts), last)
    ends = grammar.ends
    if any(token.text in grammar.relatives for token in sentence[max(0, index - CLOSE) : index]):
        # “Those who cannot answer are asked again”: they are.
        ends |= grammar.copulas
    if _is_cleft(sentence, index, grammar):
        ends |= grammar.relatives
    for place in range(index + 1, last):
        is_end = sentence[place].text in ends or begins_clause(sentence, place, grammar)
        if is_end or (reach in {"noun", "phrase"} and _ends_noun(sentence, index, place, reach, grammar)):
            return _before_statement(sentence, index, place, grammar)
    return _before_statement(sentence, index, last, grammar)


def _behind_void(sentence: Sequence[Token], index: int, grammar: Grammar) -> int:
    """Where the reach of a negation is counted from: “no point in” says nothing yet of what it is about."""
    if sentence[index].text == "anything":
        return index + 1
    noun, link = [*sentence[index + 1 : index + 3], None, None][:2]
    is_void = noun is not None and sentence[index].text == "no" and noun.stem in grammar.voids
    return index + 2 if is_void and link is not None and link.text in grammar.aims else index


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


def begin_of(sentence: Sequence[Token], index: int, reach: Reach, grammar: Grammar) -> int:
    """Where what a negation governs begins: with the subject, if it negates the predicate."""
    if reach == "noun":
        # “Reads no file” does not read; “with no file” says nothing of what stands before.
        is_object = not sentence[index - 1].is_function and sentence[index].gap < PUNCTUATION
        return index - 1 if is_object else index
    place = index - (index > 0 and sentence[index - 1].text == "of")
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


def begins_clause(sentence: Sequence[Token], place: int, grammar: Grammar) -> bool:
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
