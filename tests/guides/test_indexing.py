"""The words of stored HTML."""

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from portal.guides.indexing import TAG, plain_text
from portal.guides.markdown.rendering import render


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a <em>b</em></p><p>c</p>", "a b\nc"),
        ('<p><a href="x" title="a > b">c</a> &lt;p&gt; &amp;</p>', "c <p> &"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("a<br>b", "a\nb"),
        ("", ""),
    ],
)
def test_each_block_is_a_line_without_tags(html, text):
    assert plain_text(html) == text


@given(
    st.lists(
        st.sampled_from([*"<>\"'`[]()*&\n #=", "x", "<b>", "</b>", '<a href="', '[x](/y "<z>")', "&lt;"]), max_size=12
    )
)
def test_no_word_and_no_tag_is_mistaken_for_the_other(parts):
    html = render("".join(parts))

    assert TAG.sub("", html) == strip_tags(html)
