"""Two texts -> what differs, line by line, in bounded time. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile
from typing import TypedDict

from rapidfuzz.distance import Indel

CONTEXT = 3
"""Equal lines shown round a difference."""

CELLS_LIMIT = 200_000_000
"""Most lines of one text times lines of the other that are compared: the table takes a bit each, and is soon made."""

SHOWN_LINES = 2_000
SHOWN_LENGTH = 500
"""Most lines of a comparison that are shown, and characters of each."""


class DiffLine(TypedDict):
    """One line: ``mark`` is a space, ``+`` or ``-``; the numbers are its places in the texts, from 1."""

    mark: str
    old: int | None
    new: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, as runs of lines. ``is_partial`` says that more differs than is shown, or all too much to tell."""

    hunks: list[list[DiffLine]]
    added: int
    removed: int
    is_partial: bool = False

    @property
    def is_same(self) -> bool:
        return not (self.added or self.removed)


def compare(before: str, after: str) -> Comparison:
    """The difference of two texts."""
    old, new = before.split("\n"), after.split("\n")
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    rest = zip(reversed(old[head:]), reversed(new[head:]), strict=False)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle[0]) * len(middle[1]) > CELLS_LIMIT:
        return Comparison([], len(middle[1]), len(middle[0]), is_partial=True)
    runs = groupby(_lines(old, new, head, tail), key=lambda line: line["mark"] == " ")
    lines = [line for equal, run in runs for line in (run if equal else _removed_first(run))]
    added, removed = (sum(line["mark"] == mark for line in lines) for mark in "+-")
    shown = lines[:SHOWN_LINES]
    return Comparison(list(_hunks(shown)), added, removed, is_partial=len(lines) > SHOWN_LINES)


def _removed_first(run: Iterable[DiffLine]) -> list[DiffLine]:
    return sorted(run, key=lambda line: line["mark"] == "+")


def _lines(old: Sequence[str], new: Sequence[str], head: int, tail: int) -> Iterator[DiffLine]:
    """The lines that differ, with those round them, in order."""
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    start = max(0, head - CONTEXT)
    yield from _equal(old, start, start, head - start)
    for block in Indel.opcodes(*middle):
        src, dest = head + block.src_start, head + block.dest_start
        if block.tag == "equal":
            yield from _around(old, src, dest, block.src_end - block.src_start)
            continue
        for at in range(src, head + block.src_end):
            yield DiffLine(mark="-", old=at + 1, new=None, text=old[at][:SHOWN_LENGTH])
        for at in range(dest, head + block.dest_end):
            yield DiffLine(mark="+", old=None, new=at + 1, text=new[at][:SHOWN_LENGTH])
    if middle[0] or middle[1]:
        yield from _equal(old, len(old) - tail, len(new) - tail, min(tail, CONTEXT))


def _around(old: Sequence[str], src: int, dest: int, count: int) -> Iterator[DiffLine]:
    """Of equal lines between differences, those near one."""
    if count <= 2 * CONTEXT:
        yield from _equal(old, src, dest, count)
    else:
        yield from _equal(old, src, dest, CONTEXT)
        left_out = count - CONTEXT
        yield from _equal(old, src + left_out, dest + left_out, CONTEXT)


def _equal(old: Sequence[str], src: int, dest: int, count: int) -> Iterator[DiffLine]:
    for at in range(count):
        yield DiffLine(mark=" ", old=src + at + 1, new=dest + at + 1, text=old[src + at][:SHOWN_LENGTH])


def _hunks(lines: Sequence[DiffLine]) -> Iterator[list[DiffLine]]:
    """The lines, cut wherever some were left out between them. Nothing where no line differs."""
    if not any(line["mark"] != " " for line in lines):
        return
    hunk = [lines[0]]
    for before, line in pairwise(lines):
        if _is_gap(before, line):
            yield hunk
            hunk = []
        hunk.append(line)
    yield hunk


def _is_gap(before: DiffLine, line: DiffLine) -> bool:
    """Whether two equal lines that follow each other here do not in the texts."""
    return before["mark"] == line["mark"] == " " and (line["old"] or 0) != (before["old"] or 0) + 1
