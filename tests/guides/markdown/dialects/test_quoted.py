import pytest

from portal.guides.markdown.dialects.quoted import without_quotes
from portal.guides.markdown.parser import parse


def unquoted(text, hidden=0):
    return "\n".join(without_quotes(text.split("\n"), hidden))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> # T\n>\n> a\n>> b", "# T\n\na\n> b"),
        ("> a\n> b\n> c\n> d\ne", "a\nb\nc\nd\ne"),
        ("> a\n> b\n> c\nd", "> a\n> b\n> c\nd"),
        ("> ## A\nx\n\ny\n> ## B\nz\n> c\n\n> ## C\n> d\n\nz", "## A\nx\n\ny\n## B\nz\n> c\n\n## C\nd\n\nz"),
        ("> ## A\nx\n\ny\n> ## B\nz", "> ## A\nx\n\ny\n> ## B\nz"),
        ("a\nb", "a\nb"),
    ],
)
def test_quotations_that_are_the_guide_or_hold_its_headings_are_none(text, expected):
    assert unquoted(text) == expected


def test_front_matter_stays_as_it_is():
    assert unquoted("> x\n> # T\n> a\n> b\n> c", hidden=1) == "> x\n# T\na\nb\nc"


def titles(text):
    return [question.title for question in parse(text, name="t").questions]


@pytest.mark.parametrize("info", ["", "text", "md"])
def test_a_fence_with_a_question_and_no_code_asks_it(info):
    text = f"```{info}\n1. What is\na nut?\n```\n\nx\n\n```{info}\nWhat is a bolt?\n```\n\ny\n"

    assert titles(text) == ["What is a nut?", "What is a bolt?"]


@pytest.mark.parametrize("code", ["is x > y ? 1 : 2;", "do {", "name\n\n\nsize\n\nmass\n\nage?"])
def test_a_fence_with_code_asks_nothing(code):
    assert titles(f"```\n{code}\n```\n\nx\n\n```\n{code}\n```\n\ny\n") == []
