"""Emphasis is what pymdown's own extensions make of it."""

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.guides.markdown.emphasis import Emphasis

OURS = markdown.Markdown(extensions=[Emphasis()])
THEIRS = markdown.Markdown(
    extensions=["pymdownx.betterem", "pymdownx.mark", "pymdownx.tilde"],
    extension_configs={"pymdownx.tilde": {"subscript": False}},
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* **b** ***c***", "<em>a</em> <strong>b</strong> <em><strong>c</strong></em>"),
        ("_a_ __b__ snake_case_word", "<em>a</em> <strong>b</strong> snake_case_word"),
        ("==a== a=b", "<mark>a</mark> a=b"),
        ("~~a~~ ~b~", "<del>a</del> ~b~"),
        ("nothing", "nothing"),
    ],
)
def test_marks_become_elements(text, html):
    # A converter of its own: each text is the first that any pattern is made for.
    assert markdown.markdown(text, extensions=[Emphasis()]) == f"<p>{html}</p>"


@given(st.lists(st.sampled_from([*"*_=~a.b ", "**", "==", "~~", "__", "`x`", "\n", "–"]), max_size=20).map("".join))
def test_every_text_is_read_as_the_extensions_it_replaces_read_it(text):
    assert OURS.reset().convert(text) == THEIRS.reset().convert(text)
