"""Lines of a rewritten text -> the author's lines."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from portal.guides.markdown.document import ParsedGuide, ParsedQuestion
from portal.guides.markdown.problems import Finding


def place_findings(findings: Sequence[Finding], origins: Sequence[int]) -> list[Finding]:
    return [replace(finding, line=_at(finding.line, origins)) for finding in findings]


def place(guide: ParsedGuide, origins: Sequence[int]) -> ParsedGuide:
    """The guide with every line as its author counts it; its problems are left alone."""
    if all(at == origin for at, origin in enumerate(origins)):
        return guide
    return _moved(guide, lambda line: _at(line, origins))


def without_lines(guide: ParsedGuide) -> ParsedGuide:
    """The guide as it is wherever it stands in its file, without problems: for comparing."""
    return replace(_moved(guide, lambda _: 0), problems=())


def _moved(guide: ParsedGuide, to: Callable[[int], int]) -> ParsedGuide:
    return replace(
        guide,
        sections=tuple(replace(each, line=to(each.line)) for each in guide.sections),
        questions=tuple(_moved_question(each, to) for each in guide.questions),
        tables=tuple(replace(each, line=to(each.line)) for each in guide.tables),
        diagrams=tuple(replace(each, line=to(each.line)) for each in guide.diagrams),
        code_samples=tuple(replace(each, line=to(each.line)) for each in guide.code_samples),
    )


def _moved_question(question: ParsedQuestion, to: Callable[[int], int]) -> ParsedQuestion:
    points = tuple(replace(point, line=to(point.line)) for point in question.points)
    return replace(question, line=to(question.line), points=points)


def _at(line: int, origins: Sequence[int]) -> int:
    return origins[line - 1] + 1 if 0 < line <= len(origins) else line
