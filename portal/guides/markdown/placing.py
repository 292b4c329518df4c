"""Lines of a rewritten text -> the author's lines."""

from collections.abc import Sequence
from dataclasses import replace

from portal.guides.markdown.document import ParsedGuide, ParsedQuestion
from portal.guides.markdown.problems import Finding


def place_findings(findings: Sequence[Finding], origins: Sequence[int]) -> list[Finding]:
    return [replace(finding, line=_at(finding.line, origins)) for finding in findings]


def place(guide: ParsedGuide, origins: Sequence[int]) -> ParsedGuide:
    """The guide with every line as its author counts it; its problems are left alone."""
    return replace(
        guide,
        sections=tuple(replace(each, line=_at(each.line, origins)) for each in guide.sections),
        questions=tuple(_place_question(each, origins) for each in guide.questions),
        tables=tuple(replace(each, line=_at(each.line, origins)) for each in guide.tables),
        diagrams=tuple(replace(each, line=_at(each.line, origins)) for each in guide.diagrams),
        code_samples=tuple(replace(each, line=_at(each.line, origins)) for each in guide.code_samples),
    )


def _place_question(question: ParsedQuestion, origins: Sequence[int]) -> ParsedQuestion:
    points = tuple(replace(point, line=_at(point.line, origins)) for point in question.points)
    return replace(question, line=_at(question.line, origins), points=points)


def _at(line: int, origins: Sequence[int]) -> int:
    return origins[line - 1] + 1 if 0 < line <= len(origins) else line
