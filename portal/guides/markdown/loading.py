"""A file of any format -> what was read, and the Markdown that a guide of it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from portal.guides.markdown.document import ParsedGuide, Problem
from portal.guides.markdown.exchange import UnreadableGuide, read_json
from portal.guides.markdown.files import File
from portal.guides.markdown.parser import Loaded, load, parse
from portal.guides.markdown.problems import Finding, in_order
from portal.guides.markdown.repair import Repair, decode
from portal.guides.markdown.spreadsheet import read_table
from portal.guides.markdown.structure import normalise_newlines
from portal.guides.markdown.titles import slugify
from portal.guides.markdown.writing import write_markdown

SIZE_LIMIT = 8_000_000
"""Most bytes of a file that are read unless a caller says otherwise."""


def load_file(file: File, *, size_limit: int = SIZE_LIMIT) -> Loaded:
    """Read a file of any format. ``Loaded.text`` is Markdown in any case; lines are those of the file.

    Raises ``NotText``; all else that is wrong is among the problems.
    """
    if len(file.data) > size_limit:
        message = f"The file has {len(file.data):,} bytes; at most {size_limit:,} are read."
        return unread(file.name, Finding("FILE-TOO-LARGE", 1, message))
    if file.format == "markdown":
        return load(file.data, name=file.name, keeps_damage=file.keeps_damage)
    text = normalise_newlines(decode(file.data))
    try:
        return _load_json(text, file.name) if file.format == "json" else _load_table(text, file.name, file.format)
    except UnreadableGuide as error:
        return unread(file.name, error.finding, text.split("\n"))


def unread(name: str, finding: Finding, lines: Sequence[str] = ()) -> Loaded:
    """What is read of a file that cannot be: nothing but why."""
    slug = slugify(name, fallback="guide")
    return Loaded(ParsedGuide(name, slug, problems=in_order([finding], lines)), "", Repair(""))


def _load_table(text: str, name: str, kind: Literal["csv", "tsv"]) -> Loaded:
    table, findings = read_table(text, name=name, delimiter="," if kind == "csv" else "\t")
    markdown = write_markdown(table)
    guide = parse(markdown, name=name)
    lines = {question.line: row.line for question, row in zip(guide.questions, table.questions, strict=False)}
    questions = tuple(replace(each, line=lines.get(each.line, each.line)) for each in guide.questions)
    source = text.split("\n")
    problems = [*in_order(findings, source), *(_moved(each, lines, source) for each in guide.problems)]
    ordered = tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))
    return Loaded(replace(guide, questions=questions, problems=ordered), markdown, Repair(markdown))


def _moved(problem: Problem, lines: Mapping[int, int], source: list[str]) -> Problem:
    """A problem of the Markdown that a table became, on the table's line."""
    line = max((row for at, row in lines.items() if at <= problem.line), default=1)
    return replace(problem, line=line, column=1, source=source[line - 1] if line <= len(source) else "")


def _load_json(text: str, name: str) -> Loaded:
    described, document = read_json(text)
    markdown = write_markdown(described) if document is None else normalise_newlines(document)
    guide = parse(markdown, name=described.slug or name)
    if document is not None and replace(guide, problems=()) != described:
        message = "What this JSON says of the questions is not what its “document” says."
        raise UnreadableGuide(Finding("JSON-DISAGREES", 1, message))
    return Loaded(guide, markdown, Repair(markdown))
