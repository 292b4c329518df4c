import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.guides.markdown.parser import parse

PIECES = st.sampled_from(
    [
        *(
            "<details>",
            "<summary>",
            "</summary>",
            "</details>",
            "<b>",
            "<br>",
            "<ul><li>",
            "</pre>",
            "<pre>",
            "\n",
            "\n\n",
        ),
        *(
            "# ",
            "## ",
            "#### ",
            "1. ### ",
            "- ",
            "  - ",
            "3. ",
            "**Q1: ",
            "**",
            "Q: ",
            "A: ",
            "What? ",
            "Explain it",
            "?",
        ),
        *(
            "| Question | Answer |\n|---|---|\n",
            "| a? | b |\n",
            "---\n",
            "===\n",
            "```",
            "```js\n",
            "~~~\n",
            "Answer: B\n",
        ),
        *("- A: x\n- B: y\n", "[a](#a)", "License", "Basic", "👶", "\t", "    "),
    ]
)


def titles(text: str) -> list[str]:
    return [question.title for question in parse(text, name="t").questions]


@given(st.lists(PIECES, max_size=50).map("".join))
def test_no_shape_makes_the_parser_raise_and_every_line_is_the_authors(text):
    guide = parse(text, name="t")

    lines = text.count("\n") + 1
    assert all(1 <= question.line <= lines for question in guide.questions)
    assert all(1 <= point.line <= lines for question in guide.questions for point in question.points)
    assert all(1 <= problem.line <= lines for problem in guide.problems)


def test_the_base_convention_goes_before_every_other_shape():
    text = "# T\n\n## S\n\n### One {#one}\n\n**What is this?**\n\nA.\n\n**Why?**\n\nB.\n\n### Two\n\n- How?\n- Who?\n"

    assert titles(text) == ["One", "Two"]


@pytest.mark.parametrize("depth", range(1, 7))
def test_headings_of_any_level_hold_the_questions(depth):
    marks = "#" * depth

    assert (
        titles(f"{marks} What is A?\n\nA.\n\n{marks} Explain B\n\nB.\n\n{marks} C\n\nC.\n")
        == [
            "What is A?",
            "Explain B",
            "C",
        ][: 3 if depth < 7 else 0]
    )


def test_a_question_row_that_does_not_fit_is_an_error():
    guide = parse("| Question | Answer |\n|---|---|\n| What? | It. |\n| Why? | So | there |\n", name="t")

    assert ("UNEVEN-QUESTIONS", 4, "error") in [(each.code, each.line, each.severity) for each in guide.problems]
