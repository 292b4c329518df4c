import pytest

from portal.guides.markdown.dialects.lines import Line
from portal.guides.markdown.dialects.tagged import LENGTH_LIMIT, without_tags


def untagged(text):
    return "\n".join(line.text for line in without_tags([Line(text, n) for n, text in enumerate(text.split("\n"))]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<h3>1. <b>A</b></h3>", "\n### 1. A\n"),
        ('<h2 id="a">A</h2> b', "\n## A\n\nb"),
        ("<h2>A</h3>", "<h2>A</h3>"),
        ("<b>A?</b> b <strong> c </strong>", "**A?** b  **c**"),
        ("**A?**<br>b<br>c", "**A?**\nb<br>c"),
        ("<u>A?</u>", "**A?**"),
        ("a <u>b</u>", "a <u>b</u>"),
        ("<dl>\n<dt>A</dt>\n<dd>b</dd>\n</dl>", "\n\n**A**\n\n\nb\n\n"),
        ("<p>a</p>", "\na\n"),
        ("<p>a</p><p>b</p>", "<p>a</p><p>b</p>"),
        ("```\n<b>A</b>\n```", "```\n<b>A</b>\n```"),
        ("`<b>A</b>` is <b>bold</b>", "`<b>A</b>` is <b>bold</b>"),
        ("a < b", "a < b"),
        ("<b> </b>", "<b> </b>"),
    ],
)
def test_titles_in_tags_are_written_as_markdown_writes_them(text, expected):
    assert untagged(text) == expected


@pytest.mark.parametrize("length", [LENGTH_LIMIT, LENGTH_LIMIT + 1])
def test_long_lines_are_left_alone(length):
    text = "<b>A</b>" + "x" * (length - 8)

    assert (untagged(text) != text) == (length == LENGTH_LIMIT)


def test_every_line_knows_where_it_came_from():
    assert [line.origin for line in without_tags([Line("<h1>A</h1>", 7)])] == [7, 7, 7]
