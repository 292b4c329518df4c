"""Show why something was found: mark the words that match, and cut the best passage out of a long text.

The database says what matches; here its reasons are told again in the same terms (English stems, no case, no accents),
and told as parts of plain text, so that a template escapes every one of them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from snowballstemmer import stemmer

from portal.guides.folding import fold

WORD = re.compile(r"[^\W_]+")
EXCERPT_LENGTH = 200
SEARCHED_LENGTH = 20_000
"""Characters of a text in which a passage is looked for."""
LEAD = 50
"""Characters of an excerpt that may stand before its first match."""


class Part(NamedTuple):
    text: str
    is_match: bool


class Terms:
    """What was looked for: words (the last of them the beginning of one), or literal texts."""

    def __init__(self, words: Sequence[str], literals: Sequence[str] = ()) -> None:
        self._literals = re.compile("|".join(map(re.escape, literals)), re.IGNORECASE) if literals else None
        self._stemmer = stemmer("english")
        folded = [fold(word) for word in words]
        self._stems = {self._stem(word) for word in folded}
        self._openings = {stem[:3] for stem in self._stems}
        self._beginning = folded[-1] if folded else ""

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where in the text the terms stand, in order."""
        if self._literals:
            yield from (match.span() for match in self._literals.finditer(text))
        else:
            yield from (match.span() for match in WORD.finditer(text) if self._is_meant(fold(match[0])))

    def _is_meant(self, word: str) -> bool:
        if self._beginning and word.startswith(self._beginning):
            return True
        return word[:3] in self._openings and self._stem(word) in self._stems

    def _stem(self, word: str) -> str:
        return str(self._stemmer.stemWord(word))


def highlight(text: str, terms: Terms) -> list[Part]:
    """The whole text, cut where matches begin and end."""
    return list(_cut(text, list(terms.spans(text))))


def excerpt(text: str, terms: Terms) -> list[Part]:
    """The passage of the text with the most matches, the first of equals, cut like ``highlight``."""
    text = " ".join(text[:SEARCHED_LENGTH].split())
    spans = list(terms.spans(text))
    begin = _best_begin(spans)
    end = begin + EXCERPT_LENGTH
    if begin:
        begin = text.find(" ", begin, begin + LEAD) + 1 or begin
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + EXCERPT_LENGTH // 2)
    passage = f"{'… ' if begin else ''}{text[begin:end]}{' …' if end < len(text) else ''}"
    return highlight(passage, terms)


def _best_begin(spans: Sequence[tuple[int, int]]) -> int:
    ends = [end for _, end in spans]
    begins = [max(0, start - LEAD) for start, _ in spans]
    counts = [bisect_right(ends, begin + EXCERPT_LENGTH) - index for index, begin in enumerate(begins)]
    return begins[counts.index(max(counts))] if counts else 0


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Part]:
    done = 0
    for start, end in spans:
        if start > done:
            yield Part(text[done:start], is_match=False)
        yield Part(text[start:end], is_match=True)
        done = end
    if done < len(text):
        yield Part(text[done:], is_match=False)
