"""Grades as CSV: UTF-8, a header, columns that do not move, times in ISO form with their zone."""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

from portal.cohorts.gradebook import Place, Row
from portal.cohorts.models import Assignment
from portal.interviews.clock import duration_words

PERSON = ("learner", "name", "email", "role")
OF_ASSIGNMENT = ("state", "grade", "late", "late_seconds")
ATTEMPTS = (
    *PERSON,
    "assignment_id",
    "assignment",
    "state",
    "grade",
    "attempt_id",
    "started_at",
    "finished_at",
    "how_it_ended",
    "earned",
    "possible",
    "coverage",
    "late",
    "late_seconds",
    "days_late",
    "after_late_rule",
    "is_kept",
)
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""


def harmless(value: Any) -> str:
    """A value as a cell; text that would be a formula gets an apostrophe before it. Numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    text = str(value)
    return f"'{text}" if text.startswith(RISKY) else text


def as_csv(header: Sequence[str], rows: Iterator[Sequence[Any]]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in header])
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue()


def learners_csv(assignments: Sequence[Assignment], rows: Sequence[Row]) -> str:
    """One row a learner; four columns an assignment, named by its number, which never changes, and its title."""
    ordered = sorted(assignments, key=lambda assignment: assignment.pk)
    header = [*PERSON, "mean"]
    for assignment in ordered:
        header += [f"{assignment.pk} {assignment.title}: {name}" for name in OF_ASSIGNMENT]
    return as_csv(header, (_learner(row) for row in rows))


def _learner(row: Row) -> list[Any]:
    values = [*_person(row), _grade(row.mean)]
    for place in sorted(row.places, key=lambda place: place.assignment.pk):
        cell = place.cell
        values += (
            ["not assigned", None, None, None]
            if cell is None
            else [
                cell.word.value,
                _grade(cell.grade),
                *_late(cell.lateness),
            ]
        )
    return values


def attempts_csv(rows: Sequence[Row]) -> str:
    """One row an attempt; a learner without one has no row."""
    return as_csv(ATTEMPTS, (line for row in rows for place in row.places for line in _attempts(row, place)))


def _attempts(row: Row, place: Place) -> Iterator[list[Any]]:
    cell = place.cell
    for line in cell.lines if cell else ():
        yield [
            *_person(row),
            place.assignment.pk,
            place.assignment.title,
            cell.word.value if cell else None,
            _grade(cell.grade) if cell else None,
            line.sat.attempt,
            line.sat.started_at,
            line.sat.finished_at,
            line.sat.end_reason,
            line.sat.earned / 1000,
            line.sat.possible / 1000,
            _grade(line.value),
            *_late(line.lateness),
            line.days,
            _grade(line.counted),
            line.is_kept,
        ]


def _person(row: Row) -> list[Any]:
    user = row.membership.user
    return [user.username, user.get_full_name(), user.email, row.membership.role]


def _grade(grade: int | None) -> float | None:
    """In per cent, with one decimal."""
    return None if grade is None else grade / 10


def _late(lateness: timedelta) -> tuple[str, int]:
    return (duration_words(lateness) if lateness else "", int(lateness.total_seconds()))
