from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.guides.snippets import EXCERPT_LENGTH, Part, Terms, excerpt, highlight


def marked(parts: Sequence[Part]) -> str:
    return "".join(f"[{part.text}]" if part.is_match else part.text for part in parts)


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (["deploy", "x"], "Deployments are deployed, not employed.", "[Deployments] are [deployed], not employed."),
        (["arti"], "An artifact, an art.", "An [artifact], an art."),
        (["cafe", "x"], "Le Café", "Le [Café]"),
        (["a", "b"], "", ""),
        (["stages", "in"], "<b>stage</b> in", "<b>[stage]</b> [in]"),
    ],
)
def test_highlight_marks_words_by_stem_and_the_last_as_a_beginning(words, text, expected):
    assert marked(highlight(text, Terms(words))) == expected


def test_highlight_marks_literal_texts_where_there_are_no_words():
    assert marked(highlight("変更を自動的に届ける", Terms(["自動的"], ["自動的"]))) == "変更を[自動的]に届ける"


def test_excerpt_cuts_the_passage_with_the_most_matches():
    text = "Widget. " + "filler " * 60 + "here a widget meets a gadget " + "filler " * 60

    passage = marked(excerpt(text, Terms(["widget", "gadget"])))

    assert "[widget] meets a [gadget]" in passage
    assert passage.startswith("… ")
    assert passage.endswith(" …")


def test_excerpt_shows_the_beginning_when_nothing_matches():
    assert marked(excerpt("One line\nand another", Terms(["nothing"]))) == "One line and another"


@given(text=st.text(max_size=600), word=st.text(min_size=1, max_size=8))
def test_excerpt_keeps_its_length_and_invents_nothing(text, word):
    parts = excerpt(text, Terms([word]))

    passage = "".join(part.text for part in parts)
    assert len(passage) <= EXCERPT_LENGTH + 4
    assert passage.removeprefix("… ").removesuffix(" …") in " ".join(text.split())
