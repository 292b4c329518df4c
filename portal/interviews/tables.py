"""Pairs drawn from a tool table: “which service …?”, every wrong option from the same column as the right one."""

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

PROMPTS = 5
"""Most rows asked about at once."""

OPTIONS = 8
"""Most options to choose from: the right ones, and others of their column."""

FEWEST = 3
"""Fewest rows to make pairs of."""

LONGEST = 300
"""Longest cell to show, in characters: more is no prompt but a text."""


def askable_columns(rows: Sequence[Sequence[str]]) -> dict[int, list[int]]:
    """The columns that can be asked about, each with its usable rows; the first column holds what is asked for.

    Usable is a row whose two cells are unlike those of all other rows (else two answers would be right), and whose
    prompt does not name the answer.
    """
    found = {}
    for column in range(1, max((len(row) for row in rows), default=0)):
        full = [index for index, row in enumerate(rows) if len(row) > column and row[0].strip() and row[column].strip()]
        names = Counter(_plain(rows[index][0]) for index in full)
        prompts = Counter(_plain(rows[index][column]) for index in full)
        usable = [
            index
            for index in full
            if names[_plain(rows[index][0])] == prompts[_plain(rows[index][column])] == 1
            and _plain(rows[index][0]) not in _plain(rows[index][column])
            and max(len(rows[index][0]), len(rows[index][column])) <= LONGEST
        ]
        if len(usable) >= FEWEST:
            found[column] = usable
    return found


def matching_payload(header: Sequence[str], rows: Sequence[Sequence[str]], draw: random.Random) -> dict[str, Any]:
    """Prompts and options in a drawn order, and ``column``, the one that the prompts are of; needs an askable one."""
    columns = askable_columns(rows)
    column = draw.choice(sorted(columns))
    asked = draw.sample(columns[column], min(PROMPTS, len(columns[column])))
    others = [index for index in columns[column] if index not in asked]
    offered = asked + draw.sample(others, min(OPTIONS - len(asked), len(others)))
    draw.shuffle(offered)
    return {
        "column": column,
        "names": [header[column], header[0]],
        "prompts": [{"key": str(n), "text": rows[index][column]} for n, index in enumerate(asked, start=1)],
        "options": [{"key": chr(97 + n), "text": rows[index][0]} for n, index in enumerate(offered)],
    }


def table_title(title: str, header: Sequence[str]) -> str:
    """What pairs of a table are called: “Services: which service is it?”."""
    return f"{title}: {matching_question(header)}"


def matching_question(header: Sequence[str]) -> str:
    """“which service is it?”, by the name of the first column."""
    name = header[0].strip()
    if not name:
        return "which belongs to which?"
    return f"which {name if name.isupper() else name[:1].lower() + name[1:]} is it?"


def _plain(cell: str) -> str:
    return " ".join(cell.split()).casefold()
