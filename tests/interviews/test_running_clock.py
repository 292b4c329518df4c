"""What moves or stops the clock of a running attempt: a pause, an extension, a void; and a forgotten one."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from portal.interviews.clock import OwnTime
from portal.interviews.models import Attempt, Response
from portal.interviews.saving import Outcome
from portal.interviews.starting import start
from tests.factories import (
    MINUTE,
    NOON,
    SECOND,
    make_administrator,
    make_attempt,
    make_blueprint,
    make_user,
    respond,
)

pytestmark = pytest.mark.django_db
DEADLINE = NOON + 30 * MINUTE
DAY = timedelta(days=1)


def log_of(attempt: Attempt) -> list[tuple[str, str]]:
    return list(attempt.events.values_list("kind", "reason"))[1:]  # the first is its start


def test_pause_stops_the_clock_and_resuming_adds_it_to_the_deadline():
    attempt = make_attempt(minutes=30)

    assert attempt.pause(NOON + 10 * MINUTE, by=attempt.learner)
    paused = (attempt.is_open(DEADLINE + DAY), attempt.seconds_left(DEADLINE + DAY), attempt.state(DEADLINE + DAY))
    assert attempt.resume(NOON + 70 * MINUTE, by=attempt.learner)

    assert paused == (True, 20 * 60, "paused")
    assert Attempt.objects.open(DEADLINE + 59 * MINUTE).exists()
    assert (attempt.paused_at, attempt.expires_at) == (None, DEADLINE + 60 * MINUTE)
    assert log_of(attempt) == [("paused", ""), ("resumed", "after 1 hour")]


def test_paused_attempt_is_neither_overdue_nor_refuses_what_was_on_its_way():
    attempt = make_attempt(minutes=30)
    attempt.pause(NOON + MINUTE, by=attempt.learner)

    assert not attempt.close(DEADLINE + DAY)
    assert respond(attempt, 1, "typed just before", at=DEADLINE + DAY).outcome is Outcome.WRITTEN


@pytest.mark.parametrize(
    ("options", "at"),
    [({"mode": "assessed"}, NOON + MINUTE), ({}, DEADLINE), ({}, DEADLINE + 5 * SECOND)],
    ids=["assessed", "at the deadline", "in the grace"],
)
def test_attempt_is_not_paused_when_it_is_assessed_or_over(options, at):
    attempt = make_attempt(minutes=30, **options)

    assert not attempt.pause(at, by=attempt.learner)
    assert (attempt.paused_at, log_of(attempt)) == (None, [])


def test_pausing_and_resuming_twice_counts_once():
    attempt = make_attempt(minutes=30)
    other = Attempt.objects.get(pk=attempt.pk)

    paused = [each.pause(NOON + MINUTE + n * SECOND, by=attempt.learner) for n, each in enumerate([attempt, other])]
    resumed = [each.resume(NOON + 2 * MINUTE, by=attempt.learner) for each in (attempt, other)]

    assert (paused, resumed) == ([True, False], [True, False])
    assert attempt.expires_at == DEADLINE + MINUTE


def test_database_refuses_a_pause_of_an_assessed_attempt():
    attempt = make_attempt(mode="assessed")

    with pytest.raises(IntegrityError):
        Attempt.objects.filter(pk=attempt.pk).update(paused_at=NOON)


@pytest.mark.parametrize("late", [-5 * MINUTE, 9 * SECOND])
def test_extension_moves_the_deadline_of_a_running_attempt_also_in_its_grace(late: timedelta):
    attempt, administrator = make_attempt(minutes=30, mode="assessed"), make_administrator()

    assert attempt.extend(5 * MINUTE, DEADLINE + late, by=administrator, reason="fire alarm")

    assert attempt.expires_at == DEADLINE + 5 * MINUTE
    assert log_of(attempt) == [("extended", "5 minutes: fire alarm")]
    assert attempt.events.get(kind="extended").actor == administrator
    assert respond(attempt, 1, "said later", at=DEADLINE + 4 * MINUTE).outcome is Outcome.WRITTEN


def test_extension_comes_too_late_once_the_grace_has_passed():
    attempt = make_attempt(minutes=30)

    assert not attempt.extend(5 * MINUTE, DEADLINE + 10 * SECOND, by=make_administrator(), reason="late")
    assert (attempt.expires_at, log_of(attempt)) == (DEADLINE, [])


def test_voided_attempt_has_no_result_and_keeps_what_was_said():
    attempt, administrator = make_attempt(minutes=30), make_administrator()
    respond(attempt, 1, "It is small")

    assert attempt.void(NOON + 2 * MINUTE, by=administrator, reason="wrong questions")

    assert (attempt.end_reason, attempt.finished_at, attempt.results_open_at) == ("voided", NOON + 2 * MINUTE, None)
    assert Response.objects.get(item__position=1).text == "It is small"
    assert not Attempt.objects.to_score().exists()
    assert not Attempt.objects.with_results(NOON + DAY).exists()
    assert log_of(attempt) == [("voided", "wrong questions")]
    assert respond(attempt, 1, "more", at=NOON + 3 * MINUTE).outcome is Outcome.CLOSED


def test_attempt_that_ended_is_not_voided():
    attempt = make_attempt(minutes=30)
    attempt.finish(NOON + MINUTE, by=attempt.learner)

    assert not attempt.void(NOON + 2 * MINUTE, by=make_administrator(), reason="late")
    assert attempt.end_reason == "submitted"


@pytest.mark.parametrize(("days", "closes"), [(29, False), (30, True)])
@pytest.mark.parametrize("how", ["untimed", "written in", "paused"])
def test_attempt_without_a_running_clock_closes_thirty_days_after_its_last_word(how: str, days: int, closes: bool):
    attempt = make_attempt(minutes=30 if how == "paused" else None)
    last = NOON if how == "untimed" else NOON + 5 * DAY
    if how == "written in":
        respond(attempt, 1, "a word", at=last)
    if how == "paused":
        Attempt.objects.update(expires_at=NOON + 6 * DAY)
        attempt.pause(last, by=attempt.learner)
    at = last + days * DAY

    assert attempt.close(at) == closes
    attempt.refresh_from_db()
    assert (attempt.end_reason, attempt.finished_at) == (("idle", at) if closes else ("", None))


def test_question_has_a_time_of_its_own_from_when_it_is_first_served():
    attempt = make_attempt(make_user(time_factor=Decimal("1.5")), minutes=None, seconds_each=60, count=2)
    first, second = attempt.items.all()

    first.serve(NOON + MINUTE)
    first.serve(NOON + 2 * MINUTE)

    first.refresh_from_db()
    assert (first.first_served_at, first.expires_at) == (NOON + MINUTE, NOON + MINUTE + 90 * SECOND)
    assert second.expires_at is None
    assert attempt.expires_at == NOON + 2 * (60 + 10) * 1.5 * SECOND


def test_question_never_outlasts_the_interview():
    attempt = make_attempt(minutes=1, seconds_each=60, count=2)
    item = attempt.items.first()
    assert item

    item.serve(NOON + 30 * SECOND)

    assert item.expires_at == attempt.expires_at == NOON + MINUTE


@pytest.mark.parametrize(
    ("late", "outcome", "is_in_grace"),
    [
        (-SECOND, Outcome.WRITTEN, False),
        (9 * SECOND, Outcome.WRITTEN, True),
        (10 * SECOND, Outcome.OVER, False),
        (11 * SECOND, Outcome.OVER, False),
    ],
)
def test_save_after_a_questions_own_time_is_refused_and_the_others_go_on(late, outcome: Outcome, is_in_grace: bool):
    attempt = make_attempt(minutes=None, seconds_each=60, count=2)
    attempt.items.get(position=1).serve(NOON)

    receipt = respond(attempt, 1, "a word", at=NOON + MINUTE + late)

    assert receipt.outcome is outcome
    assert Response.objects.get(item__position=1).is_in_grace == is_in_grace
    assert respond(attempt, 2, "a word", at=NOON + MINUTE + late).outcome is Outcome.WRITTEN


def test_pause_adds_to_the_time_of_the_question_that_ran():
    attempt = make_attempt(minutes=None, seconds_each=60, count=2)
    over, running = attempt.items.all()
    over.serve(NOON)
    running.serve(NOON + 65 * SECOND)

    attempt.pause(NOON + 75 * SECOND, by=attempt.learner)
    attempt.resume(NOON + 75 * SECOND + MINUTE, by=attempt.learner)

    assert list(attempt.items.values_list("expires_at", flat=True)) == [
        NOON + MINUTE,
        NOON + 65 * SECOND + 2 * MINUTE,
    ]


@pytest.mark.parametrize(
    ("mode", "factor", "minutes"), [("practice", Decimal(10), 18), ("assessed", Decimal("1.25"), 25)]
)
def test_practice_takes_wishes_for_the_clock_and_an_assessed_interview_none(mode: str, factor: Decimal, minutes: int):
    learner = make_user(time_factor=Decimal("1.25"))
    revision = make_blueprint(learner, minutes=20, mode=mode).revisions.get()
    own = OwnTime(Decimal(10), NOON + 18 * MINUTE)

    attempt = start(learner, revision, start_key="key", seed=1, at=NOON, own=own).attempt

    assert (attempt.factor, attempt.expires_at) == (factor, NOON + minutes * MINUTE)
    assert attempt.can_pause is False


def test_responses_are_handed_in_as_of_the_end():
    submitted, forgotten = make_attempt(make_user(), minutes=30), make_attempt(make_user(), minutes=30)

    submitted.finish(NOON + MINUTE, by=submitted.learner)
    Attempt.objects.close_overdue(DEADLINE + MINUTE)

    moments = Response.objects.order_by("item__attempt").values_list("item__attempt", "handed_in_at").distinct()
    assert list(moments) == [(submitted.pk, NOON + MINUTE), (forgotten.pk, DEADLINE)]


@pytest.mark.parametrize(("gap", "openings"), [(59 * SECOND, 1), (60 * SECOND, 2)])
def test_opening_is_logged_once_a_minute(gap: timedelta, openings: int):
    attempt = make_attempt()

    for at in (NOON, NOON + gap):
        attempt.note_opening(at, by=attempt.learner)

    assert log_of(attempt) == [("opened", "")] * openings
