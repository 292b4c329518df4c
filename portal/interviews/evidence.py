"""A response cut into the stretches that earned a key point and those between; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Segment:
    """A stretch of the response. ``points`` are the numbers of the key points it is evidence for."""

    text: str
    points: tuple[int, ...] = ()


def segments(text: str, spans: Mapping[int, Sequence[Sequence[int]]]) -> list[Segment]:
    """Cut ``text`` at every edge of ``spans`` ([start, end] pairs by point number); joined again they are ``text``."""
    clipped = {
        number: [(max(0, start), min(len(text), end)) for start, end in pairs] for number, pairs in spans.items()
    }
    inner = {edge for pairs in clipped.values() for pair in pairs for edge in pair if pair[0] < pair[1]}
    cuts = sorted(inner | {0, len(text)})
    found: list[Segment] = []
    for start, end in pairwise(cuts):
        numbers = tuple(
            number
            for number, pairs in sorted(clipped.items())
            if any(pair[0] <= start and end <= pair[1] for pair in pairs)
        )
        found.append(Segment(text[start:end], numbers))
    return found
