"""Every URL of cohorts, tried by everybody: the table below must name each one, or the build fails.

Roles: a stranger, someone of another cohort, another learner of this one, the learner, who owns another cohort, an
instructor of this one, its owner, an administrator. What is the learner's own shows to nobody who may not see it.
"""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.cohorts.joining import VALID_FOR
from portal.cohorts.models import Assignment, AssignmentTemplate, CalendarFeed, Cohort
from portal.cohorts.planning import save_template
from portal.guides.models import Guide
from portal.interviews.models import Attempt, Claim, Rescoring, Response
from tests.cohorts.cast import act_of, join, make_cohort, make_invitation, make_invite, set_task, sit
from tests.factories import make_administrator, make_guide, make_instructor, make_user
from tests.test_access import own_names

pytestmark = pytest.mark.django_db

ROLES = ("stranger", "outsider", "fellow", "learner", "foreign", "instructor", "owner", "administrator")
NAME = "The cohort nobody else may know of"

Statuses = tuple[int, ...]
IN = (302, 200, 200, 200, 200, 200, 200, 200)
EVERYONE = (200,) * 8
MEMBERS = (302, 404, 200, 200, 404, 200, 200, 200)
TEACHERS = (302, 404, 404, 404, 404, 200, 200, 200)
TEACHERS_SENT_ON = (302, 404, 404, 404, 404, 302, 302, 302)
TEACHERS_REFUSED = (302, 404, 404, 404, 404, 422, 422, 422)
TEXT_REFUSED = (401, *TEACHERS_REFUSED[1:])
WRONG_METHOD = (302, 405, 405, 405, 405, 405, 405, 405)
SENT_ON = (302,) * 8
LEARNERS = (302, 404, 200, 200, 404, 404, 404, 404)
TASK = ("task",)
CLAIM = ("task", "response", "point")
TEACH_ANYWHERE = (302, 404, 404, 404, 200, 200, 200, 200)


@dataclass(frozen=True)
class Row:
    """What a GET and a POST without data answer, role by role; ``names``: who may see the cohort's name."""

    get: Statuses
    post: Statuses
    args: tuple[str, ...] = ("cohort",)
    names: frozenset[str] = frozenset(ROLES[2:4] + ROLES[5:])


ANYBODY = frozenset(ROLES)
SECRET = "what only the learner and who teaches them may read"
SEE_WORDS = {"learner", "instructor", "owner", "administrator"}

MATRIX: dict[str, Row] = {
    "cohort_list": Row(IN, WRONG_METHOD, ()),
    "cohort_create": Row(TEACH_ANYWHERE, (302, 404, 404, 404, 422, 422, 422, 422), ()),
    "invite_find": Row(WRONG_METHOD, (302,) * 8, ()),
    "invite_join": Row(EVERYONE, (200, *(302,) * 7), ("code",), ANYBODY),
    "invitation_accept": Row(EVERYONE, (200, *(302,) * 7), ("token",), ANYBODY),
    "cohort_detail": Row(MEMBERS, WRONG_METHOD),
    "cohort_update": Row(TEACHERS, TEACHERS_REFUSED),
    "guide_share": Row(WRONG_METHOD, TEACHERS_SENT_ON, ("cohort", "guide")),
    "cohort_archive": Row(WRONG_METHOD, TEACHERS_SENT_ON),
    "cohort_leave": Row(WRONG_METHOD, (302, 404, 302, 302, 404, 302, 302, 404)),
    "member_list": Row(TEACHERS, WRONG_METHOD),
    "member_update": Row(TEACHERS, TEACHERS_REFUSED, ("cohort", "member")),
    "people_invite": Row(TEACHERS, TEXT_REFUSED),
    "invitation_revoke": Row(WRONG_METHOD, TEACHERS_SENT_ON, ("cohort", "invitation")),
    "invite_create": Row(WRONG_METHOD, TEACHERS_SENT_ON),
    "invite_detail": Row(TEACHERS, TEACHERS_SENT_ON, ("cohort", "invite")),
    "mail_choice": Row(IN, SENT_ON, ()),
    "calendar_feed": Row(EVERYONE, (405,) * 8, ("key",), ANYBODY),
    "own_export": Row(IN, WRONG_METHOD, ()),
    "gradebook": Row(TEACHERS, WRONG_METHOD),
    "gradebook_export": Row(TEACHERS, WRONG_METHOD),
    "mastery": Row(TEACHERS, WRONG_METHOD),
    "learner_mastery": Row(TEACHERS, WRONG_METHOD, ("cohort", "person")),
    "own_mastery": Row(LEARNERS, WRONG_METHOD),
    "date_shift": Row(TEACHERS, TEACHERS_REFUSED),
    "assignment_create": Row(TEACHERS, TEXT_REFUSED),
    "template_use": Row(WRONG_METHOD, (302, 404, 404, 404, 404, 404, 302, 404), ("cohort", "template")),
    "assignment_detail": Row(LEARNERS, WRONG_METHOD, TASK),
    "assignment_start": Row(WRONG_METHOD, (302, 404, 302, 302, 404, 404, 404, 404), TASK),
    "assignment_manage": Row(TEACHERS, WRONG_METHOD, TASK),
    "assignment_update": Row(TEACHERS, TEXT_REFUSED, TASK),
    "assignment_publish": Row(WRONG_METHOD, TEACHERS_SENT_ON, TASK),
    "assignment_refresh": Row(TEACHERS, TEACHERS_SENT_ON, TASK),
    "assignment_copy": Row(WRONG_METHOD, TEACHERS_SENT_ON, TASK),
    "assignment_release": Row(WRONG_METHOD, TEACHERS_REFUSED, TASK),
    "cell_detail": Row(TEACHERS, TEXT_REFUSED, (*TASK, "person")),
    "marking": Row(TEACHERS, WRONG_METHOD, TASK),
    "response_mark": Row(TEACHERS, TEXT_REFUSED, (*TASK, "response")),
    "assignment_rescore": Row(TEACHERS, TEACHERS_SENT_ON, TASK),
    "rescoring_detail": Row(TEACHERS, TEXT_REFUSED, (*TASK, "batch")),
    "claim_decide": Row(WRONG_METHOD, (401, *TEACHERS_SENT_ON[1:]), CLAIM),
    "claim_remember": Row(WRONG_METHOD, (302, 404, 404, 404, 404, 404, 404, 302), CLAIM),
    "attempt_mark": Row(TEACHERS, WRONG_METHOD, (*TASK, "attempt")),
}


@pytest.fixture
def cast() -> dict[str, User | None]:
    owner, foreign = make_instructor("owner"), make_instructor("foreign")
    cohort = make_cohort(owner, name=NAME)
    other = make_cohort(foreign, name="Other")
    people = {
        "stranger": None,
        "outsider": join(other, make_user("outsider")).user,
        "fellow": join(cohort, make_user("fellow")).user,
        "learner": join(cohort, make_user("learner")).user,
        "foreign": foreign,
        "instructor": join(cohort, make_instructor("teacher"), role="instructor").user,
        "owner": owner,
        "administrator": make_administrator(),
    }
    make_invite(cohort)
    make_invitation(cohort, expires_at=timezone.now() + VALID_FOR)
    task = set_task(cohort, count=1)
    for_cohorts = make_guide("for-cohorts", owner=owner, audience="cohorts")
    for_cohorts.editors.add(cohort.memberships.get(role="instructor").user)
    sit(task, people["learner"], SECRET)
    said = Response.objects.select_related("current_score").get()
    said.claim(said.current_score.point_results.first().key_point_id, (0, 4), timezone.now())
    said.claims.update(decision="accepted")
    Rescoring.objects.create(blueprint_id=task.blueprint_id, asked_by=owner, asked_at=timezone.now(), step="previewed")
    save_template(task, act_of(cohort))
    CalendarFeed.objects.create(user=people["learner"], created_at=timezone.now())
    return people


def url_of(name: str) -> str:
    cohort = Cohort.objects.get(name=NAME)
    invite, invitation = cohort.invites.get(), cohort.invitations.get()
    known = {
        "cohort": cohort.pk,
        "member": cohort.memberships.get(user__username="learner").pk,
        "invite": invite.pk,
        "code": invite.code,
        "invitation": invitation.pk,
        "token": invitation.token,
        "key": CalendarFeed.objects.get().key,
        "guide": Guide.objects.get(slug="for-cohorts").pk,
        "task": Assignment.objects.get(cohort=cohort).pk,
        "template": AssignmentTemplate.objects.get().pk,
        "person": User.objects.get(username="learner").pk,
        "attempt": Attempt.objects.get().pk,
        "response": Response.objects.get().pk,
        "batch": Rescoring.objects.earliest("pk").pk,
        "point": Claim.objects.get().key_point_id,
    }
    return reverse(f"cohorts:{name}", args=[known[arg] for arg in MATRIX[name].args])


def client_of(person: User | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def test_every_url_of_cohorts_stands_in_the_matrix():
    assert sorted(name for name in own_names() if name.startswith("cohorts:")) == sorted(
        f"cohorts:{name}" for name in MATRIX
    )


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", MATRIX)
def test_each_role_gets_what_the_matrix_says(cast, name, method):
    url, row = url_of(name), MATRIX[name]
    answers = {role: getattr(client_of(person), method)(url) for role, person in cast.items()}

    assert tuple(answer.status_code for answer in answers.values()) == getattr(row, method)
    shown = {role for role, answer in answers.items() if NAME in answer.content.decode()}
    assert shown <= row.names
    assert {role for role, answer in answers.items() if SECRET in answer.content.decode()} <= SEE_WORDS


TYPED_IN = {
    "people_invite": "people",
    "assignment_create": "title",
    "assignment_update": "title",
    "cell_detail": "reason",
    "response_mark": "comment",
    "claim_decide": "comment",
    "rescoring_detail": "reason",
}


@pytest.mark.parametrize(("name", "field"), TYPED_IN.items())
def test_who_was_signed_out_meanwhile_gets_back_what_they_typed(cast, name, field):
    answer = client_of(None).post(url_of(name), {field: "Typed <for> long"})

    assert (answer.status_code, "Typed &lt;for&gt; long</textarea>" in answer.text) == (401, True)


@pytest.mark.parametrize(("name", "field"), TYPED_IN.items())
def test_who_was_taken_out_meanwhile_gets_back_what_they_typed(cast, name, field):
    instructor = cast["instructor"]
    Cohort.objects.get(name=NAME).memberships.get(user=instructor).leave(timezone.now())
    client = client_of(instructor)

    answer = client.post(url_of(name), {field: "Typed <for> long"})

    assert (answer.status_code, "Typed &lt;for&gt; long</textarea>" in answer.text) == (409, True)
    assert "You no longer teach this cohort" in answer.text
    assert NAME not in answer.text


@pytest.mark.parametrize(("name", "field"), TYPED_IN.items())
def test_learner_who_left_is_told_nothing_by_the_pages_of_who_teaches(cast, name, field):
    fellow = cast["fellow"]
    Cohort.objects.get(name=NAME).memberships.get(user=fellow).leave(timezone.now())

    assert client_of(fellow).post(url_of(name), {field: "Typed"}).status_code == 404
