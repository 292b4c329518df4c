"""A list of people as an instructor has it: a table out of a spreadsheet, or one address a line."""

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from io import StringIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MOST_ROWS = 1000
NAME_LENGTH = 150
ADDRESS_LENGTH = 254
ADDRESS_HEADINGS = {"email", "e-mail", "mail", "address", "e-mail address", "email address"}
NAME_HEADINGS = {"name", "full name", "person", "student", "learner"}


class TooManyPeople(Exception):
    """The list has more rows than ``MOST_ROWS``."""


class NotATable(Exception):
    """The list cannot be read as rows: a quotation mark opens a cell that does not end."""


@dataclass(frozen=True)
class Person:
    """One row. ``problem`` is empty where this person can be invited, else says why not."""

    row: int
    email: str
    name: str = ""
    problem: str = ""


def read_people(text: str, *, members: Collection[str] = (), invited: Collection[str] = ()) -> list[Person]:
    """The people of a list in CSV (comma, semicolon or tab), with or without headings.

    Raises ``TooManyPeople`` and ``NotATable``.
    ``members`` and ``invited`` are addresses in lower case.
    """
    rows = [(number, cells) for number, cells in _rows(text) if any(cells)]
    if len(rows) > MOST_ROWS:
        raise TooManyPeople
    address, name, rows = _columns(rows)
    seen: set[str] = set()
    people = []
    for number, cells in rows:
        email = _cell(cells, address).lower()
        problem = _problem(email, seen, members, invited)
        seen.add(email)
        people.append(Person(number, email, _cell(cells, name)[:NAME_LENGTH], problem))
    return people


def _rows(text: str) -> list[tuple[int, list[str]]]:
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    # A quote that never closes is an error, not a cell that takes in the rest of the table.
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error:
        raise NotATable from None


def _columns(rows: list[tuple[int, list[str]]]) -> tuple[int, int, list[tuple[int, list[str]]]]:
    """Where the address and the name stand, and the rows without their headings."""
    headings = [cell.lower() for cell in rows[0][1]] if rows else []
    address = next((index for index, cell in enumerate(headings) if cell in ADDRESS_HEADINGS), None)
    if address is not None:
        name = next((index for index, cell in enumerate(headings) if cell in NAME_HEADINGS), -1)
        return address, name, rows[1:]
    address = next((index for index, cell in enumerate(headings) if "@" in cell), 0)
    return address, 0 if address else 1, rows


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index] if 0 <= index < len(cells) else ""


def _problem(email: str, seen: Collection[str], members: Collection[str], invited: Collection[str]) -> str:
    try:
        validate_email(email)
    except ValidationError:
        return "Not an e-mail address"
    if len(email) > ADDRESS_LENGTH:
        return f"Longer than {ADDRESS_LENGTH} characters"
    if email in seen:
        return "Twice in this list"
    if email in members:
        return "A member already"
    return "Invited already" if email in invited else ""
