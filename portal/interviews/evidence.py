"""A response cut into the stretches that earned a key point and those between; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Evidence:
    """What earned, or half earned, the key point of this number: [start, end] pairs of characters."""

    number: int
    is_whole: bool
    spans: Sequence[Sequence[int]]

    def covers(self, start: int, end: int) -> bool:
        return any(span[0] <= start and end <= span[1] for span in self.spans)


@dataclass(frozen=True)
class Segment:
    """A stretch of the response, and the key points it is evidence for; ``is_whole`` if of any in full."""

    text: str
    points: tuple[int, ...] = ()
    is_whole: bool = False


def segments(text: str, evidence: Sequence[Evidence]) -> list[Segment]:
    """Cut ``text`` at every edge of ``evidence``; joined again the segments are ``text``."""
    edges = {edge for item in evidence for span in item.spans for edge in span if 0 < edge < len(text)}
    found: list[Segment] = []
    for start, end in pairwise(sorted(edges | {0, len(text)})):
        here = [item for item in evidence if item.covers(start, end)]
        points = tuple(item.number for item in here)
        found.append(Segment(text[start:end], points, any(item.is_whole for item in here)))
    return found
