"""Text -> words with their place in it.

Words are found in the text as it stands and folded one by one, so a span is always exact in the original.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from portal.interviews.scoring.languages import NUMBER_WORDS, function_words, primary, stem

SPACE, PUNCTUATION, SENTENCE = 0, 1, 2
"""What stands between a word and the one before it; each is stronger than the last."""

_WRAPPED_LINE = 60
"""A line at least this long, in characters, that goes on in lower case was broken by an editor, not by a thought."""

_MOST_PIECES = 6
"""Most pieces of a word kept whole (``a.b.c``); a longer row is read as so many words."""

_SENTENCE_END = re.compile("[.!?;\u2026\u2022\u2028\u2029\u3002\uff01\uff1f\uff1b]|\n\\s*\n")
_PUNCTUATION = re.compile(r"[^\s\u200b-\u200f\ufeff]")
_ABBREVIATIONS = frozenset({"e.g", "i.e", "etc", "vs", "approx", "incl"})
_LIST_NUMBER = re.compile(r"^[ \t]*\d{1,2}[.)](?=[ \t]+\S)", re.MULTILINE)
_NUMBER_AND_UNIT = re.compile(r"(\d+(?:\.\d+)?)((?!st$|nd$|rd$|th$)[^\W\d_]{2,})")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Scripts read by pairs of characters: Han, kana, Thai, Lao, Khmer, Burmese; and Hangul, whose words carry endings."""


class Token(NamedTuple):
    """A word. ``text`` is folded, ``stem`` without its ending; ``start`` and ``end`` are characters of the original.

    ``gap`` is what stands before it; ``sentence`` counts from 0. ``pieces`` are the stems of a compound's parts:
    ``CodeDeploy``, ``CI/CD``, ``buildspec.yml``; ``is_camel`` says it was written as one word.
    """

    text: str
    stem: str
    start: int
    end: int
    gap: int = SPACE
    sentence: int = 0
    is_function: bool = False
    pieces: tuple[str, ...] = ()
    is_camel: bool = False

    @property
    def is_number(self) -> bool:
        return _NUMBER.fullmatch(self.text) is not None


class _Piece(NamedTuple):
    """A stretch of the original that is one word; ``cuts`` are the stretches of a compound's parts."""

    start: int
    end: int
    cuts: tuple[tuple[int, int], ...] = ()
    is_camel: bool = False


def tokenise(text: str, language: str = "en") -> list[Token]:
    """The words of a text, in order. Total and linear: no text makes it raise or takes more than its length."""
    language = primary(language)
    functions = function_words(language)
    numbers = NUMBER_WORDS.get(language, {})
    skipped = {match.end() for match in _LIST_NUMBER.finditer(text)}
    tokens: list[Token] = []
    end = sentence = 0
    for piece in _pieces(text):
        if skipped and piece.end + 1 in skipped and text[piece.start : piece.end].isdigit():
            continue
        word = fold(text[piece.start : piece.end])
        gap = _gap(text, end, piece.start, tokens[-1].text if tokens else "")
        sentence += gap == SENTENCE and bool(tokens)
        number = numbers.get(word)
        if number is None:
            pieces = tuple(stem(fold(text[start:stop]), language) for start, stop in piece.cuts)
            token = Token(
                word, stem(word, language), *piece[:2], gap, sentence, word in functions, pieces, piece.is_camel
            )
        else:
            token = _number(text, tokens, Token(word, str(number), piece.start, piece.end, gap, sentence), number)
        tokens.append(token)
        end = piece.end
    return tokens


def fold(word: str) -> str:
    """A word made comparable: compatibility forms and case unified, one apostrophe, no possessive, no group commas."""
    if word.isascii():
        word = word.casefold()
    else:
        word = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold()).replace("\u2019", "'")
    if "'" in word:
        word = _without_elision(word)
    return word.replace(",", "") if word[:1].isdigit() else word


def content(tokens: list[Token]) -> list[Token]:
    """The words that say something by themselves."""
    return [token for token in tokens if not token.is_function]


def _without_elision(word: str) -> str:
    """``developer`` of “developer's”, ``artefact`` of “l'artefact”; “don't” as it is."""
    head, _, tail = word.partition("'")
    if tail == "s" and head not in {"it", "that", "what", "there", "who", "let", "he", "she", "here"}:
        return head
    return tail if len(head) <= 2 and len(tail) > 3 else word


def _number(text: str, tokens: list[Token], token: Token, number: int) -> Token:
    """A number word as digits; “twenty” right before “four” is taken into it."""
    before = tokens[-1] if tokens else None
    if before and 0 < number < 10 and token.start - before.end == 1 and token.gap < SENTENCE:
        is_tens = len(before.stem) == 2 and before.stem[1] == "0" and text[before.start].isalpha()
        if is_tens:
            tokens.pop()
            number += int(before.stem)
            token = token._replace(start=before.start, gap=before.gap)
    # “one” is as often a pronoun as a number: it stays a word to read, and only its stem is the digit.
    return token._replace(stem=str(number), text="one" if number == 1 else str(number))


def _gap(text: str, end: int, start: int, before: str) -> int:
    if start - end < 2 and (start == end or text[end] == " "):
        return SPACE
    between = text[end:start]
    if _SENTENCE_END.search(between):
        is_abbreviation = before in _ABBREVIATIONS and between.strip() in {".", ".,"}
        return PUNCTUATION if is_abbreviation else SENTENCE
    if "\n" in between:
        line = end + between.index("\n")
        length = line - (text.rfind("\n", 0, line) + 1)
        is_wrapped = length >= _WRAPPED_LINE and not _PUNCTUATION.search(between) and text[start].islower()
        return SPACE if is_wrapped else SENTENCE
    return PUNCTUATION if _PUNCTUATION.search(between) else SPACE


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


def _pieces(text: str) -> Iterator[_Piece]:
    pattern = _chunks("" if text.isascii() else _marks())
    for match in pattern.finditer(text):
        chunk = match[0]
        if chunk.isalpha() and chunk.isascii() and (chunk.islower() or chunk[1:].islower() or len(chunk) == 1):
            yield _Piece(match.start(), match.end())
            continue
        for start, end in _split(chunk, "-", match.start()):
            yield from _within(text, start, end)


def _within(text: str, start: int, end: int) -> Iterator[_Piece]:
    """The words of a chunk without hyphens."""
    for left, right in _split(text[start:end], "/", start) if _is_choice(text[start:end]) else [(start, end)]:
        word = text[left:right]
        if _is_two_sentences(word) or word.count(".") >= _MOST_PIECES:
            for first, last in _split(word, ".", left):
                yield from _spaced(text, first, last)
        else:
            yield from _spaced(text, left, right)


def _spaced(text: str, start: int, end: int) -> Iterator[_Piece]:
    """A stretch cut where a script without spaces begins and ends."""
    word = text[start:end]
    position = start
    for match in () if word.isascii() else _UNSPACED.finditer(word):
        if start + match.start() > position:
            yield _compound(text, position, start + match.start())
        run = range(start + match.start(), start + max(match.end() - 1, match.start() + 1))
        yield from (_Piece(left, min(left + 2, start + match.end())) for left in run)
        position = start + match.end()
    if position < end:
        yield from _measured(text, position, end)


def _measured(text: str, start: int, end: int) -> Iterator[_Piece]:
    """“15min” as 15 and min; anything else whole."""
    match = _NUMBER_AND_UNIT.fullmatch(text, start, end)
    if match is None:
        yield _compound(text, start, end)
        return
    yield _Piece(start, match.end(1))
    yield _Piece(match.end(1), end)


def _compound(text: str, start: int, end: int) -> _Piece:
    word = text[start:end]
    if word.endswith(("'s", "\u2019s")) and word.count(word[-2]) == 1:
        return _compound(text, start, end - 2)._replace(end=end)
    if _NUMBER.fullmatch(word) or "'" in word or "\u2019" in word:
        return _Piece(start, end)
    cuts = [cut for separator in "./&_" if separator in word for cut in _split(word, separator, start)]
    if cuts:
        return _Piece(start, end, tuple(cuts[:_MOST_PIECES]))
    places = [start, *(start + match.start() for match in _CAMEL.finditer(word)), end]
    cuts = list(pairwise(places))
    if 1 < len(cuts) <= _MOST_PIECES and all(stop - begin > 1 for begin, stop in cuts):
        return _Piece(start, end, tuple(cuts), is_camel=True)
    return _Piece(start, end)


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
