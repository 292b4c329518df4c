"""What was measured, beside what it is held to: one readable table, or JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Goal:
    """A limit on one of a row's figures: at most ``limit``, or at least."""

    figure: str
    limit: float
    unit: str
    is_most: bool = True


@dataclass(frozen=True)
class Verdict:
    goal: Goal
    value: float

    @property
    def is_held(self) -> bool:
        return self.value <= self.goal.limit if self.goal.is_most else self.value >= self.goal.limit

    def __str__(self) -> str:
        sign = "≤" if self.goal.is_most else "≥"
        words = f"{sign} {number(self.goal.limit)} {self.goal.unit}"
        return f"{words}: held" if self.is_held else f"{words}: **not held** ({number(self.value)})"


@dataclass(frozen=True)
class Row:
    """One measurement. ``faults`` are what must never happen, whatever the speed."""

    name: str
    figures: dict[str, float]
    goals: Sequence[Goal] = ()
    faults: Sequence[str] = ()

    @property
    def verdicts(self) -> list[Verdict]:
        return [Verdict(goal, self.figures[goal.figure]) for goal in self.goals if goal.figure in self.figures]


@dataclass
class Section:
    """Rows that share their columns, in the order of their first row's figures."""

    title: str
    rows: list[Row] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        return list(dict.fromkeys(name for row in self.rows for name in row.figures))

    def lines(self) -> Iterator[str]:
        header = [self.title, *self.columns, "goal"]
        table = [[row.name, *self._cells(row), "; ".join(map(str, row.verdicts))] for row in self.rows]
        widths = [max(len(line[column]) for line in [header, *table]) for column in range(len(header))]
        for line in [header, ["-" * width for width in widths], *table]:
            aligned = [
                cell.rjust(width) if 0 < column < len(header) - 1 else cell.ljust(width)
                for column, (cell, width) in enumerate(zip(line, widths, strict=True))
            ]
            yield f"| {' | '.join(aligned)} |"

    def _cells(self, row: Row) -> list[str]:
        return [number(row.figures[name]) if name in row.figures else "" for name in self.columns]


@dataclass
class Report:
    machine: dict[str, str]
    sections: list[Section] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return [row for section in self.sections for row in section.rows]

    @property
    def faults(self) -> list[str]:
        return [f"{row.name}: {fault}" for row in self.rows for fault in row.faults]

    @property
    def missed(self) -> list[str]:
        verdicts = ((row, verdict) for row in self.rows for verdict in row.verdicts)
        return [f"{row.name}: {verdict}" for row, verdict in verdicts if not verdict.is_held]

    def text(self) -> str:
        """The report in Markdown."""
        machine = " · ".join(f"{name} {value}" for name, value in self.machine.items())
        tables = ["\n".join(section.lines()) for section in self.sections]
        count = sum(len(row.verdicts) for row in self.rows)
        summary = f"{count - len(self.missed)} of {count} goals held, {len(self.faults)} faults."
        return "\n\n".join([machine, *tables, *(f"FAULT {fault}" for fault in self.faults), summary])

    def as_json(self) -> dict[str, Any]:
        rows = [
            asdict(row) | {"section": section.title, "held": [verdict.is_held for verdict in row.verdicts]}
            for section in self.sections
            for row in section.rows
        ]
        return {"machine": self.machine, "rows": rows, "faults": self.faults, "missed": self.missed}


def number(value: float) -> str:
    """Three digits that count: 0.152, 3.4, 41, 1,230."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2g}" if abs(value) < 1 else f"{value:.2f}"
