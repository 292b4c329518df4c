import re

import pytest

from portal.guides.markdown.document import Problem
from portal.guides.markdown.problems import REMEDIES, SHOWN_LENGTH, Finding, in_order, in_text, problem


def test_a_problem_brings_severity_remedy_and_source_line():
    assert problem(Finding("UNANSWERED", 2, "No answer."), ["# T", "### Q"]) == Problem(
        2, 1, "UNANSWERED", "warning", "No answer.", REMEDIES["UNANSWERED"][1], "### Q"
    )


@pytest.mark.parametrize(("line", "column", "expected"), [(1, 99, (4, "abc")), (9, 5, (1, "")), (0, 1, (1, ""))])
def test_a_place_outside_the_text_is_moved_to_its_edge(line, column, expected):
    found = problem(Finding("NO-QUESTIONS", line, "", column), ["abc"])

    assert (found.column, found.source) == expected


def test_a_long_line_is_quoted_in_part():
    assert len(problem(Finding("NO-QUESTIONS", 1, ""), ["x" * 10_000]).source) == SHOWN_LENGTH


def test_problems_stand_in_the_order_of_lines():
    findings = [Finding("UNANSWERED", 2, "b"), Finding("NUMBERING", 1, "a", 5), Finding("NUMBERING", 1, "c", 2)]

    assert [found.message for found in in_order(findings, ["x" * 9, "y"])] == ["c", "a", "b"]


def test_every_code_is_upper_kebab_with_a_severity_and_a_remedy():
    assert all(re.fullmatch("[A-Z]+(-[A-Z]+)*", code) for code in REMEDIES)
    assert {severity for severity, _ in REMEDIES.values()} == {"error", "warning"}
    assert all(remedy.endswith(".") for _, remedy in REMEDIES.values())


def test_a_problem_in_a_text_quotes_its_line():
    (found,) = in_text([Finding("STALE", 2, "old")], "x\nthe line")

    assert (found.source, in_text([], "x")) == ("the line", ())
