from dataclasses import replace

import pytest

from portal.guides.markdown.document import ParsedChoice, ParsedGuide, ParsedQuestion, Problem

QUESTION = ParsedQuestion(title="Q", title_markdown="Q", line=1, section=0, kind="open", minutes=2)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, False),
        ({"answer_markdown": " \n"}, False),
        ({"answer_markdown": "A"}, True),
        ({"choices": (ParsedChoice("a", "A", True),)}, True),
    ],
)
def test_a_question_is_answered_by_words_or_options(changes, expected):
    assert replace(QUESTION, **changes).is_answered == expected


@pytest.mark.parametrize(("severities", "expected"), [([], False), (["warning"], False), (["warning", "error"], True)])
def test_a_guide_has_errors_when_one_problem_is_one(severities, expected):
    problems = tuple(Problem(1, 1, "X", severity, "", "") for severity in severities)

    assert ParsedGuide("T", "t", problems=problems).has_errors == expected
