"""What administrators look up of teaching: found, filtered, never written."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.db.models import Model, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.cohorts.actions import Decided, change_grade, set_override
from portal.cohorts.models import CalendarFeed, Change, Cohort, GradeChange, Invitation
from portal.interviews.models import Response
from tests.cohorts.cast import DAY, HALF_ANSWER, act_of, join, make_cohort, make_invitation, make_invite, set_task, sit
from tests.factories import NOON, make_administrator, make_instructor, make_user

pytestmark = pytest.mark.django_db

MODELS = (
    "cohort",
    "membership",
    "invite",
    "invitation",
    "assignment",
    "override",
    "change",
    "gradechange",
    "comment",
)


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(make_administrator())
    return client


def taught(name: str) -> Cohort:
    """A cohort with one of everything in it."""
    cohort = make_cohort(make_instructor(f"owner-of-{name}"), name=name)
    learner = join(cohort, make_user(f"learner-of-{name}")).user
    task = set_task(cohort, title=f"Task of {name}", count=1)
    attempt = sit(task, learner, HALF_ANSWER)
    act = act_of(cohort, reason=f"reason in {name}")
    set_override(task, learner, {"attempts_allowed": 2}, act)
    change_grade(task, learner, Decided(855, None, attempt.pk), act)
    response = Response.objects.get(item__attempt=attempt)
    response.comments.create(by=act.by, at=NOON, text=f"Well done in {name}")
    make_invite(cohort)
    make_invitation(cohort, f"guest@{name}.example", expires_at=NOON + DAY)
    return cohort


def rows_of(model: str) -> QuerySet[Model]:
    return apps.get_model("cohorts", model)._default_manager.all()


def queries_of(client: Client, model: str) -> int:
    url = f"/admin/cohorts/{model}/"
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_lists_take_as_many_queries_for_three_of_everything_as_for_one(client):
    taught("one")
    one = {model: queries_of(client, model) for model in MODELS}
    taught("two")
    taught("three")

    assert {model: queries_of(client, model) for model in MODELS} == one


@pytest.mark.parametrize("model", MODELS)
def test_rows_are_found_by_their_cohort_or_people_and_read_only(client, model):
    mine, _ = taught("mine"), taught("other")
    url = f"/admin/cohorts/{model}/"
    words = f"learner-of-{mine.name}" if model == "comment" else mine.name

    page = client.get(url, {"q": words}).text
    rows = rows_of(model)
    form = client.get(f"{url}{rows.earliest('pk').pk}/change/").text

    assert ("mine" in page, "of-other" in page) == (True, False)
    assert ('name="_save"' in form, f"{url}add/" in page) == (False, False)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("page", ["add/", "{pk}/delete/", "{pk}/change/"])
def test_nothing_of_teaching_is_written_by_hand(client, model, page):
    taught("kept")
    rows = rows_of(model)
    before = list(rows.order_by("pk").values())

    answer = client.post(f"/admin/cohorts/{model}/{page.format(pk=rows.earliest('pk').pk)}", {"post": "yes"})

    assert (answer.status_code, list(rows.order_by("pk").values())) == (403, before)


def test_secret_addresses_show_nowhere(client):
    cohort = taught("quiet")
    invitation = Invitation.objects.get()
    CalendarFeed.objects.create(user=cohort.memberships.earliest("pk").user, created_at=NOON)

    pages = [client.get(f"/admin/cohorts/invitation/{path}").text for path in ("", f"{invitation.pk}/change/")]

    assert [invitation.token in page for page in pages] == [False, False]
    assert CalendarFeed not in admin.site._registry


def test_list_of_cohorts_says_who_owns_it_and_how_many_learn_in_it(client):
    cohort = taught("counted")
    join(cohort, left_at=NOON + DAY)

    page = client.get("/admin/cohorts/cohort/").text

    assert '<td class="field-owner">owner-of-counted</td>' in page
    assert '<td class="field-learners">1</td>' in page


def test_history_reads_newest_first_and_in_per_cent(client):
    taught("told")
    first, second = Change.objects.order_by("pk")[:2]
    Change.objects.filter(pk=first.pk).update(at=NOON + DAY, reason="the newest word")

    page = client.get("/admin/cohorts/change/").text
    grades = client.get("/admin/cohorts/gradechange/").text

    assert page.index("the newest word") < page.index(second.reason)
    assert (GradeChange.objects.get().after, '<td class="field-became">85.5 %</td>' in grades) == (855, True)


@pytest.mark.parametrize("query", ["role__exact=learner", "left_at__isempty=1"])
def test_filters_narrow_a_list(client, query):
    cohort = taught("narrow")
    join(cohort, make_user("gone"), role="instructor", left_at=NOON + DAY)

    page = client.get(f"/admin/cohorts/membership/?{query}").text

    assert ("learner-of-narrow" in page, ">gone<" in page) == (True, False)
