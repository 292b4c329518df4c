"""Text -> words with their place in it.

Words are found in the text as it stands and folded one by one, so a span is always exact in the original.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from portal.interviews.scoring.languages import LONGEST_STEMMED, NUMBER_WORDS, function_words, primary, stem
from portal.interviews.scoring.shapes import NUMBER, chunks, shape

SPACE, PUNCTUATION, BREAK, SENTENCE = range(4)
"""What stands between a word and the one before it; each is stronger than the last. A colon, a dash or a bracket is a
break."""

_WRAPPED_LINE = 60
"""A line at least this long, in characters, that goes on in lower case was broken by an editor, not by a thought."""

_SENTENCE_END = re.compile("[.!?;\u2026\u2022\u2028\u2029\u3002\uff01\uff1f\uff1b]|\n\\s*\n")
_PUNCTUATION = re.compile(r"[^\s\u200b-\u200f\ufeff]")
_BREAK = re.compile(r":\s|[()\[\]\u2013\u2014]|\s-{1,2}\s")
_ABBREVIATIONS = frozenset({"e.g", "i.e", "etc", "vs", "approx", "incl"})
_LIST_NUMBER = re.compile(r"^[ \t]*\d{1,2}[.)](?=[ \t]+\S)", re.MULTILINE)


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
        return NUMBER.fullmatch(self.text) is not None


class _Word(NamedTuple):
    """What a word is wherever it stands; ``number`` is its value if it is a number word."""

    text: str
    stem: str
    is_function: bool
    number: int | None


def tokenise(text: str, language: str = "en") -> list[Token]:
    """The words of a text, in order. Total and linear: no text makes it raise or takes more than its length."""
    language = primary(language)
    skipped = {match.end() for match in _LIST_NUMBER.finditer(text)}
    tokens: list[Token] = []
    last = sentence = 0
    for match in chunks(text):
        offset, chunk = match.start(), match[0]
        if match.end() + 1 in skipped and chunk.isdigit():
            continue
        for left, right, cuts, is_camel in shape(chunk):
            word = _read(chunk[left:right], language)
            start, end = offset + left, offset + right
            gap = SPACE if text[last:start] == " " else _gap(text, last, start, tokens)
            sentence += gap == SENTENCE and bool(tokens)
            pieces = tuple(_read(chunk[first:stop], language).stem for first, stop in cuts) if cuts else ()
            token = Token(word.text, word.stem, start, end, gap, sentence, word.is_function, pieces, is_camel)
            tokens.append(token if word.number is None else _number(text, tokens, token, word.number))
            last = end
    return tokens


def _read(word: str, language: str) -> _Word:
    return _remembered_word(word, language) if len(word) <= LONGEST_STEMMED else _word(word, language)


def _word(word: str, language: str) -> _Word:
    folded = fold(word)
    number = NUMBER_WORDS.get(language, {}).get(folded)
    is_function = number is None and folded in function_words(language)
    return _Word(folded, stem(folded, language), is_function, number)


_remembered_word = lru_cache(maxsize=16384)(_word)


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


def _gap(text: str, end: int, start: int, tokens: list[Token]) -> int:
    between = text[end:start]
    if not between:
        return SPACE
    if _SENTENCE_END.search(between):
        is_abbreviation = bool(tokens) and tokens[-1].text in _ABBREVIATIONS and between.strip() in {".", ".,"}
        return PUNCTUATION if is_abbreviation else SENTENCE
    if "\n" in between:
        line = end + between.index("\n")
        length = line - (text.rfind("\n", 0, line) + 1)
        is_wrapped = length >= _WRAPPED_LINE and not _PUNCTUATION.search(between) and text[start].islower()
        return SPACE if is_wrapped else SENTENCE
    if _BREAK.search(between):
        return BREAK
    return PUNCTUATION if _PUNCTUATION.search(between) else SPACE
