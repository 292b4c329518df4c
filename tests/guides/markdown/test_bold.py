import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.guides.markdown.bold import bold_spans, without
from portal.guides.markdown.titles import INLINE_LIMIT, plain_text


def bold(markdown: str) -> list[str]:
    text = plain_text(markdown)
    return [text[start:end] for start, end in bold_spans(markdown)]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Nothing is bold", []),
        ("**All of it**", ["All of it"]),
        ("A **service** of `AWS`", ["service"]),
        ("Spaced   out,  then\n__both  words__ of it", ["both words"]),
        ("**one** **two** and **three**", ["one", "two", "three"]),
        ("**one *both* `code`** rest", ["one both code"]),
        ("**outer **inner** outer** rest", ["outer inner outer"]),
        ("2 \\*\\*no\\*\\* 3 ** 4", []),
        ("`**code**`", []),
        ("x<br>**y**", ["y"]),
        ("x" * INLINE_LIMIT + "**y**", []),
    ],
)
def test_bold_words_are_found_in_the_plain_text(markdown, words):
    assert bold(markdown) == words


@given(st.text("ab *_`\\<br>\n(é面", max_size=40))
def test_spans_are_in_order_apart_and_inside_the_text(markdown):
    edges = [edge for span in bold_spans(markdown) for edge in span]

    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(plain_text(markdown)) for edge in edges)
    assert all(word == word.strip() != "" for word in bold(markdown))


def test_many_bold_words_take_no_longer_than_their_length_allows():
    began = time.process_time()

    assert len(bold_spans("**a** b " * (INLINE_LIMIT // 8))) == INLINE_LIMIT // 8
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        ((0, 2), ((0, 4),)),
        ((2, 6), ()),
        ((1, 4), ((1, 3),)),
        ((4, 9), ((2, 4),)),
        ((6, 9), ((2, 6),)),
        ((3, 5), ((2, 4),)),
    ],
)
def test_what_is_cut_out_of_a_text_moves_its_spans(cut, expected):
    assert without([(2, 6)], [cut]) == expected
