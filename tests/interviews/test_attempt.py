"""The clock of an attempt, and how it ends."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from portal.interviews.models import Attempt, AttemptEvent
from tests.factories import MINUTE, NOON, SECOND, make_attempt, make_user

pytestmark = pytest.mark.django_db
DEADLINE = NOON + 30 * MINUTE


@pytest.mark.parametrize(
    ("late", "is_open", "is_closing", "is_overdue"),
    [
        (-SECOND, True, False, False),
        (0 * SECOND, False, True, False),
        (9 * SECOND, False, True, False),
        (10 * SECOND, False, False, True),
        (11 * SECOND, False, False, True),
    ],
)
def test_attempt_and_queryset_agree_at_the_edges_of_the_clock(
    late: timedelta, is_open: bool, is_closing: bool, is_overdue: bool
):
    attempt = make_attempt(minutes=30)
    at = DEADLINE + late

    assert (attempt.is_open(at), attempt.is_closing(at), attempt.accepts_saves(at)) == (
        is_open,
        is_closing,
        not is_overdue,
    )
    assert Attempt.objects.open(at).exists() == is_open
    assert Attempt.objects.accepting_saves(at).exists() == (not is_overdue)
    assert Attempt.objects.overdue(at).exists() == is_overdue


def test_untimed_attempt_stays_open():
    attempt = make_attempt(minutes=None)
    at = NOON + timedelta(days=29)

    assert (attempt.expires_at, attempt.seconds_left(at)) == (None, None)
    assert attempt.is_open(at)
    assert Attempt.objects.open(at).exists()
    assert Attempt.objects.close_overdue(at) == 0


def test_time_factor_stretches_the_deadline():
    attempt = make_attempt(make_user(time_factor=Decimal("1.25")), minutes=30)

    assert attempt.expires_at == NOON + timedelta(minutes=37, seconds=30)
    assert attempt.limit == 30 * MINUTE


@pytest.mark.parametrize(("late", "closes"), [(9 * SECOND, False), (10 * SECOND, True), (timedelta(days=9), True)])
def test_attempt_closes_itself_as_of_its_deadline_once_the_grace_has_passed(late: timedelta, closes: bool):
    attempt = make_attempt(minutes=30)

    assert attempt.close(DEADLINE + late) == closes

    attempt.refresh_from_db()
    expected = DEADLINE if closes else None
    assert (attempt.finished_at, attempt.results_open_at, attempt.answers_open_at) == (expected, expected, expected)
    assert attempt.end_reason == ("deadline" if closes else "")


def test_closing_twice_ends_and_logs_it_once():
    attempt = make_attempt(minutes=30)
    other = Attempt.objects.get(pk=attempt.pk)

    assert [attempt.close(DEADLINE + MINUTE), other.close(DEADLINE + MINUTE)] == [True, False]
    assert [event.at for event in attempt.events.filter(kind=AttemptEvent.Kind.CLOSED)] == [DEADLINE]


def test_overdue_attempts_close_together_and_others_stay(django_assert_num_queries):
    guide_of = [make_attempt(make_user(), minutes=30) for _ in range(3)]
    later = make_attempt(make_user(), minutes=45)

    # Look; begin, the overdue end and hand in, the idle are none, read, log, commit; look again.
    with django_assert_num_queries(10):
        assert Attempt.objects.close_overdue(DEADLINE + MINUTE) == 3

    assert set(Attempt.objects.unfinished()) == {later}
    assert AttemptEvent.objects.filter(kind="closed").count() == len(guide_of)


@pytest.mark.parametrize(
    ("at", "ended_at"),
    [
        (NOON + 5 * MINUTE, NOON + 5 * MINUTE),
        (DEADLINE + 9 * SECOND, DEADLINE),
        (NOON - MINUTE, NOON),
    ],
    ids=["in time", "in the grace", "on a clock that went back"],
)
def test_finished_attempt_ends_no_later_than_its_deadline(at, ended_at):
    attempt = make_attempt(minutes=30)

    assert attempt.finish(at, by=attempt.learner)

    assert (attempt.finished_at, attempt.end_reason) == (ended_at, "submitted")
    assert attempt.results_open_at == attempt.answers_open_at == ended_at


def test_attempt_is_handed_in_once_however_often_it_is_sent():
    attempt = make_attempt(minutes=30)
    copies = [Attempt.objects.get(pk=attempt.pk) for _ in range(50)]

    ended = [copy.finish(NOON + MINUTE + number * SECOND, by=attempt.learner) for number, copy in enumerate(copies)]

    assert ended == [True] + [False] * 49
    assert {copy.finished_at for copy in copies} == {NOON + MINUTE}
    assert attempt.events.filter(kind="finished").count() == 1


def test_attempt_is_not_handed_in_after_the_grace():
    attempt = make_attempt(minutes=30)

    assert not attempt.finish(DEADLINE + 10 * SECOND, by=attempt.learner)
    assert attempt.finished_at is None


def test_assessed_attempt_keeps_its_results_closed():
    attempt = make_attempt(minutes=30, mode="assessed")

    attempt.finish(NOON + MINUTE, by=attempt.learner)

    assert (attempt.results_open_at, attempt.answers_open_at) == (None, None)
    assert not attempt.shows_results(NOON + timedelta(days=9))


def test_database_refuses_a_second_open_attempt_on_one_blueprint():
    attempt = make_attempt()
    attempt.pk = None
    attempt.start_key = "another"

    with pytest.raises(IntegrityError):
        attempt.save(force_insert=True)
