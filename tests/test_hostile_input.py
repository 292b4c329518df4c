"""Nonsense in every field of every form and in every address: refused in words, never a failure of ours."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from portal.accounts.models import User
from portal.cohorts.models import Assignment, CalendarFeed, Cohort
from portal.cohorts.planning import save_template
from portal.guides.models import Diagram, Draft, Guide, GuideRevision, KeyPoint, Mistake, QuestionRevision
from portal.interviews.models import Attempt, Response
from tests.cohorts.cast import DAY, act_of, join, make_cohort, make_invitation, make_invite, set_task, sit
from tests.factories import (
    MINUTE,
    NOON,
    SMALL_GUIDE,
    make_administrator,
    make_attempt,
    make_draft,
    make_guide,
    make_user,
    respond,
)

pytestmark = pytest.mark.django_db
HUGE_ADDRESS = 100

HUGE = "9" * 5000
VALUES = ("-1", "9" * 30, HUGE, "²", "\0", "9999-12-31T23:59")
"""Numbers out of every range, digits that are none, text that no database takes, days at the ends of the calendar."""

# fmt: off
FIELDS = [
    "aliases", "answers", "answers_open_at", "assignment", "assignments", "attempt", "attempts_allowed",
    "base_version", "closes_at", "code", "cohort", "comment", "count", "days", "due_at", "edition", "editors",
    "factor", "file", "for", "form", "form-0-text", "form-0-weight", "form-INITIAL_FORMS", "form-TOTAL_FORMS",
    "grade", "guide", "guides", "in", "is_claimed", "item", "kept_score", "kinds", "late_percent_a_day",
    "late_rule", "level", "levels", "line", "mark", "minutes", "mode", "most_uses", "name", "next",
    "opens_at", "page", "part", "paper", "people", "per_cent", "persons", "position", "preset", "q", "reason",
    "renames", "results", "results_open_at", "role", "rows", "seconds_each", "section", "seen", "seq", "show",
    "slug", "sort", "start_key", "status", "step", "stop_at", "table", "text", "then", "time_factor",
    "time_zone", "title", "topic", "topics", "unlike_last", "version", "was_offline", "with", "words",
    "writer",
]
# fmt: on

ALONE: dict[str, list[dict[str, str]]] = {
    "guides:progress_update": [{"mark": "known", "next": "9" * 30}],
    "interviews:attempt_start": [{"start_key": "\0"}],
    "interviews:response_save": [
        {"text": "Words", "base_version": "0", "writer": "writer-1", "then": f"item-{HUGE}"},
        {"text": "Words", "base_version": "0", "writer": "writer-1", "then": "move-" + HUGE},
    ],
    "cohorts:people_invite": [
        {"people": '"' + "y" * 200_000},
        {"people": "a" * 250 + "@example.com", "then": "invite"},
    ],
    "cohorts:cell_detail": [
        {"then": "override", "reason": "ill", "closes_at": "9999-12-31T23:59"},
        {"then": "void", "reason": "ill", "attempt": "²"},
        {"then": "grade", "reason": "ill", "grade": "NaN", "seen": "9" * 30},
    ],
}
"""Forms that are right but for one field, which a form of nothing but nonsense would never reach."""


@pytest.fixture
def everybody() -> dict[str, User]:
    guide = make_guide()
    Diagram.objects.create(guide_revision=guide.current_revision, key="f", position=0, title="F", sha256="0" * 64)
    admin, learner = make_administrator(), make_user("learner")
    Guide.objects.update(owner=admin)
    GuideRevision.objects.update(text=SMALL_GUIDE)
    cohort = make_cohort(admin)
    join(cohort, learner)
    make_invite(cohort)
    make_invitation(cohort, "eve@example.com", expires_at=NOON + DAY)
    task = set_task(cohort, count=1)
    sit(task, learner, "It is small")
    save_template(task, act_of(cohort))
    CalendarFeed.objects.create(user=learner, created_at=NOON)
    make_draft(admin, SMALL_GUIDE, guide=guide)
    Mistake.objects.report(learner, QuestionRevision.objects.earliest("pk"), "Left?", at=NOON)
    open_attempt = make_attempt(learner, started_at=NOON, minutes=None)
    respond(open_attempt, 1, "It is small", at=NOON + MINUTE)
    return {"learner": learner, "administrator": admin}


def patterns(resolver: Any = None, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """Name and route of every URL of our own."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin" and "allauth" not in str(entry.urlconf_name):
                yield from patterns(entry, route, f"{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", route


ROUTES = dict(patterns())
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def known(name: str) -> dict[str, Any]:
    task = Assignment.objects.get()
    first = {
        "interviews": Attempt.objects.latest("pk").pk,
        "authoring": Draft.objects.latest("pk").pk,
        "cohorts": task.pk if "/assignments/<" in f"/{ROUTES[name]}" else Cohort.objects.get().pk,
    }
    cohort = Cohort.objects.get()
    return {
        "pk": first.get(name.partition(":")[0]),
        "slug": "widgets",
        "question_slug": "q-1",
        "sha256": "0" * 64,
        "name": "csv",
        "number": 1,
        "position": 1,
        "key_point": KeyPoint.objects.earliest("pk").pk,
        "code": cohort.invites.get().code,
        "token": cohort.invitations.get().token,
        "key": CalendarFeed.objects.get().key,
        "member": cohort.memberships.get(role="learner").pk,
        "invite": cohort.invites.get().pk,
        "invitation": cohort.invitations.get().pk,
        "template": task.created_by.assignment_templates.get().pk,
        "learner": User.objects.get(username="learner").pk,
        "attempt": Attempt.objects.earliest("pk").pk,
        "response": Response.objects.earliest("pk").pk,
    }


def url_of(name: str, value: Callable[[str], Any]) -> str:
    return "/" + PARAMETER.sub(lambda found: str(value(found.group(1))), ROUTES[name])


def failure(answer: Callable[[], Any]) -> str:
    """What went wrong with a request, if the fault is ours; whatever it wrote is taken back."""
    point = transaction.savepoint()
    try:
        status = answer().status_code
    except Exception as error:  # noqa: BLE001  # any: that is what is looked for
        return repr(error)[:200]
    finally:
        transaction.savepoint_rollback(point)
    return str(status) if status >= 500 else ""


def tries(client: Client, name: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Requests to one URL, each with what to call it."""
    right = known(name)
    url = url_of(name, right.get)
    for value in VALUES:
        sent = dict.fromkeys(FIELDS, value)
        yield f"POST {value[:20]!r}", lambda sent=sent: client.post(url, sent)
        if len(value) < HUGE_ADDRESS:
            yield f"GET {value[:20]!r}", lambda sent=sent: client.get(url, sent)
    for alone in ALONE.get(name, ()):
        yield f"POST {str(alone)[:80]}", lambda sent=alone: client.post(url, sent)
    for parameter in PARAMETER.findall(ROUTES[name]):
        for number in ("0", "9" * 30):
            at = url_of(name, lambda other, p=parameter, n=number: n if other == p else right.get(other))
            yield f"GET {parameter}={number}", lambda at=at: client.get(at)
            yield f"POST {parameter}={number}", lambda at=at: client.post(at, dict.fromkeys(FIELDS, "1"))


@pytest.mark.parametrize("app", ["", "guides", "authoring", "cheatsheets", "interviews", "cohorts"])
def test_nonsense_is_never_a_failure_of_ours(everybody, app):
    """By who may do most there: a learner sits and reads, an administrator writes and teaches."""
    client = Client()
    client.force_login(everybody["administrator" if app in {"authoring", "cohorts"} else "learner"])
    names = [name for name in ROUTES if (name.partition(":")[0] if ":" in name else "") == app]

    found = {
        f"{name} {what}": why for name in names for what, answer in tries(client, name) if (why := failure(answer))
    }

    assert (found, len(names) > 0) == ({}, True)
