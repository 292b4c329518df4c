"""A choice lives in the address: it reads back as itself, and what it does not know it leaves out."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from portal.cheatsheets.choosing import COLUMNS, DAYS, ORIENTATIONS, PAPERS, USUAL_PARTS, Choice, Layout, read_choice
from portal.cheatsheets.sheet import Edition, Part
from tests.cheatsheets.sheets import choose
from tests.factories import NOON

layouts = st.builds(
    Layout, st.sampled_from(list(PAPERS)), st.sampled_from(list(ORIENTATIONS)), st.sampled_from(list(COLUMNS))
)
choices = st.builds(
    Choice,
    edition=st.sampled_from(Edition),
    parts=st.frozensets(st.sampled_from(Part)),
    sections=st.frozensets(st.integers(0, 40), max_size=4),
    layout=layouts,
    has_key=st.booleans(),
    days=st.sampled_from(list(DAYS)),
)


@given(choices)
def test_every_choice_reads_back_from_its_own_address(choice):
    assert choose(choice.query) == choice


@pytest.mark.parametrize("edition", Edition)
def test_the_usual_choice_of_an_edition_says_nothing_but_the_edition(edition):
    usual = Choice.usual(edition)

    assert usual.query == ("" if edition == Edition.FULL else f"edition={edition}")
    assert choose(usual.query).parts == USUAL_PARTS[edition]


@pytest.mark.parametrize("query", ["edition=nothing", "paper=A3", "columns=9", "days=1", "section=-1", "section=x"])
def test_words_that_mean_nothing_count_as_not_said(query):
    assert choose(query) == Choice()


def test_boxes_count_only_for_the_edition_they_were_shown_for():
    ticked = "edition=summary&part=samples"

    assert choose(f"{ticked}&for=summary").parts == {Part.SAMPLES}
    assert choose(f"{ticked}&for=full").parts == USUAL_PARTS[Edition.SUMMARY]


def test_a_form_with_no_box_ticked_asks_for_no_part():
    assert choose("edition=full&for=full").parts == frozenset()


def test_a_self_test_has_its_key_unless_the_box_is_empty():
    assert choose("edition=self-test").has_key
    assert not choose("edition=self-test&for=self-test").has_key
    assert not choose("edition=self-test&key=0").has_key


def test_a_stranger_has_no_personal_sheet():
    assert read_choice(QueryDict("edition=personal"), has_personal=False).edition == Edition.FULL


@pytest.mark.parametrize(("named", "kept"), [({0, 1}, set()), ({0}, {0}), ({0, 9}, {0}), ({9}, set())])
def test_all_sections_named_is_none_named(named, kept):
    assert Choice(sections=frozenset(named)).within({0, 1}).sections == kept


def test_misses_count_from_as_many_days_ago_as_chosen():
    assert choose("edition=personal&days=30").since(NOON) == NOON - timedelta(days=30)
