"""A sheet as Markdown, in the order it is printed."""

import re
from collections.abc import Iterator
from itertools import groupby

from portal.cheatsheets.choosing import Choice
from portal.cheatsheets.extracts import words_of_html
from portal.cheatsheets.sheet import Part, Sheet, SheetQuestion, Table
from portal.guides.markdown.rendering import as_fence

_MARKS = re.compile(r"([\\`*_\[\]<>|~])")
_BLOCK = re.compile(r"^(\s*)([#+\-=]|\d+[.)])")


def write_markdown(sheet: Sheet, choice: Choice) -> str:
    blocks = [*_head(sheet), *_beside(sheet)]
    for section in sheet.sections:
        blocks.append(f"## {escaped(section.title or 'Questions')}")
        for question in section.questions:
            blocks += _question(sheet, question)
    if sheet.is_self_test and choice.has_key:
        blocks.append("## Answer key")
        for question in sheet.questions:
            blocks += [f"### Answer {question.number}", _points(question) or escaped(question.one_line)]
    blocks += ["## Freshness", _freshness(sheet)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """Plain text as Markdown that reads the same."""
    line = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _BLOCK.sub(r"\1\\\2", line)


def _head(sheet: Sheet) -> Iterator[str]:
    yield f"# {escaped(sheet.title)}"
    yield f"Cheat sheet, {sheet.edition.label.lower()}. Revision {sheet.revision} of {sheet.revised_on.isoformat()}."
    if sheet.missed_from and sheet.missed_to:
        yield f"Points missed in interviews from {sheet.missed_from} to {sheet.missed_to}."
    yield f"<{sheet.address}>"


def _beside(sheet: Sheet) -> Iterator[str]:
    for flow in sheet.flows:
        yield f"## {escaped(flow.title)}"
        yield escaped(flow.description)
    for sample in sheet.samples:
        yield f"## {escaped(sample.title)}"
        yield as_fence(sample.source.rstrip("\n"), sample.language)
    for table in (*sheet.integrations, *sheet.tools, *sheet.tables, *sheet.comparisons):
        yield f"## {escaped(table.title)}"
        yield _table(table)


def _table(table: Table) -> str:
    rows = [table.header, ("---",) * len(table.header)]
    lines = ["| " + " | ".join(map(escaped, row) if row is table.header else row) + " |" for row in rows]
    return "\n".join([*lines, *("| " + " | ".join(map(escaped, row)) + " |" for row in table.rows)])


def _question(sheet: Sheet, question: SheetQuestion) -> Iterator[str]:
    yield f"### {question.number}. {escaped(question.title)}"
    yield "\n".join(f"- {option.key}. {escaped(words_of_html(option.html))}" for option in question.options)
    if question.is_withheld:
        yield "Withheld until your open interview is over."
    elif not sheet.is_self_test:
        if Part.ANSWERS in sheet.parts:
            is_repeated = Part.POINTS in sheet.parts and question.one_line == question.first_points
            yield "" if is_repeated else escaped(question.one_line)
        if Part.POINTS in sheet.parts:
            yield _points(question)


def _points(question: SheetQuestion) -> str:
    lines = [f"Right: {', '.join(question.right_keys)}\n"] if question.right_keys else []
    for group, members in groupby(question.points, key=lambda point: point.group):
        lines += [f"- {group}:"] if group else []
        indent = "  " if group else ""
        for point in members:
            missed = f" (missed {point.misses} times)" if point.misses else ""
            lines.append(f"{indent}- {escaped(point.text)}{missed}")
    return "\n".join(lines)


def _freshness(sheet: Sheet) -> str:
    checked = f"on {sheet.reviewed_on.isoformat()}" if sheet.reviewed_on else "on a day the guide does not name"
    stale = ", ".join(str(question.number) for question in sheet.stale_questions)
    older = f" Longer ago than {sheet.stale_days} days: questions {stale}." if stale else ""
    return f"The facts were checked {checked}.{older}"
