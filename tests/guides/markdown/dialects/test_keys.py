import pytest

from portal.guides.markdown.dialects.keys import take_key
from portal.guides.markdown.dialects.lines import Line
from portal.guides.markdown.parser import parse

EXAM = "## Exam\n\n1. What is A?\n   - A. x\n   - B. y\n\n2. What is B?\n   - A. x\n   - B. y\n\n"


def key_of(text: str) -> tuple[list[tuple[int, str]], str]:
    """The entries, and the text that is left."""
    rest, entries = take_key([Line(line, n) for n, line in enumerate(text.split("\n"))])
    return [(each.number, "".join(sorted(each.letters))) for each in entries], "\n".join(each.text for each in rest)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Answers: 1. B 2. C", [(1, "b"), (2, "c")]),
        ("**Answer key:**\n1-A\n2-B, C", [(1, "a"), (2, "bc")]),
        ("# Ответы\n\n| 1 | B |\n| 2 | A |", [(1, "b"), (2, "a")]),
        ("## Answers (part 1)\n\nQ1: D\nQ2: A and C", [(1, "d"), (2, "ac")]),
        ("Answer: B", []),
        ("Answers: 1. B", []),
        ("## Answers\n\n1. A pod is small\n2. Because", []),
        ("## Answers vary\n\n1. B\n2. C", []),
        ("```\nAnswers: 1. B 2. C\n```", []),
    ],
)
def test_a_key_is_a_heading_and_letters_by_number(text, entries):
    assert key_of(f"x\n\n{text}")[0] == entries


def test_what_follows_a_key_stays():
    assert key_of("x\n\n## Key\n\n1. A\n2. B\n\n## Scores\n\n1. C")[1] == "x\n\n\n\n\n\n\n## Scores\n\n1. C"


@pytest.mark.parametrize(
    ("key", "right"),
    [
        ("Answers: 1. B 2. A", ["b", "a"]),
        ("Answers: 2. A 1. B 7. C", ["b", "a"]),
        ("Answers: 7. A 8. A 9. A", ["", ""]),
    ],
)
def test_a_key_goes_to_the_options_in_order_or_by_number_or_nowhere(key, right):
    guide = parse(EXAM + key, name="t")

    assert ["".join(choice.key for choice in each.choices if choice.is_right) for each in guide.questions] == right


def test_a_key_that_fits_no_options_stays_in_the_text():
    guide = parse("## What is A?\n\nx\n\n## What is B?\n\nAnswers: 1. B 2. C", name="t")

    assert guide.questions[1].answer_markdown == "Answers: 1. B 2. C"
