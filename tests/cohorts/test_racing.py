"""Two people at once, on connections of their own: one of them is told, and nothing is silently lost.

The main thread holds the write lock until both have read what they go by, so neither can see the other's word.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.cohorts.actions import release
from portal.cohorts.models import Assignment, Cohort
from portal.cohorts.openings import take_turn
from portal.cohorts.planning import save_template
from portal.cohorts.sitting import begin
from portal.guides.models import Draft
from portal.interviews.models import Attempt, Blueprint, Response
from tests.cohorts.cast import (
    DAY,
    HALF_ANSWER,
    act_of,
    join,
    make_cohort,
    make_invitation,
    make_invite,
    owner_of,
    set_task,
    sit,
)
from tests.factories import NOON, SMALL_GUIDE, make_instructor, make_user

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


def made_by(person: User, page: str, url: str, form: dict[str, Any]) -> list[Callable[[], HttpResponse]]:
    """Two clicks on the same rendering of a form."""
    client = Client()
    client.force_login(person)
    found = re.search(r'name="form_key" value="([^"]+)"', client.get(page).content.decode())
    assert found
    sent = form | {"form_key": found[1]}
    return sent_by([person, person], url, sent, sent)


def test_two_clicks_make_one_cohort(cohort, teachers):
    form = {"name": "Morning class", "time_zone": "UTC", "version": 1}
    clicks = made_by(teachers[0], "/cohorts/new/", "/cohorts/new/", form)

    answers = at_once(set_task(cohort), *clicks)

    made = Cohort.objects.get(name="Morning class")
    assert [answer["Location"] for answer in answers] == [f"/cohorts/{made.pk}/"] * 2
    assert made.memberships.count() == 1


def test_two_clicks_make_one_assignment(cohort, teachers):
    task, page = set_task(cohort), f"/cohorts/{cohort.pk}/assignments/new/"
    form = {"title": "Twice", "form": "practice", "guides": ["widgets"], "count": 2, "is_same_for_all": "on"}
    form |= {"kept_score": "best", "late_rule": "mark", "results": "by_hand", "answers": "by_hand", "version": 1}

    answers = at_once(task, *made_by(teachers[0], page, page, form))

    made = cohort.assignments.get(title="Twice")
    assert [answer["Location"] for answer in answers] == [f"/cohorts/assignments/{made.pk}/manage/"] * 2
    assert Blueprint.objects.filter(title="Twice").count() == 1


@pytest.mark.parametrize("then", ["copy", "template"])
def test_two_clicks_make_one_copy_and_one_draft_from_a_template(cohort, teachers, then):
    task = set_task(cohort)
    template = save_template(task, act_of(cohort))
    page = f"/cohorts/assignments/{task.pk}/manage/"
    url, form = f"/cohorts/assignments/{task.pk}/copy/", {"cohort": cohort.pk}
    if then == "template":
        page = f"/cohorts/{cohort.pk}/assignments/new/"
        url, form = f"/cohorts/{cohort.pk}/assignments/templates/{template.pk}/", {}

    answers = at_once(task, *made_by(teachers[0], page, url, form))

    made = cohort.assignments.get(published_at=None)
    assert [answer["Location"] for answer in answers] == [f"/cohorts/assignments/{made.pk}/change/"] * 2


def test_two_clicks_make_one_draft_of_a_guide(cohort, teachers):
    page = "/write/new/"
    task, clicks = set_task(cohort), made_by(teachers[0], page, page, {"text": SMALL_GUIDE, "guide": "", "slug": ""})

    answers = at_once(task, *clicks)

    assert [answer["Location"] for answer in answers] == [f"/write/drafts/{Draft.objects.get().pk}/"] * 2


def test_another_text_from_the_same_form_is_another_draft(cohort, teachers):
    page = "/write/new/"
    first, _ = made_by(teachers[0], page, page, {"text": SMALL_GUIDE, "form_key": ""})
    _, second = made_by(teachers[0], page, page, {"text": SMALL_GUIDE.replace("small", "tiny")})

    assert first()["Location"] != second()["Location"]


def test_two_clicks_on_a_code_use_one_of_its_places(cohort, teachers):
    invite, learner = make_invite(cohort, most_uses=2), make_user()

    answers = at_once(set_task(cohort), *sent_by([learner] * 2, f"/cohorts/join/{invite.code}/", {}, {}))

    invite.refresh_from_db()
    assert [answer["Location"] for answer in answers] == [f"/cohorts/{cohort.pk}/"] * 2
    assert (invite.uses, cohort.memberships.filter(user=learner).count()) == (1, 1)


def test_two_clicks_on_an_invitation_are_both_welcomed(cohort, teachers):
    invitation, learner = make_invitation(cohort, expires_at=timezone.now() + DAY), make_user()

    answers = at_once(set_task(cohort), *sent_by([learner] * 2, f"/cohorts/invitations/{invitation.token}/", {}, {}))

    assert [answer["Location"] for answer in answers] == [f"/cohorts/{cohort.pk}/"] * 2


def test_two_people_and_one_place_left(cohort, teachers):
    invite, learners = make_invite(cohort, most_uses=1), [make_user(), make_user()]

    answers = at_once(set_task(cohort), *sent_by(learners, f"/cohorts/join/{invite.code}/", {}, {}))

    assert sorted(answer["Location"] for answer in answers) == ["/cohorts/", f"/cohorts/{cohort.pk}/"]
    assert cohort.memberships.filter(user__in=learners).count() == 1


def test_two_people_and_one_invitation(cohort, teachers):
    invitation, people = make_invitation(cohort, expires_at=timezone.now() + DAY), [make_user(), make_user()]

    answers = at_once(set_task(cohort), *sent_by(people, f"/cohorts/invitations/{invitation.token}/", {}, {}))

    assert sorted(answer["Location"] for answer in answers) == ["/cohorts/", f"/cohorts/{cohort.pk}/"]
    assert cohort.memberships.filter(user__in=people).count() == 1
