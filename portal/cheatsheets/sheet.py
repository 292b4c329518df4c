"""A cheat sheet as data: frozen, in the order it is printed, and the same for every format it is written in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

WIDEST_TABLE = 8
"""Columns of the widest table that is printed as one."""


class Edition(StrEnum):
    SUMMARY = "summary"
    FULL = "full"
    SELF_TEST = "self-test"
    PERSONAL = "personal"

    @property
    def label(self) -> str:
        return {"summary": "Summary", "full": "Full", "self-test": "Self-test", "personal": "My missed points"}[self]


class Part(StrEnum):
    """What a sheet may hold, in the order it is printed."""

    FLOW = "flow"
    SAMPLES = "samples"
    INTEGRATIONS = "integrations"
    TOOLS = "tools"
    TABLES = "tables"
    COMPARISONS = "comparisons"
    ANSWERS = "answers"
    POINTS = "points"

    @property
    def label(self) -> str:
        return _PART_LABELS[self]


_PART_LABELS = {
    Part.FLOW: "Architecture flow",
    Part.SAMPLES: "Example code",
    Part.INTEGRATIONS: "Key integrations",
    Part.TOOLS: "Tools by stage",
    Part.TABLES: "Other tables",
    Part.COMPARISONS: "Comparison tables",
    Part.ANSWERS: "One-line answers",
    Part.POINTS: "Key points",
}


@dataclass(frozen=True, slots=True)
class Flow:
    """A drawn diagram: ``description`` says it in words, in the order of the picture."""

    title: str
    description: str
    sha256: str
    svg: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sample:
    title: str
    language: str
    source: str
    html: str

    @property
    def line_count(self) -> int:
        return self.source.rstrip("\n").count("\n") + 1


@dataclass(frozen=True, slots=True)
class Table:
    """``header`` and ``rows`` are plain text, ``html`` the same typeset."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    html: str

    @property
    def is_too_wide(self) -> bool:
        """Whether its columns would be too narrow to read in: then its rows are printed as lists."""
        return len(self.header) > WIDEST_TABLE

    @property
    def records(self) -> list[list[tuple[str, str]]]:
        """Each row as pairs of a column's name and the cell."""
        return [list(zip(self.header, row, strict=False)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Point:
    """A key point as plain text. ``group`` is “Any 2 of these” where a few of several will do."""

    text: str
    is_required: bool
    group: str
    misses: int


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    html: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """A question with what a sheet says of it.

    What tells the answer is empty where that ``is_withheld`` from this reader for now. ``sentence`` begins the answer,
    if it stands alone; ``first_points`` says in one line what the answer comes to.
    """

    key: str
    number: int
    title: str
    title_html: str
    level: str
    section: str
    kind: str
    topics: tuple[str, ...]
    sentence: str
    first_points: str
    points: tuple[Point, ...]
    options: tuple[Option, ...]
    reviewed_on: date | None
    is_stale: bool
    is_withheld: bool

    @property
    def misses(self) -> int:
        return sum(point.misses for point in self.points)

    @property
    def one_line(self) -> str:
        """The answer in a line: which choices are right, else its own sentence, else its first points."""
        if self.right_keys:
            return f"Right: {', '.join(self.right_keys)}"
        return self.sentence or self.first_points

    @property
    def right_keys(self) -> tuple[str, ...]:
        return tuple(option.key for option in self.options if option.is_right)


@dataclass(frozen=True, slots=True)
class SheetSection:
    """Questions under one heading of the guide, in order."""

    title: str
    questions: tuple[SheetQuestion, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a cheat sheet holds. ``revised_on`` is the day of the guide's revision, never the day of printing.

    ``missed_from`` and ``missed_to`` are the days that a personal sheet's misses were counted between.
    """

    slug: str
    title: str
    language: str
    edition: Edition
    parts: frozenset[Part]
    revision: int
    revised_on: date
    reviewed_on: date | None
    is_stale: bool
    stale_days: int
    address: str
    flows: tuple[Flow, ...]
    samples: tuple[Sample, ...]
    integrations: tuple[Table, ...]
    tools: tuple[Table, ...]
    tables: tuple[Table, ...]
    comparisons: tuple[Table, ...]
    sections: tuple[SheetSection, ...]
    missed_from: date | None = None
    missed_to: date | None = None

    @property
    def questions(self) -> tuple[SheetQuestion, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def stale_questions(self) -> tuple[SheetQuestion, ...]:
        return tuple(question for question in self.questions if question.is_stale)

    @property
    def is_self_test(self) -> bool:
        return self.edition == Edition.SELF_TEST
