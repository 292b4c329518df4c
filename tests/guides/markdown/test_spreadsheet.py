"""Tables of questions become guides."""

import pytest

from portal.guides.markdown.files import File
from portal.guides.markdown.loading import load_file

TABLE = """Question,Answer,Level,Topic,Options
What is a widget?,"A **small** part.
It turns.",junior,"parts; names",
Which is right?,B,senior,,A) This|B) That
"Which are right?",Both.,senior,,"*One
*Two
Three"
"""


def read(text, kind="csv"):
    return load_file(File(text.encode(), "my-table", kind))


def problems(loaded):
    return [(problem.line, problem.code) for problem in loaded.guide.problems]


def test_a_row_is_a_question_under_its_level():
    loaded = read(TABLE)

    assert [(s.title, s.level) for s in loaded.guide.sections] == [("Basic", "basic"), ("Advanced", "advanced")]
    assert [(q.line, q.title, q.level, q.topics, q.answer_markdown) for q in loaded.guide.questions] == [
        (2, "What is a widget?", "basic", ("parts", "names"), "A **small** part.\nIt turns."),
        (4, "Which is right?", "advanced", (), ""),
        (5, "Which are right?", "advanced", (), "Both."),
    ]
    assert [[(c.key, c.text_markdown, c.is_right) for c in q.choices] for q in loaded.guide.questions] == [
        [],
        [("a", "This", False), ("b", "That", True)],
        [("a", "One", True), ("b", "Two", True), ("c", "Three", False)],
    ]
    assert problems(loaded) == []
    assert (loaded.guide.slug, loaded.guide.title) == ("my-table", "My table")


def test_the_answer_may_repeat_an_option():
    loaded = read("question\tanswer\toptions\nWhich?\tThat\tThis|That\n", "tsv")

    assert [choice.is_right for choice in loaded.guide.questions[0].choices] == [False, True]


def test_a_byte_order_mark_and_names_in_any_case_do_not_matter():
    assert [q.title for q in read("\ufeffQUESTION,ANSWER\nWhat?,That.\n").guide.questions] == ["What?"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(1, "BAD-TABLE")]),
        ("name,answer\nWhat?,That.\n", [(1, "BAD-TABLE")]),
        ('question,answer\nWhat?,"That\n', [(2, "BAD-TABLE")]),
        ("question,answer\nWhat?,That it is.\nWhy?,This,More\nHow?,So it is.\n", [(3, "UNEVEN-QUESTIONS")]),
        ("question,answer,level\nWhat?,That it is.,hopeless\n", [(2, "UNKNOWN-LEVEL")]),
        ("question,answer\nWhat?,\n,That.\n", [(2, "UNANSWERED"), (3, "NO-TITLE")]),
        ("question,answer\n", [(1, "NO-QUESTIONS")]),
    ],
)
def test_what_is_wrong_is_told_on_the_tables_own_line(text, found):
    assert problems(read(text)) == found
