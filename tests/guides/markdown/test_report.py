import pytest

from portal.guides.markdown.document import Problem
from portal.guides.markdown.parser import load
from portal.guides.markdown.report import exit_code, format_problem, refusal, summary

PROBLEM = Problem(3, 5, "BAD-ATTRIBUTE", "warning", "No.", "Mend it.", "### Q {x}")


def test_summary_is_the_guide_at_a_glance():
    text = "| A |\n|---|\n\n## S\n\n### One\n\n- [x] a\n\n### Two\n"

    assert summary("a/t.md", load(text.encode(), name="t")) == {
        "path": "a/t.md",
        "slug": "t",
        "language": "en",
        "questions": 2,
        "answered": 1,
        "multiple_choice": 1,
        "sections": 1,
        "tables": 1,
        "titles": ["One", "Two"],
        "problems": [
            {
                "line": 10,
                "column": 1,
                "code": "UNANSWERED",
                "severity": "warning",
                "message": "“Two” has no answer.",
                "remedy": "Write the model answer below the heading; until then interviews leave the question out.",
            }
        ],
    }


def test_refusal_has_the_same_keys_as_a_summary():
    assert refusal("t.md", PROBLEM).keys() == summary("t.md", load(b"", name="t")).keys()


def test_format_problem_puts_a_caret_below_the_place():
    assert format_problem("a/t.md", PROBLEM) == ("a/t.md:3:5 BAD-ATTRIBUTE No.\n    ### Q {x}\n        ^\n    Mend it.")


def test_format_problem_shows_no_caret_where_there_is_no_line():
    assert format_problem("t.md", Problem(1, 1, "NO-QUESTIONS", "error", "None.", "Add.")) == (
        "t.md:1:1 NO-QUESTIONS None.\n    Add."
    )


@pytest.mark.parametrize(
    ("severities", "strict", "code"),
    [
        ([], True, 0),
        (["warning"], False, 0),
        (["warning"], True, 2),
        (["warning", "error"], False, 1),
        (["error"], True, 1),
    ],
)
def test_exit_code_tells_errors_from_warnings(severities, strict, code):
    assert exit_code([{"problems": [{"severity": severity} for severity in severities]}], strict=strict) == code
