"""Where words begin and end in a text, and what compounds are made of."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

_MOST_PIECES = 6
"""Most pieces of a word kept whole (``a.b.c``); a longer row is read as so many words."""

_REMEMBERED = 64
"""Longest chunk whose shape is remembered, in characters: almost every chunk has been met before."""

NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NUMBER_AND_UNIT = re.compile(r"(\d+(?:\.\d+)?)((?!st$|nd$|rd$|th$)[^\W\d_]{2,})")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Scripts read by pairs of characters: Han, kana, Thai, Lao, Khmer, Burmese; and Hangul, whose words carry endings."""


class Piece(NamedTuple):
    """A stretch of the chunk that is one word; ``cuts`` are the stretches of a compound's parts."""

    start: int
    end: int
    cuts: tuple[tuple[int, int], ...] = ()
    is_camel: bool = False


def chunks(text: str) -> Iterator[re.Match[str]]:
    """The rows of letters, digits and joining signs between white space and punctuation."""
    return _chunks("" if text.isascii() else _marks()).finditer(text)


def shape(chunk: str) -> tuple[Piece, ...]:
    """The words a chunk is made of."""
    return _remembered_shape(chunk) if len(chunk) <= _REMEMBERED else _shape(chunk)


@cache
def _chunks(marks: str) -> re.Pattern[str]:
    """Rows of letters, digits and ``marks``, joined by single signs that can stand inside a word."""
    last = rf"(?:[^\W_]|[{marks}])" if marks else r"[^\W_]"
    word = rf"[^\W_](?:[\w{marks}]*{last})?"
    joint = r"(?:['./&\u2019-]|(?<=\d),(?=\d\d\d(?!\d)))"
    return re.compile(rf"[A-Za-z](?:\+\+|\#)(?!\w)|{word}(?:{joint}{word})*", re.ASCII if not marks else 0)


@cache
def _marks() -> str:
    """Every combining mark of the Basic Multilingual Plane: words are written with them, yet they are no letters."""
    return "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M")


def _shape(chunk: str) -> tuple[Piece, ...]:
    return tuple(piece for start, end in _split(chunk, "-", 0) for piece in _within(chunk, start, end))


_remembered_shape = lru_cache(maxsize=8192)(_shape)


def _within(text: str, start: int, end: int) -> Iterator[Piece]:
    """The words of a chunk without hyphens."""
    for left, right in _split(text[start:end], "/", start) if _is_choice(text[start:end]) else [(start, end)]:
        word = text[left:right]
        if _is_two_sentences(word) or word.count(".") >= _MOST_PIECES:
            for first, last in _split(word, ".", left):
                yield from _spaced(text, first, last)
        else:
            yield from _spaced(text, left, right)


def _spaced(text: str, start: int, end: int) -> Iterator[Piece]:
    """A stretch cut where a script without spaces begins and ends."""
    word = text[start:end]
    position = start
    for match in () if word.isascii() else _UNSPACED.finditer(word):
        if start + match.start() > position:
            yield _compound(text, position, start + match.start())
        run = range(start + match.start(), start + max(match.end() - 1, match.start() + 1))
        yield from (Piece(left, min(left + 2, start + match.end())) for left in run)
        position = start + match.end()
    if position < end:
        yield from _measured(text, position, end)


def _measured(text: str, start: int, end: int) -> Iterator[Piece]:
    """“15min” as 15 and min; anything else whole."""
    match = _NUMBER_AND_UNIT.fullmatch(text, start, end)
    if match is None:
        yield _compound(text, start, end)
        return
    yield Piece(start, match.end(1))
    yield Piece(match.end(1), end)


def _compound(text: str, start: int, end: int) -> Piece:
    word = text[start:end]
    if word.endswith(("'s", "\u2019s")) and word.count(word[-2]) == 1:
        return _compound(text, start, end - 2)._replace(end=end)
    if NUMBER.fullmatch(word) or "'" in word or "\u2019" in word:
        return Piece(start, end)
    cuts = [cut for separator in "./&_" if separator in word for cut in _split(word, separator, start)]
    if cuts:
        return Piece(start, end, tuple(cuts[:_MOST_PIECES]))
    places = [start, *(start + match.start() for match in _CAMEL.finditer(word)), end]
    cuts = list(pairwise(places))
    if 1 < len(cuts) <= _MOST_PIECES and all(stop - begin > 1 for begin, stop in cuts):
        return Piece(start, end, tuple(cuts), is_camel=True)
    return Piece(start, end)


def _split(chunk: str, separator: str, offset: int) -> Iterator[tuple[int, int]]:
    start = 0
    for part in chunk.split(separator):
        if part:
            yield offset + start, offset + start + len(part)
        start += len(part) + 1


def _is_choice(word: str) -> bool:
    """Is a slash an “or”? “stop/start” is two words, ``CI/CD`` and ``I/O`` are names."""
    parts = word.split("/")
    return len(parts) > 1 and (
        len(parts) > _MOST_PIECES or not all(len(part) <= 3 for part in parts) or word == "and/or"
    )


def _is_two_sentences(word: str) -> bool:
    """“stage.Build”: a full stop without its space."""
    left, dot, right = word.partition(".")
    return bool(dot and left.islower() and len(left) > 1 and right[:1].isupper() and right[1:2].islower())
