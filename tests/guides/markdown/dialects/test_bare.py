import pytest

from portal.guides.markdown.dialects.bare import BLOCKS_EACH, LEAST, LONGEST
from portal.guides.markdown.parser import parse


def titles(text):
    return [question.title for question in parse(text, name="t").questions]


def asked(count, answer="x"):
    return "\n\n".join(f"What is {letter}?\n\n{answer}" for letter in "ABCDEFGH"[:count])


def test_bare_lines_that_ask_are_questions_from_three_on():
    assert [len(titles(asked(count))) for count in (LEAST - 1, LEAST)] == [0, LEAST]


def test_what_an_author_asks_along_the_way_is_no_question():
    full, more = ("\n\n".join(["x"] * count) for count in (BLOCKS_EACH - 1, BLOCKS_EACH))

    assert [len(titles(asked(3, answer))) for answer in (full, more)] == [3, 0]


def test_two_are_enough_where_code_stands_below_them():
    assert titles(asked(2, "```\nx\n```")) == ["What is A?", "What is B?"]


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1])
def test_a_line_longer_than_any_question_is_none(length):
    long = "What " + "x" * (length - 6) + "?"

    assert (long in titles(f"{asked(3)}\n\n{long}\n\ny")) == (length == LONGEST)


@pytest.mark.parametrize(
    "line", ["Is it? It is", "- Why?", "(a) Why?", "Note: why not?", "[Why?](x)", "**Why?** Because"]
)
def test_other_lines_among_them_are_parts_of_answers(line):
    assert titles(f"{asked(3)}\n\n{line}\n\ny") == ["What is A?", "What is B?", "What is C?"]


def test_an_order_is_a_question_among_such():
    assert titles(f"{asked(3)}\n\nExplain what a nut does.\n\ny")[3:] == ["Explain what a nut does."]
    assert titles(f"Explain what a nut does.\n\ny\n\nDescribe the bolt.\n\n{asked(2)}") == []
