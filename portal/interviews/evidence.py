"""A response cut into the stretches that speak for or against a key point and those between; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00a0": " "})
"""What keyboards write differently, one character for one: places stay the same."""


class Bearing(StrEnum):
    """What a stretch does for a key point."""

    WHOLE = "whole"
    PARTLY = "partly"
    AGAINST = "against"


@dataclass(frozen=True)
class Evidence:
    """What bears on the key point of this number: [start, end] pairs of characters."""

    number: int
    bearing: Bearing
    spans: Sequence[Sequence[int]]

    def covers(self, start: int, end: int) -> bool:
        return any(span[0] <= start and end <= span[1] for span in self.spans)


@dataclass(frozen=True)
class Segment:
    """A stretch of the response, and the key points it bears on; ``begins`` are those whose first stretch it is.

    Where it bears on several, ``bearing`` is the best of it: whole before partly before against.
    """

    text: str
    points: tuple[int, ...] = ()
    bearing: Bearing | None = None
    begins: tuple[int, ...] = ()


def segments(text: str, evidence: Sequence[Evidence]) -> list[Segment]:
    """Cut ``text`` at every edge of ``evidence``; joined again the segments are ``text``."""
    edges = {edge for item in evidence for span in item.spans for edge in span if 0 < edge < len(text)}
    found: list[Segment] = []
    begun: set[int] = set()
    order = list(Bearing)
    for start, end in pairwise(sorted(edges | {0, len(text)})):
        here = [item for item in evidence if item.covers(start, end)]
        points = tuple(item.number for item in here)
        bearing = min((item.bearing for item in here), key=order.index, default=None)
        found.append(Segment(text[start:end], points, bearing, tuple(one for one in points if one not in begun)))
        begun.update(points)
    return found


def quotes(text: str, spans: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """The words themselves, in order."""
    return tuple(text[start:end] for start, end in spans if text[start:end].strip())


def find_words(words: str, text: str) -> tuple[int, int] | None:
    """Where ``words`` stand in ``text``: (start, end), or None. Case, spacing and the shape of quotes do not count."""
    pattern = r"\s+".join(re.escape(word) for word in words.translate(_QUOTES).split())
    found = re.search(pattern, text.translate(_QUOTES), re.IGNORECASE) if pattern else None
    return found.span() if found else None
