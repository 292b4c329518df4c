"""Words that say the opposite without a negation: before and after, at least and at most, all and some, more and less.

A bag of words hardly sees such a word change. So where a point has one, the response has to have it, or its opposite
has to stand somewhere else: a pole is read by the words on its two sides.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from portal.interviews.scoring.grammar import GRAMMARS
from portal.interviews.scoring.text import PUNCTUATION, Token

Kind = Literal["order", "amount", "bound", "extent"]
"""What stands on the sides of a pole: two things that follow one another (“a before b”) or are compared (“a is more
than b”), the number that is bounded (“at least two”), or what there is all or some of."""

_SCALES: dict[str, tuple[tuple[Kind, str, str], ...]] = {
    "en": (
        ("order", "before beforehand", "after afterwards"),
        ("bound", "least minimum", "most maximum"),
        (
            "extent",
            "all every each always whole entire",
            "some few sometimes seldom rarely occasionally partly",
        ),
        ("amount", "first", "last"),
        ("amount", "above", "below"),
        ("amount", "inside", "outside"),
        ("amount", "more", "less fewer"),
        ("amount", "higher", "lower"),
        ("amount", "larger bigger greater", "smaller"),
        ("amount", "longer", "shorter"),
        ("amount", "faster quicker", "slower"),
        ("amount", "hotter warmer", "colder cooler"),
        ("amount", "stronger", "weaker"),
        ("amount", "heavier", "lighter"),
        ("amount", "earlier sooner", "later"),
        ("amount", "easier simpler", "harder"),
        ("amount", "better", "worse"),
        ("amount", "older", "newer younger"),
        ("amount", "cheaper", "dearer costlier"),
        ("amount", "wider", "narrower"),
        ("amount", "deeper", "shallower"),
        ("amount", "rememb keep retain", "forget lose"),
        ("amount", "allow permit", "forbid prohibit"),
        ("amount", "accept", "reject refus"),
        ("amount", "enabl", "disabl"),
        ("amount", "includ", "exclud"),
        ("amount", "increas grow rise rais", "decreas shrink fall drop reduc"),
    )
}
"""Folded words, or stems, of the two ends of each scale; no word stands in two."""

_POLES = {
    language: {
        word: (number, kind, is_high)
        for number, (kind, high, low) in enumerate(scales)
        for words, is_high in ((high, True), (low, False))
        for word in words.split()
    }
    for language, scales in _SCALES.items()
}

_WINDOW = 8
"""Most words on a side of a pole that are looked at; it bounds the time a hostile text can take."""

_NEGATED = 2
"""How near a negation before a pole turns it round, in words: “not all”, “no later”."""

_SPARED = {
    "en": (frozenset(["if", "when", "unless", "until", "whether", "than"]), frozenset(["other", "others", "rest"]))
}
"""Words right before a pole by which it says nothing about the whole (“if some fail”), and words that share the whole
out over a sentence (“some do, others do not”)."""


@dataclass(frozen=True, slots=True)
class Pole:
    """A word at one end of a scale.

    ``left`` and ``right`` are the stems on its sides up to the next sign, nearest first; ``first`` and ``second`` those
    that its scale relates to each other, empty where it relates none.
    """

    token: Token
    scale: int
    kind: Kind
    is_high: bool
    left: tuple[str, ...]
    right: tuple[str, ...]
    first: frozenset[str]
    second: frozenset[str]


def read_poles(tokens: Sequence[Token], turned: Set[int], language: str) -> tuple[Pole, ...]:
    """The poles of a text, without those that a negation turns round: at a place of ``turned``, or right behind one."""
    if language not in _POLES:
        return ()
    return tuple(
        pole
        for _, row in groupby(tokens, key=lambda token: token.sentence)
        for pole in _of_sentence(list(row), turned, language)
    )


def flipped(meant: Sequence[Pole], said: Sequence[Pole]) -> list[Pole]:
    """The poles of a response that say the opposite of one of a point's, which it says right nowhere."""
    found: list[Pole] = []
    compared = 0
    for pole in meant:
        of_scale = [one for one in said if one.scale == pole.scale]
        against = [one for one in of_scale if _is_opposite(pole, one)]
        if against and not any(_is_same(pole, one) for one in of_scale):
            found.append(against[0])
            compared += pole.kind == "amount"
    if compared > 1 and compared == sum(pole.kind == "amount" for pole in meant):
        # “Less of this, less of that” is what “more of this, more of that” means.
        return [pole for pole in found if pole.kind != "amount"]
    return found


def _is_opposite(meant: Pole, said: Pole) -> bool:
    is_swapped = _is_swapped(meant, said)
    if meant.is_high == said.is_high:
        return is_swapped
    return _touches(meant, said) and not is_swapped


def _is_same(meant: Pole, said: Pole) -> bool:
    is_swapped = _is_swapped(meant, said)
    if meant.is_high == said.is_high:
        return _touches(meant, said) and not is_swapped
    return is_swapped


def _touches(meant: Pole, said: Pole) -> bool:
    """Whether both speak of the same: of the next word, or where one of them ends its clause, of the last."""
    if (meant.right and said.right) or meant.kind in {"bound", "extent"}:
        return meant.right[:1] == said.right[:1] != ()
    return meant.left[:1] == said.left[:1] != ()


def _is_swapped(meant: Pole, said: Pole) -> bool:
    """Whether what stands first in the point stands second in the response, and the other way round."""
    first, second = meant.first - meant.second, meant.second - meant.first
    is_first = not said.first or not second.isdisjoint(said.first)
    return bool(first and second) and is_first and not first.isdisjoint(said.second)


def _of_sentence(sentence: Sequence[Token], turned: Set[int], language: str) -> Iterator[Pole]:
    known, negations = _POLES[language], GRAMMARS[language].negations
    conditions, shares = _SPARED[language]
    is_shared = any(token.text in shares for token in sentence)
    for index, token in enumerate(sentence):
        found = known.get(token.text) or known.get(token.stem)
        before = [one.text for one in sentence[max(0, index - _NEGATED) : index]]
        if found is None or token.start in turned or not negations.isdisjoint(before):
            continue
        number, kind, is_high = found
        is_no_bound = kind == "bound" and token.is_function and "at" not in before
        is_no_extent = kind == "extent" and (is_shared or not conditions.isdisjoint(before[-1:]))
        if not is_no_bound and not is_no_extent:
            yield _pole(sentence, index, number, kind, is_high=is_high)


def _pole(sentence: Sequence[Token], index: int, number: int, kind: Kind, *, is_high: bool) -> Pole:
    left = list(_up_to_sign(sentence[max(0, index - _WINDOW) : index + 1]))
    right = list(_after(sentence[index + 1 : index + 1 + _WINDOW]))
    first: Iterable[Token] = ()
    second: Iterable[Token] = ()
    place = next((place for place, token in enumerate(right) if token.text == "than"), None)
    if kind == "order":
        first, second = left, right if left else _content(right)[:1]
    elif kind == "amount" and place is not None:
        first, second = [*left, *right[:place]], right[place:]
    return Pole(
        sentence[index],
        number,
        kind,
        is_high,
        tuple(token.stem for token in _content(left)),
        tuple(token.stem for token in _content(right)),
        frozenset(token.stem for token in _content(first)),
        frozenset(token.stem for token in _content(second)),
    )


def _up_to_sign(row: Sequence[Token]) -> Iterator[Token]:
    """The words before the last of the row, from there back to a sign."""
    for place in range(len(row) - 1, 0, -1):
        if row[place].gap >= PUNCTUATION:
            return
        yield row[place - 1]


def _after(row: Sequence[Token]) -> Iterator[Token]:
    for token in row:
        if token.gap >= PUNCTUATION:
            return
        yield token


def _content(tokens: Iterable[Token]) -> list[Token]:
    return [token for token in tokens if not token.is_function or token.is_number]
