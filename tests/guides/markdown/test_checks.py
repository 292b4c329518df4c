from dataclasses import replace
from datetime import date

import pytest

from portal.guides.markdown.checks import check_blocks, check_questions, check_review
from portal.guides.markdown.document import ParsedQuestion
from portal.guides.markdown.parser import parse
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.structure import read_source

QUESTION = ParsedQuestion(title="", title_markdown="", line=1, section=0, kind="open", minutes=2)


def question(line, title="", **more):
    return replace(QUESTION, title=title or f"Question on {line}", line=line, **more)


def numbered(*pairs):
    return [question(line, number=number, section=section) for line, (number, section) in enumerate(pairs, 1)]


@pytest.mark.parametrize(
    "questions",
    [
        numbered((1, 0), (2, 0), (3, 1)),
        numbered((1, 0), (2, 0), (1, 1)),
        numbered((7, 0), (8, 0)),
        numbered((1, 0), (None, 0), (2, 0)),
    ],
)
def test_numbers_in_a_row_are_right_and_may_begin_anew_in_a_section(questions):
    assert list(check_questions(questions)) == []


@pytest.mark.parametrize(
    ("questions", "message"),
    [
        (numbered((1, 0), (3, 0)), "Number 3 leaves a gap: 2 comes next."),
        (numbered((1, 0), (1, 0)), "Number 1 repeats or goes back: 2 comes next."),
        (numbered((2, 0), (1, 0)), "Number 1 repeats or goes back: 3 comes next."),
    ],
)
def test_a_gap_or_a_repeat_among_numbers_is_found(questions, message):
    assert list(check_questions(questions)) == [Finding("NUMBERING", 2, message)]


def test_a_guide_without_questions_is_found():
    assert list(check_questions([])) == [Finding("NO-QUESTIONS", 1, "No question was found.")]


def test_ids_and_titles_that_stand_twice_are_found():
    questions = [question(1, "What is CI?", external_id="ci"), question(5, "1. what is **CI**", external_id="ci")]

    assert list(check_questions(questions)) == [
        Finding("DUPLICATE-ID", 5, "The id “ci” already stands on line 1."),
        Finding("DUPLICATE-TITLE", 5, "The same question already stands on line 1."),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("```\ncode\n```", []),
        ("````\n```\n````", []),
        ("~~~\ncode\n~~~~", []),
        ("text\n\n```\ncode\n``", [("UNCLOSED-FENCE", 3)]),
        ("```", [("UNCLOSED-FENCE", 1)]),
        ("| A |\n|---|\n| 1 | 2 |", [("UNEVEN-TABLE", 3)]),
    ],
)
def test_blocks_that_do_not_close_or_fit_are_found(text, codes):
    assert [(found.code, found.line) for found in check_blocks(read_source(text))] == codes


def test_a_key_point_that_only_echoes_the_question_is_told():
    points = "- A bow, drawn\n- What is a bow (also: arc)\n- Bent wood\n"
    text = f"# T\n\n### What is a drawn bow?\n\nBent.\n\n**Key points**\n\n{points}"

    assert [(p.code, p.line) for p in parse(text, name="t").problems] == [("KEY-POINT-ECHO", 9)]


@pytest.mark.parametrize(("day", "stale"), [("2025-11-26", []), ("2025-11-25", [("STALE", 6)])])
def test_facts_are_stale_a_year_after_they_were_checked(day, stale):
    text = f"---\nreviewed: {day}\n---\n# T\n\n### What is new?\n\nThis.\n\n### What else? {{reviewed=2026-01-01}}\n"

    assert [(f.code, f.line) for f in check_review(parse(text, name="t"), date(2026, 11, 26))] == stale


def test_items_set_in_by_too_little_are_told_once_a_list():
    text = "# T\n\n### What is read?\n\n- one\n - two\n - three\n\n  1. sure\n"

    assert [(p.code, p.line) for p in parse(text, name="t").problems] == [("MIXED-INDENT", 6)]


def test_quizzes_may_ask_the_same_of_different_things():
    quiz = "### What is shown?\n\n- [x] {}\n- [ ] nothing\n\n"
    same = quiz.format("this") * 2
    other = quiz.format("this") + quiz.format("that")

    assert [p.code for p in parse(f"# T\n\n{same}", name="t").problems] == ["DUPLICATE-TITLE"]
    assert [p.code for p in parse(f"# T\n\n{other}", name="t").problems] == []
