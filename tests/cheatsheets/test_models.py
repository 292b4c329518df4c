"""A PDF is asked for once, made once, and kept while there is room."""

from datetime import timedelta

import pytest

from portal.cheatsheets.models import FORGOTTEN, PATIENCE, TypesetSheet
from tests.factories import MINUTE, NOON, SECOND

pytestmark = pytest.mark.django_db

sheets = TypesetSheet.objects


def ask(key="one", at=NOON):
    return sheets.ask(key, {"n": 1}, at)


def test_only_the_first_to_ask_has_it_typeset():
    assert [ask()[1], ask()[1], ask("two")[1]] == [True, False, True]


def test_only_one_worker_begins():
    ask()

    assert [sheets.claim("one", NOON), sheets.claim("one", NOON)] == [True, False]


@pytest.mark.parametrize(("waited", "asks_again"), [(PATIENCE - SECOND, False), (PATIENCE, True)])
def test_one_asks_again_when_whoever_began_seems_to_be_gone(waited, asks_again):
    ask()
    sheets.claim("one", NOON)

    sheet, is_mine = ask(at=NOON + waited)

    assert (is_mine, sheet.begun_at is None) == (asks_again, asks_again)
    assert ask(at=NOON + waited)[1] is False


def test_one_that_is_made_is_never_asked_for_again():
    ask()
    sheets.keep("one", b"%PDF", NOON)

    sheet, is_mine = ask(at=NOON + FORGOTTEN)

    assert (is_mine, bytes(sheet.pdf), sheet.size) == (False, b"%PDF", 4)
    assert sheets.claim("one", NOON) is False


def test_use_is_noted_once_a_day():
    sheet, _ = ask()
    sheets.note_use(sheet, NOON + MINUTE)
    assert sheets.get().used_on == NOON.date()

    sheets.note_use(sheet, NOON + timedelta(days=1))
    assert sheets.get().used_on == (NOON + timedelta(days=1)).date()


def test_what_was_used_least_lately_goes_first_where_there_is_no_room():
    for number, key in enumerate(["old", "middle", "new"]):
        ask(key)
        sheets.keep(key, b"12345", NOON + timedelta(days=number))

    sheets.trim(NOON, most=10)

    assert set(sheets.values_list("key", flat=True)) == {"middle", "new"}


@pytest.mark.parametrize(("waited", "kept"), [(FORGOTTEN, 1), (FORGOTTEN + SECOND, 0)])
def test_what_was_never_made_is_forgotten_after_a_day(waited, kept):
    ask()

    sheets.trim(NOON + waited)

    assert sheets.count() == kept
