"""Tables of questions (CSV, TSV) -> a guide: columns question, answer, level, topic, options; also section and id.

Columns stand in any order under names in any case. Cells hold Markdown. Options stand one a line or between bars,
the right ones marked with a star or ``[x]``; or the answer names their letters, or is one of them.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from portal.guides.markdown.document import ParsedChoice, ParsedGuide, ParsedQuestion, ParsedSection
from portal.guides.markdown.exchange import UnreadableGuide
from portal.guides.markdown.headings import TOPIC_LIMIT, clipped, level_named
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.questions import MINUTES, MINUTES_BY_LEVEL
from portal.guides.markdown.titles import plain_title, prettify_name, slugify, split_number

CELL_LIMIT = 1_000_000
"""Longest cell read, in characters."""

_COLUMNS = {
    "question": ("question", "questions", "q", "prompt", "front"),
    "answer": ("answer", "answers", "a", "model answer", "back"),
    "level": ("level", "difficulty"),
    "topic": ("topic", "topics", "tag", "tags", "category"),
    "options": ("options", "option", "choices"),
    "section": ("section", "chapter"),
    "id": ("id",),
}
_MARKED = re.compile(r"\s*(?:\[(?P<box>[ xX])\]\s*|(?P<star>\*)\s*(?!\*))?(?P<text>.*)", re.DOTALL)
_LETTER = re.compile(r"[(\[]?[A-Za-z][.)\]:]\s+")
_KEYS = re.compile(r"\W*[A-Za-z](?:\s*[,;/&]?\s*[A-Za-z])*\W*")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}")


@dataclass(slots=True)
class _Table:
    name: str
    sections: dict[str, ParsedSection] = field(default_factory=dict)
    questions: list[ParsedQuestion] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def section(self, title: str) -> ParsedSection:
        """The section of this title, made when first asked for."""
        if title not in self.sections:
            level = level_named(title)
            self.sections[title] = ParsedSection(len(self.sections), clipped(title), 1, level)
        return self.sections[title]


def read_table(text: str, *, name: str, delimiter: Literal[",", "\t"] = ",") -> tuple[ParsedGuide, list[Finding]]:
    """The guide a table is, and what is wrong with it. Lines are the table's. Raises ``UnreadableGuide``."""
    rows = list(_rows(text.removeprefix("\ufeff"), delimiter))
    if not rows:
        raise UnreadableGuide(Finding("BAD-TABLE", 1, "The table is empty."))
    columns = _columns(rows[0][1])
    if "question" not in columns:
        raise UnreadableGuide(Finding("BAD-TABLE", rows[0][0], "No column is called “question”."))
    table = _Table(name)
    for line, cells in rows[1:]:
        _read_row(table, line, cells, columns, width=len(rows[0][1]))
    title = prettify_name(name)
    questions = tuple(sorted(table.questions, key=lambda question: question.section))
    sections = tuple(table.sections.values())
    guide = ParsedGuide(title, slugify(name, fallback="guide"), sections=sections, questions=questions)
    return guide, table.findings


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line it begins on."""
    csv.field_size_limit(CELL_LIMIT)
    # A quote that never closes is an error, not a cell that takes in the rest of the file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, [cell.strip() for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableGuide(
            Finding("BAD-TABLE", line, f"The row that begins here cannot be read: {error}.")
        ) from error


def _columns(header: Sequence[str]) -> dict[str, int]:
    names = [" ".join(cell.casefold().replace("_", " ").split()) for cell in header]
    found = {}
    for column, known in _COLUMNS.items():
        place = next((index for index, each in enumerate(names) if each in known), None)
        if place is not None:
            found[column] = place
    return found


def _read_row(table: _Table, line: int, cells: list[str], columns: dict[str, int], *, width: int) -> None:
    if len(cells) != width:
        message = f"This row has {len(cells)} cells, the table's header {width}."
        table.findings.append(Finding("UNEVEN-QUESTIONS", line, message))
        return
    row = {column: cells[index] for column, index in columns.items()}
    number, markdown = split_number(" ".join(row["question"].split()))
    if plain_title(markdown):
        table.questions.append(_question(table, line, row, number, markdown))
    else:
        table.findings.append(Finding("NO-TITLE", line, "This row has no question; it is left out."))


def _question(table: _Table, line: int, row: dict[str, str], number: int | None, markdown: str) -> ParsedQuestion:
    """The question of a row, in a section of the table."""
    named = row.get("level", "")
    level = level_named(named)
    if named and not level:
        table.findings.append(Finding("UNKNOWN-LEVEL", line, f"“{named[:60]}” names no level."))
    title = row.get("section") or (level.capitalize() if level else "") or "Questions"
    section = table.section(title)
    external_id = row.get("id", "") if _ID.fullmatch(row.get("id", "")) else None
    choices, answer = _choices(row.get("options", ""), row.get("answer", ""))
    return ParsedQuestion(
        title=clipped(plain_title(markdown)),
        title_markdown=markdown,
        line=line,
        section=section.position,
        kind="choice" if choices else "open",
        minutes=MINUTES_BY_LEVEL.get(level or section.level, MINUTES),
        number=number,
        external_id=external_id,
        level=level or section.level,
        topics=_topics(row.get("topic", "")),
        answer_markdown=answer,
        choices=choices,
    )


def _topics(text: str) -> tuple[str, ...]:
    words = (slugify(word)[:TOPIC_LIMIT].strip("-") for word in re.split(r"[,;|\n]", text))
    return tuple(dict.fromkeys(filter(None, words)))


def _choices(options: str, answer: str) -> tuple[tuple[ParsedChoice, ...], str]:
    """The options of a row, and what its answer says beyond naming the right ones."""
    texts = [text for text in re.split(r"\n+" if "\n" in options else r"\s*\|\s*", options) if text.strip()]
    if len(texts) < 2:
        return (), answer
    marked = [_MARKED.fullmatch(text) for text in texts]
    choices = [
        ParsedChoice(chr(ord("a") + index % 26), _LETTER.sub("", found["text"], count=1).strip(), _is_right(found))
        for index, found in enumerate(marked)
        if found
    ]
    if any(choice.is_right for choice in choices):
        return tuple(choices), answer
    keys = set(re.findall(r"[a-z]", answer.lower())) if _KEYS.fullmatch(answer) else set()
    texts_right = {choice.key for choice in choices if choice.text_markdown.casefold() == answer.casefold()}
    right = texts_right or (keys if keys <= {choice.key for choice in choices} else set())
    return tuple(replace(choice, is_right=choice.key in right) for choice in choices), "" if right else answer


def _is_right(found: re.Match[str]) -> bool:
    return bool(found["star"]) or (found["box"] or "").lower() == "x"
