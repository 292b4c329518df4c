"""What instructors decide: each with a reason, each written down, none of them behind another's back."""

from decimal import Decimal

import pytest
from django.utils import timezone

from portal.cohorts.actions import (
    ChangedMeanwhile,
    Decided,
    change_grade,
    extend,
    release,
    reopen_attempt,
    set_override,
    void_attempt,
)
from portal.cohorts.gradebook import place_of
from portal.cohorts.grading import Word
from portal.interviews.closing import settle
from portal.interviews.models import Attempt
from portal.interviews.saving import Outcome
from tests.cohorts.cast import DAY, HALF_ANSWER, WHOLE_ANSWER, act_of, join, set_task, sit
from tests.factories import MINUTE, NOON, make_user, respond

pytestmark = pytest.mark.django_db


def test_later_end_of_ones_own_reaches_the_running_attempt_as_a_logged_extension(cohort):
    task, learner = set_task(cohort, closes_at=NOON + 20 * MINUTE), join(cohort).user
    attempt = sit(task, learner, is_handed_in=False)

    extended = set_override(task, learner, {"closes_at": NOON + DAY}, act_of(cohort, NOON + MINUTE, "was ill"))

    attempt.refresh_from_db()
    assert (extended, attempt.expires_at) == (True, NOON + 30 * MINUTE)
    assert attempt.events.get(kind="extended").reason == "10 minutes: was ill"


def test_earlier_end_of_ones_own_shortens_no_running_attempt(cohort):
    task, learner = set_task(cohort), join(cohort).user
    attempt = sit(task, learner, is_handed_in=False)

    assert not set_override(task, learner, {"limit": 5 * MINUTE}, act_of(cohort, NOON + MINUTE))
    attempt.refresh_from_db()
    assert attempt.expires_at == NOON + 30 * MINUTE


def test_override_is_written_down_with_before_and_after(cohort, owner):
    task, learner = set_task(cohort, due_at=NOON), join(cohort).user
    set_override(task, learner, {"due_at": NOON + DAY}, act_of(cohort, NOON, "was ill"))
    set_override(task, learner, {"due_at": None}, act_of(cohort, NOON + MINUTE, "is well"))

    log = task.changes.filter(learner=learner).values_list("by", "before", "after", "reason")
    later = (NOON + DAY).isoformat()
    assert list(log) == [
        (owner.pk, {"due_at": None}, {"due_at": later}, "was ill"),
        (owner.pk, {"due_at": later}, {"due_at": None}, "is well"),
    ]
    assert task.overrides.count() == 1


def test_excused_and_counted_again(cohort):
    task, learner = set_task(cohort), join(cohort).user
    sit(task, learner, WHOLE_ANSWER)
    set_override(task, learner, {"is_excused": True}, act_of(cohort))
    excused = place_of(task, learner, NOON + DAY).cell
    set_override(task, learner, {"is_excused": False}, act_of(cohort))

    assert (excused.word, excused.grade) == (Word.EXCUSED, None)
    assert place_of(task, learner, NOON + DAY).cell.grade is not None
    assert [change.kind for change in task.changes.filter(learner=learner)] == ["excused", "counted"]


def test_extension_is_logged_with_the_attempt_and_with_the_assignment(cohort):
    task, learner = set_task(cohort), join(cohort).user
    attempt = sit(task, learner, is_handed_in=False)

    assert extend(task, attempt, 5 * MINUTE, act_of(cohort, NOON + MINUTE, "fire alarm"))
    assert attempt.expires_at == NOON + 35 * MINUTE
    assert task.changes.get(kind="extended").after == {"attempt": attempt.pk, "more": 300}


def test_ended_attempt_is_not_extended(cohort):
    task = set_task(cohort)
    attempt = sit(task, join(cohort).user)

    assert not extend(task, attempt, 5 * MINUTE, act_of(cohort, NOON + 20 * MINUTE))
    assert not task.changes.filter(kind="extended").exists()


def test_reopened_attempt_takes_saves_again_and_is_scored_anew(cohort):
    task, learner = set_task(cohort, count=1), join(cohort).user
    attempt = sit(task, learner, HALF_ANSWER)
    at = NOON + DAY

    assert reopen_attempt(task, attempt, 15 * MINUTE, act_of(cohort, at, "the lights went out"))
    assert place_of(task, learner, at).cell.word is Word.IN_PROGRESS
    saved = respond(attempt, 1, WHOLE_ANSWER, at=at + MINUTE)
    settle(Attempt.objects.all(), at + 16 * MINUTE)

    attempt.refresh_from_db()
    assert (saved.outcome, attempt.end_reason, attempt.finished_at) == (Outcome.WRITTEN, "deadline", at + 15 * MINUTE)
    assert place_of(task, learner, at + DAY).cell.grade == 1000
    assert [event.kind for event in attempt.events.all()] == ["started", "finished", "reopened", "closed"]


def test_attempt_is_not_reopened_beside_another_that_runs_nor_when_voided(cohort):
    task, learner = set_task(cohort), join(cohort).user
    first = sit(task, learner)
    sit(task, learner, at=NOON + DAY, is_handed_in=False)
    voided = sit(task, join(cohort).user)
    void_attempt(task, voided, act_of(cohort, NOON + DAY))

    for attempt in (first, voided):
        assert not reopen_attempt(task, attempt, MINUTE, act_of(cohort, NOON + DAY))
    assert not task.changes.filter(kind="reopened").exists()


@pytest.mark.parametrize("is_handed_in", [True, False])
def test_voided_attempt_counts_no_more_and_keeps_what_was_said(cohort, is_handed_in):
    task, learner = set_task(cohort), join(cohort).user
    attempt = sit(task, learner, HALF_ANSWER, is_handed_in=is_handed_in)

    assert void_attempt(task, attempt, act_of(cohort, NOON + 11 * MINUTE, "wrong room"))
    assert place_of(task, learner, NOON + DAY).cell.word is Word.NOT_STARTED
    assert attempt.items.get(position=1).response.text == HALF_ANSWER
    assert not void_attempt(task, attempt, act_of(cohort, NOON + DAY))


def test_grade_decided_by_a_person_counts_and_every_decision_is_kept(cohort):
    task, learner = set_task(cohort, count=1), join(cohort).user
    sit(task, learner, HALF_ANSWER)
    computed = place_of(task, learner, NOON + DAY).cell.grade
    change_grade(task, learner, Decided(900, None), act_of(cohort, NOON, "said it aloud"))
    first = task.grade_changes.get()
    change_grade(task, learner, Decided(None, first.pk), act_of(cohort, NOON + MINUTE, "after all not"))

    assert list(task.grade_changes.values_list("before", "after", "reason")) == [
        (None, 900, "said it aloud"),
        (900, None, "after all not"),
    ]
    assert place_of(task, learner, NOON + DAY).cell.grade == computed


def test_second_of_two_who_decide_on_a_grade_at_once_is_told(cohort):
    task, learner = set_task(cohort), join(cohort).user
    change_grade(task, learner, Decided(900, None), act_of(cohort))

    with pytest.raises(ChangedMeanwhile):
        change_grade(task, learner, Decided(100, None), act_of(cohort))
    assert task.grade_changes.get().after == 900


def test_release_opens_results_of_attempts_past_and_to_come(cohort):
    task = set_task(cohort)
    before = sit(task, join(cohort).user)
    voided = sit(task, join(cohort).user)
    void_attempt(task, voided, act_of(cohort, NOON + DAY))

    release(task, task.version, results_at=NOON + DAY, answers_at=None, act=act_of(cohort, NOON + DAY))

    after = sit(task, join(cohort).user, at=NOON + 2 * DAY)
    for attempt in (before, voided, after):
        attempt.refresh_from_db()
    assert [a.results_open_at for a in (before, after, voided)] == [NOON + DAY, NOON + DAY, None]
    assert (before.shows_results(NOON + DAY), before.shows_answers(NOON + DAY)) == (True, False)


def test_time_factor_given_later_changes_no_attempt_that_runs(cohort):
    task, member = set_task(cohort), join(cohort, make_user(time_factor=Decimal(1)))
    attempt = sit(task, member.user, is_handed_in=False)
    member.change(role="learner", time_factor=Decimal(2))

    attempt.refresh_from_db()
    assert attempt.expires_at == NOON + 30 * MINUTE


def test_log_reads_in_words_and_in_the_readers_own_zone(cohort):
    task, learner = set_task(cohort), join(cohort).user
    set_override(task, learner, {"due_at": NOON + DAY, "limit": 45 * MINUTE, "is_excused": True}, act_of(cohort))

    with timezone.override("Asia/Tokyo"):
        details = task.changes.get(learner=learner).details

    assert details == [("due", "–", "24 Nov 2026, 21:00"), ("time", "–", "45 minutes")]
