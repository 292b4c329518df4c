"""Which rows of a gradebook to show, and in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.cohorts.gradebook import Row
from portal.cohorts.grading import Cell, Word

FILTERS = {
    "not_started": "Not started",
    "in_progress": "In progress",
    "late": "Late",
    "needs_review": "Needs review",
}
NAME, MEAN = "name", "mean"


@dataclass(frozen=True)
class Wish:
    """What a reader asked for: rows with a matching cell (of one assignment, or any), and the order."""

    show: str = ""
    assignment: int | None = None
    sort: str = NAME
    is_descending: bool = False

    @property
    def needs_all(self) -> bool:
        """Whether every cell has to be known before the first row can be shown."""
        return bool(self.show) or self.sort != NAME

    @property
    def by(self) -> str:
        return f"-{self.sort}" if self.is_descending else self.sort


def wish_of(query: Mapping[str, str]) -> Wish:
    """What the query string says; nonsense in it is left out."""
    show, assignment, sort = query.get("show", ""), query.get("in", ""), query.get("sort", NAME)
    column = sort.removeprefix("-")
    return Wish(
        show=show if show in FILTERS else "",
        assignment=int(assignment) if assignment.isascii() and assignment.isdigit() and len(assignment) < 19 else None,
        sort=column if column in {NAME, MEAN} or (column.isascii() and column.isdigit()) else NAME,
        is_descending=sort.startswith("-"),
    )


def matches(cell: Cell, show: str) -> bool:
    """Whether a cell is one of those a filter looks for; one cell may be of several."""
    return {
        "not_started": cell.word is Word.NOT_STARTED,
        "in_progress": cell.word is Word.IN_PROGRESS,
        "late": cell.is_late,
        "needs_review": cell.to_review > 0 and cell.word is not Word.EXCUSED,
    }[show]


def arranged(rows: Sequence[Row], wish: Wish) -> list[Row]:
    """The rows that match, in order; who has no number comes last either way."""
    found = [row for row in rows if not wish.show or _row_matches(row, wish)]
    if wish.sort == NAME:
        return sorted(found, key=lambda row: row.membership.user.username, reverse=wish.is_descending)
    sign = -1 if wish.is_descending else 1

    def rank(row: Row) -> tuple[bool, int, str]:
        number = _number(row, wish.sort)
        return (number is None, sign * (number or 0), row.membership.user.username)

    return sorted(found, key=rank)


def _row_matches(row: Row, wish: Wish) -> bool:
    return any(
        matches(place.cell, wish.show)
        for place in row.places
        if place.cell and wish.assignment in {None, place.assignment.pk}
    )


def _number(row: Row, column: str) -> int | None:
    if column == MEAN:
        return row.mean
    cells = (place.cell for place in row.places if str(place.assignment.pk) == column)
    cell = next(cells, None)
    return cell.grade if cell else None
