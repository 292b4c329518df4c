"""Tables: their cells as plain text, and rows that do not fit the header."""

import re
from collections.abc import Sequence

from portal.guides.markdown.problems import Finding
from portal.guides.markdown.structure import Block
from portal.guides.markdown.titles import plain_text

_ESCAPED_PIPE = re.compile(r"\\\|")


def cells_of(block: Block) -> list[tuple[int, tuple[str, ...]]]:
    """The rows of a table block, header first, each as its line (from 1) and the plain text of its cells."""
    rows: list[tuple[int, list[str]]] = []
    for piece in block.pieces:
        if piece.type == "tr_open":
            rows.append((piece.start + 1, []))
        elif piece.type == "inline":
            rows[-1][1].append(plain_text(piece.content))
    return [(line, tuple(cells)) for line, cells in rows]


def uneven_rows(block: Block, lines: Sequence[str]) -> list[Finding]:
    """A finding for each row with more or fewer cells than the header; a reader drops or adds cells silently."""
    wanted = _cell_count(lines[block.start])
    findings = []
    for index in range(block.start + 2, block.end):
        count = _cell_count(lines[index])
        if lines[index].strip() and count != wanted:
            message = f"This row has {count} cells, the table's header {wanted}."
            findings.append(Finding("UNEVEN-TABLE", index + 1, message))
    return findings


def _cell_count(line: str) -> int:
    row = _ESCAPED_PIPE.sub("", line).strip()
    return row.removeprefix("|").removesuffix("|").count("|") + 1
