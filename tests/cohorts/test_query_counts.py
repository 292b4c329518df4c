"""Pages of teaching and learning: as many queries for three of everything as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import User
from portal.cohorts.actions import set_override
from portal.cohorts.models import Assignment, Cohort
from portal.cohorts.planning import save_template
from portal.interviews.models import Attempt, Response
from tests.cohorts.cast import DAY, HALF_ANSWER, act_of, join, make_cohort, make_invitation, make_invite, set_task, sit
from tests.factories import NOON, make_guide, make_instructor, make_user

pytestmark = pytest.mark.django_db

TEACHING = (
    "/cohorts/",
    "/cohorts/{cohort}/",
    "/cohorts/{cohort}/settings/",
    "/cohorts/{cohort}/members/",
    "/cohorts/{cohort}/gradebook/",
    "/cohorts/{cohort}/gradebook.csv",
    "/cohorts/{cohort}/gradebook.csv?rows=attempts&instructors=1",
    "/cohorts/{cohort}/topics/",
    "/cohorts/{cohort}/topics/people/{learner}/",
    "/cohorts/{cohort}/dates/",
    "/cohorts/{cohort}/assignments/new/",
    "/cohorts/assignments/{task}/manage/",
    "/cohorts/assignments/{task}/change/",
    "/cohorts/assignments/{task}/refresh/",
    "/cohorts/assignments/{task}/marking/",
    "/cohorts/assignments/{task}/marking/{response}/",
    "/cohorts/assignments/{task}/attempts/{attempt}/",
    "/cohorts/assignments/{task}/people/{learner}/",
)
LEARNING = (
    "/cohorts/",
    "/cohorts/{cohort}/",
    "/cohorts/{cohort}/topics/own/",
    "/cohorts/assignments/{task}/",
    "/cohorts/export/",
    "/interviews/{attempt}/log/",
)


def grow(owner: User, learner: User, number: int) -> None:
    """One more of everything: a cohort, a learner, an assignment, an attempt with two responses, what was decided."""
    make_cohort(owner, name=f"Class {number}")
    cohort = Cohort.objects.get(name="Evening class")
    make_invite(cohort)
    make_invitation(cohort, f"{number}@example.com", expires_at=NOON + DAY)
    person = join(cohort).user
    sit(set_task(cohort, title=f"Task {number}", form="practice"), learner, HALF_ANSWER, HALF_ANSWER)
    task = Assignment.objects.get(title="First task")
    for who in (person, learner):
        attempt = sit(task, who, HALF_ANSWER, HALF_ANSWER, at=NOON + number * DAY)
        set_override(task, who, {"attempts_allowed": number + 5}, act_of(cohort, reason=f"reason {number}"))
        response = Response.objects.filter(item__attempt=attempt).earliest("pk")
        response.comments.create(by=owner, at=NOON, text="Well")
    save_template(task, act_of(cohort))


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(captured)


@pytest.mark.parametrize("role", ["owner", "learner"])
def test_pages_take_as_many_queries_for_three_of_everything_as_for_one(role):
    owner, learner = make_instructor("owner"), make_user("learner")
    make_guide(questions=3)
    cohort = make_cohort(owner)
    join(cohort, learner)
    task = set_task(cohort, results_open_at=NOON, answers_open_at=NOON)
    grow(owner, learner, 1)
    attempt = Attempt.objects.filter(learner=learner, blueprint=task.blueprint_id).get()
    response = Response.objects.filter(item__attempt=attempt).earliest("pk")
    known = {"cohort": cohort.pk, "task": task.pk, "attempt": attempt.pk}
    known |= {"learner": learner.pk, "response": response.pk}
    client = Client()
    client.force_login(owner if role == "owner" else learner)
    urls = [url.format(**known) for url in (TEACHING if role == "owner" else LEARNING)]

    one = {url: queries_of(client, url) for url in urls}
    grow(owner, learner, 2)
    grow(owner, learner, 3)
    three = {url: queries_of(client, url) for url in urls}

    assert three == one
