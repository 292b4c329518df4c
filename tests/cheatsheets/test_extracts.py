"""What a sheet takes out of a model answer."""

import pytest

from portal.cheatsheets.extracts import LONGEST_LINE, comparison_tables, first_sentence, joined, words_of_html

SENTENCE = "A pipeline is a row of **stages**, joined by `transitions`."


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (f"{SENTENCE} Each stage holds actions.", "A pipeline is a row of stages, joined by transitions."),
        ("Yes. Stages can be retried one by one, by hand.", "Yes. Stages can be retried one by one, by hand."),
        ("It depends on the source of the code, as follows:\n\n- one", ""),
        ("- a list\n- comes first", ""),
        ("| A | B |\n| --- | --- |", ""),
        ("```yaml\nkey: value\n```", ""),
        ("Word " * 60 + ".", ""),
        ("", ""),
    ],
)
def test_the_first_sentence_stands_alone_or_is_left_out(answer, expected):
    assert first_sentence(answer) == expected


def test_points_are_joined_as_far_as_they_fit_and_the_first_is_whole():
    long = "x" * LONGEST_LINE

    assert joined(["one", "two"]) == "one; two"
    assert joined([long, "two"]) == long
    assert joined(["one", long, "three"]) == "one"
    assert joined([]) == ""


def test_a_table_that_compares_is_named_by_what_it_compares():
    html = (
        "<p>x</p><table><thead><tr><th>Feature</th><th>A</th><th>B <code>c</code></th></tr></thead>"
        "<tbody><tr><td>Cost</td><td>1 &amp; 2</td><td></td></tr></tbody></table>"
    )

    [table] = comparison_tables(html)

    assert (table.title, table.header) == ("A vs B c", ("Feature", "A", "B c"))
    assert table.rows == (("Cost", "1 & 2", ""),)
    assert table.html.startswith("<table>")


def test_a_table_of_two_columns_or_with_another_inside_compares_nothing():
    two = "<table><tr><th>Mode</th><th>What</th></tr></table>"
    nested = f"<table><tr><th>a</th><th>b</th><th>c</th></tr><tr><td>{two}</td></tr></table>"

    assert list(comparison_tables(two)) == []
    assert list(comparison_tables(nested)) == []


def test_words_of_html_are_its_text():
    assert words_of_html("<p>One\n <b>two</b> &lt;three&gt;</p>") == "One two <three>"
