"""Words that are written in several ways: compounds, abbreviations, and the aliases an author gives.

Each way is a row of stems; all ways of one thing share one stem, and both a key point and a response are read through
the same table, so which way either uses makes no difference.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from portal.interviews.scoring.languages import function_words, primary
from portal.interviews.scoring.text import BREAK, Token, tokenise

LONGEST_PHRASE = 8
"""Most words of a phrase."""

Phrase = tuple[str, ...]

_ABBREVIATED = re.compile(r"\(([A-Z][A-Za-z0-9]{1,7})\)")
_SPELLED_OUT = re.compile(r"\b([A-Z][A-Z0-9]{1,7}) \(([A-Za-z][A-Za-z -]{3,80})\)")
_LAST_WORDS = re.compile(r"[A-Za-z]+")
_REACH = 120
"""How far before a bracket its long name may begin, in characters."""


class Phrases:
    """A table of phrases, ready to read with."""

    def __init__(self, table: Mapping[Phrase, str]) -> None:
        self._table = table
        self._lengths: dict[str, tuple[int, ...]] = {}
        for phrase in sorted(table, key=len):
            lengths = self._lengths.get(phrase[0], ())
            if len(phrase) not in lengths:
                self._lengths[phrase[0]] = (len(phrase), *lengths)

    def fold(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens with each phrase made one token, longest first. A phrase does not run across sentences.

        The words it was made of stay readable in its ``pieces``.
        """
        folded: list[Token] = []
        position = 0
        while position < len(tokens):
            length = self._length_at(tokens, position) if tokens[position].stem in self._lengths else 0
            folded.append(self._joined(tokens[position : position + length]) if length else tokens[position])
            position += length or 1
        return folded

    def _length_at(self, tokens: Sequence[Token], position: int) -> int:
        for length in self._lengths[tokens[position].stem]:
            row = tokens[position : position + length]
            if tuple(token.stem for token in row) in self._table and row[0].sentence == row[-1].sentence:
                return length
        return 0

    def _joined(self, row: Sequence[Token]) -> Token:
        stem = self._table[tuple(token.stem for token in row)]
        if len(row) == 1:
            return row[0]._replace(stem=stem)
        pieces = tuple(token.stem for token in row if not token.is_function)
        return row[0]._replace(text=stem, stem=stem, end=row[-1].end, is_function=False, pieces=pieces, is_camel=False)


def compounds(tokens: Iterable[Token]) -> dict[Phrase, str]:
    """The ways to spell apart what is written as one word: ``CodeDeploy`` is also “code deploy”."""
    return {token.pieces: token.stem for token in tokens if len(token.pieces) > 1}


def given(aliases: Mapping[str, Sequence[str]], language: str) -> dict[Phrase, str]:
    """The aliases an author gives, term by term."""
    table: dict[Phrase, str] = {}
    for term in sorted(aliases):
        table |= _same(term, aliases[term], language)
    return table


def abbreviations(text: str, language: str) -> dict[Phrase, str]:
    """What “Long Name (LN)” and “LN (Long Name)” teach, where the letters are the initials."""
    table: dict[Phrase, str] = {}
    for short, name in _introduced(text, function_words(primary(language))):
        table |= _same(short, [name], language)
    return table


def _introduced(text: str, functions: frozenset[str]) -> Iterator[tuple[str, str]]:
    for match in _ABBREVIATED.finditer(text):
        words = list(_LAST_WORDS.finditer(text, max(0, match.start() - _REACH), match.start()))
        start = _start_of_name(match[1], words, functions)
        if start is not None:
            yield match[1], text[start : match.start()]
    for match in _SPELLED_OUT.finditer(text):
        words = list(_LAST_WORDS.finditer(match[2]))
        if _start_of_name(match[1], words, functions) == 0:
            yield match[1], match[2]


def _start_of_name(short: str, words: Sequence[re.Match[str]], functions: frozenset[str]) -> int | None:
    """Where the name begins whose initials are ``short``, read backwards; function words may be left out of it."""
    letters = [letter.casefold() for letter in _initials(short)]
    start = None
    for word in reversed(words):
        if not letters:
            break
        if word[0][0].casefold() == letters[-1]:
            letters.pop()
            start = word.start()
        elif word[0].casefold() not in functions:
            return None
    return None if letters else start


def _initials(short: str) -> str:
    """The initials an abbreviation stands for: ``S3`` for three words with S, ``EC2`` for E, C, C."""
    return re.sub(r"([A-Za-z])([2-9])", lambda match: match[1] * int(match[2]), short)


def _same(term: str, others: Iterable[str], language: str) -> dict[Phrase, str]:
    ways = [tokenise(text, language) for text in (term, *others)]
    rows = [tuple(token.stem for token in way) for way in ways if _is_phrase(way)]
    if not rows or not _is_phrase(ways[0]):
        return {}
    return dict.fromkeys((row for row in rows if row != (" ".join(rows[0]),)), " ".join(rows[0])) | compounds(ways[0])


def _is_phrase(tokens: Sequence[Token]) -> bool:
    return (
        0 < len(tokens) <= LONGEST_PHRASE
        and not all(token.is_function for token in tokens)
        and all(token.gap <= BREAK for token in tokens[1:])
    )
