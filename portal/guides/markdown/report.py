"""What a reading found, for people (lines with a caret) and for programs (a dict that becomes JSON)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from portal.guides.markdown.document import Problem

if TYPE_CHECKING:
    from portal.guides.markdown.parser import Loaded

CLEAN, ERRORS, WARNINGS = 0, 1, 2
"""Exit codes of the commands that check guides."""


def summary(path: str, loaded: "Loaded") -> dict[str, Any]:
    """The guide at a glance, with all its problems; the keys are an interface."""
    guide = loaded.guide
    return {
        "path": path,
        "slug": guide.slug,
        "language": guide.language,
        "questions": len(guide.questions),
        "answered": sum(question.is_answered for question in guide.questions),
        "multiple_choice": sum(question.kind == "choice" for question in guide.questions),
        "sections": sum(bool(section.title) for section in guide.sections),
        "tables": len(guide.tables),
        "titles": [question.title for question in guide.questions],
        "problems": [problem_dict(problem) for problem in guide.problems],
    }


def refusal(path: str, problem: Problem) -> dict[str, Any]:
    """As ``summary``, for a file that is no text at all."""
    return {
        "path": path,
        "slug": "",
        "language": "",
        "questions": 0,
        "answered": 0,
        "multiple_choice": 0,
        "sections": 0,
        "tables": 0,
        "titles": [],
        "problems": [problem_dict(problem)],
    }


def problem_dict(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def format_problem(path: str, problem: Problem) -> str:
    """``file:line:column CODE message``, the source line with a caret below the place, and the remedy."""
    lines = [f"{path}:{problem.line}:{problem.column} {problem.code} {problem.message}"]
    if problem.source.strip():
        # Tabs are kept before the caret, so that it stands below its letter however wide a tab is shown.
        before = problem.source[: problem.column - 1]
        lines += [f"    {problem.source}", "    " + "".join("\t" if letter == "\t" else " " for letter in before) + "^"]
    return "\n".join([*lines, f"    {problem.remedy}"])


def exit_code(summaries: Sequence[Mapping[str, Any]], *, strict: bool) -> int:
    """1 if any file has an error; under ``strict`` 2 if any has a warning; else 0."""
    grades = {problem["severity"] for each in summaries for problem in each["problems"]}
    if "error" in grades:
        return ERRORS
    return WARNINGS if strict and grades else CLEAN
