"""What a sheet takes out of a model answer: one line, and the tables that compare."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from portal.cheatsheets.sheet import Table
from portal.guides.markdown.titles import plain_text

LONGEST_LINE = 170
"""Characters of a one-line answer: about two lines of a column."""

SHORTEST_SENTENCE = 40
"""A shorter one (“Yes.”) says too little alone."""

_NO_SENTENCE = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|#|>|\||```|~~~|<)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“(])|(?<=[。！？])")
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def first_sentence(answer_markdown: str) -> str:
    """The first sentence or two of an answer, as plain text; empty where they do not stand alone."""
    paragraph = answer_markdown.strip().split("\n\n", 1)[0]
    if not _NO_SENTENCE.match(paragraph):
        line = ""
        for sentence in _SENTENCE_END.split(plain_text(paragraph)):
            line = f"{line} {sentence}".strip()
            if len(line) >= SHORTEST_SENTENCE:
                break
        if line and len(line) <= LONGEST_LINE and not line.endswith((":", "：")):
            return line
    return ""


def joined(points: Sequence[str]) -> str:
    """The first points, as many as fit in a line; the first one whole, however long."""
    line = ""
    for point in points:
        longer = f"{line}; {point}" if line else point
        if line and len(longer) > LONGEST_LINE:
            break
        line = longer
    return line


def comparison_tables(answer_html: str) -> Iterator[Table]:
    """The tables of an answer that set things side by side, named by what they compare; none that holds another."""
    for match in _TABLE.finditer(answer_html):
        if match[0].count("<table") > 1:
            return
        cells = _Cells()
        cells.feed(match[0])
        if cells.rows and len(cells.rows[0]) > 2:
            header, *rows = ([" ".join(cell.split()) for cell in row] for row in cells.rows)
            title = " vs ".join(header[1:])
            yield Table(title, tuple(header), tuple(tuple(row) for row in rows), match[0])


def words_of_html(html: str) -> str:
    """The words of a piece of HTML, one space between them."""
    words = _Words()
    words.feed(html)
    return " ".join("".join(words.texts).split())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


class _Cells(HTMLParser):
    """Reads the words of each cell of a table."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data
