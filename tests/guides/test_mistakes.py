"""What readers report, and who sees it."""

from datetime import timedelta

import pytest

from portal.guides.models import Mistake, Placement, TooManyReports
from portal.guides.models.mistake import LIMIT
from tests.factories import MINUTE, NOON, make_guide, make_instructor, make_user

pytestmark = pytest.mark.django_db


def question():
    make_guide(questions=1)
    return Placement.objects.get().question_revision


def test_the_same_words_about_a_question_are_one_report_until_it_is_done():
    reader, author, asked = make_user(), make_instructor(), question()
    first = Mistake.objects.report(reader, asked, "Left, not right.", at=NOON)

    again = Mistake.objects.report(reader, asked, "Left, not right.", at=NOON)
    Mistake.objects.settle(author, NOON)
    anew = Mistake.objects.report(reader, asked, "Left, not right.", at=NOON)

    assert first == again != anew


@pytest.mark.parametrize(("waited", "is_taken"), [(timedelta(hours=1) - MINUTE, False), (timedelta(hours=1), True)])
def test_a_reader_may_report_so_many_mistakes_an_hour(waited, is_taken):
    reader, asked = make_user(), question()
    for number in range(LIMIT):
        Mistake.objects.report(reader, asked, f"Wrong in {number} ways.", at=NOON)
    Mistake.objects.report(make_user(), asked, "Somebody else may.", at=NOON)

    try:
        Mistake.objects.report(reader, asked, "One more.", at=NOON + waited)
    except TooManyReports:
        assert not is_taken

    assert Mistake.objects.filter(text="One more.").exists() == is_taken


def test_done_mistakes_are_no_longer_open_until_they_are_opened_again():
    author = make_instructor()
    Mistake.objects.report(make_user(), question(), "Wrong.", at=NOON)

    settled = (Mistake.objects.settle(author, NOON), Mistake.objects.open().count())
    again = Mistake.objects.settle(author, NOON)
    Mistake.objects.reopen()

    assert (settled, again, Mistake.objects.open().count()) == ((1, 0), 0, 1)
