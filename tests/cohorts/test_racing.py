"""Two people at once, on connections of their own: one of them is told, and nothing is silently lost.

The main thread holds the write lock until both have read what they go by, so neither can see the other's word.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from portal.accounts.models import User
from portal.cohorts.actions import release
from portal.cohorts.models import Assignment, Cohort
from portal.cohorts.openings import take_turn
from portal.cohorts.sitting import begin
from portal.interviews.models import Attempt, Response
from tests.cohorts.cast import DAY, HALF_ANSWER, act_of, join, make_cohort, owner_of, set_task, sit
from tests.factories import NOON, make_instructor

pytestmark = pytest.mark.django_db(transaction=True)

READING = 1.0
"""Seconds that are enough to read what a decision goes by, and to come to the lock."""


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort()


@pytest.fixture
def teachers(cohort: Cohort) -> list[User]:
    return [owner_of(cohort), join(cohort, make_instructor("second"), role="instructor").user]


def at_once(task: Assignment, *calls: Callable[[], Any]) -> list[Any]:
    """What these answer, each in a thread of its own, started while another holds the lock that they need to write."""

    def called(call: Callable[[], Any]) -> Any:
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        with transaction.atomic():
            take_turn(task)
            futures = [pool.submit(called, call) for call in calls]
            sleep(READING)
        return [future.result(30) for future in futures]


def sent_by(people: list[User], url: str, *forms: dict[str, Any]) -> list[Callable[[], HttpResponse]]:
    """A POST of each form by one person each, signed in before."""
    calls: list[Callable[[], HttpResponse]] = []
    for person, form in zip(people, forms, strict=True):
        client = Client()
        client.force_login(person)
        calls.append(lambda client=client, form=form: client.post(url, form))
    return calls


def told(answers: list[HttpResponse]) -> tuple[list[int], str]:
    """The statuses, lowest first, and the page of who was refused."""
    refused = [answer.content.decode() for answer in answers if answer.status_code == 409]
    return sorted(answer.status_code for answer in answers), "".join(refused)


def test_two_who_edit_an_assignment_at_once(cohort, teachers):
    task = set_task(cohort)
    form = {"kept_score": "best", "late_rule": "mark", "results": "by_hand", "answers": "by_hand", "version": 2}
    forms = [form | {"title": f"Title of {name}", "minutes": minutes} for name, minutes in (("a", 11), ("b", 22))]

    statuses, refused = told(at_once(task, *sent_by(teachers, f"/cohorts/assignments/{task.pk}/change/", *forms)))

    task.refresh_from_db()
    kept, lost = ("a", "b") if task.title == "Title of a" else ("b", "a")
    assert statuses == [302, 409]
    assert f'value="Title of {lost}"' in refused
    assert task.changes.get(kind="edited").after["title"] == f"Title of {kept}"


def test_two_who_give_one_person_own_values_at_once(cohort, teachers):
    task, learner = set_task(cohort), join(cohort).user
    form: dict[str, Any] = {"then": "override", "seen": ""}
    forms = [form | {"minutes": minutes, "reason": f"because of {minutes}"} for minutes in (41, 52)]

    statuses, refused = told(
        at_once(task, *sent_by(teachers, f"/cohorts/assignments/{task.pk}/people/{learner.pk}/", *forms))
    )

    kept = int(task.overrides.get().limit.total_seconds()) // 60
    assert statuses == [302, 409]
    assert f'value="because of {41 + 52 - kept}"' in refused
    change = task.changes.get(kind="overridden")
    assert (change.after["limit"], change.reason) == (kept * 60, f"because of {kept}")
    assert f'name="seen" value="{change.pk}"' in refused  # who sends again has seen the other's word


def test_excusing_and_giving_own_values_at_once_keeps_both(cohort, teachers):
    task, learner = set_task(cohort), join(cohort).user
    forms = [{"then": "override", "minutes": 41, "reason": "slow"}, {"then": "excuse", "reason": "ill"}]

    statuses, _ = told(
        at_once(task, *sent_by(teachers, f"/cohorts/assignments/{task.pk}/people/{learner.pk}/", *forms))
    )

    override = task.overrides.get()
    assert (statuses, override.is_excused, override.limit.total_seconds()) == ([302, 302], True, 41 * 60)
    assert sorted(task.changes.filter(learner=learner).values_list("kind", flat=True)) == ["excused", "overridden"]


def test_two_who_decide_on_one_grade_at_once(cohort, teachers):
    task, learner = set_task(cohort), join(cohort).user
    forms = [{"then": "grade", "grade": grade, "seen": "", "reason": f"for {grade}"} for grade in (70, 80)]

    statuses, refused = told(
        at_once(task, *sent_by(teachers, f"/cohorts/assignments/{task.pk}/people/{learner.pk}/", *forms))
    )

    kept = (task.grade_changes.get().after or 0) // 10
    assert statuses == [302, 409]
    assert f'value="for {150 - kept}"' in refused


def test_two_who_mark_one_response_at_once(cohort, teachers):
    task = set_task(cohort, count=1)
    sit(task, join(cohort).user, HALF_ANSWER)
    said = Response.objects.get()
    form: dict[str, Any] = {"seen": said.current_score_id}
    forms = [form | {"per_cent": each, "reason": f"for {each}", "comment": f"I say {each}"} for each in (30, 60)]

    statuses, refused = told(
        at_once(task, *sent_by(teachers, f"/cohorts/assignments/{task.pk}/marking/{said.pk}/", *forms))
    )

    said.refresh_from_db()
    kept = 100 * said.current_score.earned // said.current_score.possible
    assert statuses == [302, 409]
    assert (f'value="for {90 - kept}"' in refused, f"I say {90 - kept}" in refused) == (True, True)
    assert [comment.text for comment in said.comments.all()] == [f"I say {kept}"]
    assert said.scores.filter(by__isnull=False).count() == 1


def test_two_who_release_and_withhold_at_once(cohort, teachers):
    task = set_task(cohort)
    attempt = sit(task, join(cohort).user)
    forms = [{"results": choice, "answers": choice, "version": task.version} for choice in ("at_once", "by_hand")]

    statuses, refused = told(at_once(task, *sent_by(teachers, f"/cohorts/assignments/{task.pk}/release/", *forms)))

    task.refresh_from_db()
    attempt.refresh_from_db()
    assert statuses == [302, 409]
    assert "What you chose is kept below" in refused
    assert attempt.results_open_at == task.results_open_at
    assert task.changes.filter(kind="released").count() == 1


def test_edit_that_was_begun_before_a_release_does_not_take_it_back(cohort, teachers):
    task = set_task(cohort)
    form = {"title": "Anew", "kept_score": "best", "late_rule": "mark", "results": "by_hand", "answers": "by_hand"}
    (edit,) = sent_by(teachers[:1], f"/cohorts/assignments/{task.pk}/change/", form | {"version": task.version})
    release(task, task.version, results_at=NOON, answers_at=NOON, act=act_of(cohort))

    answer = edit()

    task.refresh_from_db()
    assert (answer.status_code, task.title, task.results_open_at) == (409, "First task", NOON)


def test_attempt_that_starts_while_results_are_released_opens_with_them(cohort):
    task, learner = set_task(cohort), join(cohort).user
    read_before = Assignment.objects.select_related("cohort", "blueprint_revision").get(pk=task.pk)

    def start() -> Attempt:
        return begin(read_before, learner, start_key="k", seed=1, at=NOON).attempt

    def starting() -> Attempt:
        try:
            return start()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            release(task, task.version, results_at=NOON, answers_at=NOON + DAY, act=act_of(cohort))
            beginning = pool.submit(starting)
            sleep(READING)
        attempt = beginning.result(30)

    attempt.refresh_from_db()
    assert (attempt.results_open_at, attempt.answers_open_at) == (NOON, NOON + DAY)


def test_attempt_that_starts_on_a_page_read_before_a_withdrawal_stays_closed(cohort):
    task, learner = set_task(cohort, results_open_at=NOON, answers_open_at=NOON), join(cohort).user
    read_before = Assignment.objects.select_related("cohort", "blueprint_revision").get(pk=task.pk)
    release(task, task.version, results_at=None, answers_at=None, act=act_of(cohort))

    attempt = begin(read_before, learner, start_key="k", seed=1, at=NOON).attempt

    attempt.refresh_from_db()
    assert (attempt.results_open_at, attempt.answers_open_at) == (None, None)
