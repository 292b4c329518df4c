"""What the scorer says of a guide before anybody is scored by it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.guides.markdown.parser import parse
from portal.interviews.linting import lint

GOOD = """# Guide

### What is a kettle?

A kettle boils water with a **heating coil** below a **whistling spout**.

### What is a ladder?

A ladder has two **parallel rails** joined by **wooden rungs**.
"""
MISSED = """
### What is a sieve?

It separates flour from lumps.

**Key points**

- Woven mesh holds back gravel
"""
TWICE = """
### What are the parts of a ladder?

Two **parallel rails** are joined by **wooden rungs**.
"""


def found(text):
    return [(finding.code, finding.line) for finding in lint(parse(text, name="guide"))]


def test_answers_that_earn_their_own_points_and_no_others_are_fine():
    assert found(GOOD) == []


def test_an_answer_that_misses_its_own_points_is_told():
    assert found(GOOD + MISSED) == [("OWN-ANSWER", 11)]


def test_two_questions_whose_answers_earn_each_others_points_are_one_finding():
    assert found(GOOD + TWICE) == [("OVERLAPPING", 7)]


def test_an_answer_that_says_more_earns_a_lesser_question_too():
    more = GOOD + TWICE.replace("joined by", "fixed with **steel bolts**, **rubber feet**, **paint** and joined by")

    assert ("FOREIGN-ANSWER", 7) in found(more)


def test_the_command_shows_place_and_remedy_and_fails_only_when_strict(tmp_path):
    file = tmp_path / "guide.md"
    file.write_text(GOOD + MISSED)
    out = StringIO()

    call_command("lint_guides", file, stdout=out)

    assert f"{file}:11:1 OWN-ANSWER The model answer of “What is a sieve?” covers" in out.getvalue()
    with pytest.raises(CommandError) as stopped:
        call_command("lint_guides", file, strict=True, stdout=out)
    assert stopped.value.returncode == 2
