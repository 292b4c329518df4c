"""Cohorts and what is in them, made by keyword and saved."""

from datetime import datetime, timedelta
from typing import Any

from portal.accounts.models import User
from portal.cohorts.act import Act
from portal.cohorts.models import Assignment, Cohort, Invitation, Invite, Membership
from portal.cohorts.publishing import Draft, make_assignment, publish
from portal.cohorts.sitting import begin
from portal.guides.models import Guide
from portal.interviews.closing import settle
from portal.interviews.models import Attempt
from portal.interviews.spec import Spec
from tests.factories import MINUTE, NOON, make_guide, make_instructor, make_user, respond

DAY = timedelta(days=1)
WHOLE_ANSWER = "It is small. It turns left."
HALF_ANSWER = "It is small, and I cannot say more."


def make_cohort(owner: User | None = None, *, name: str = "Evening class", time_zone: str = "Europe/Berlin") -> Cohort:
    return Cohort.found(owner or make_instructor("owner"), name=name, time_zone=time_zone, at=NOON)


def join(cohort: Cohort, user: User | None = None, *, role: str = "learner", **fields: Any) -> Membership:
    """A member of ``cohort``, a new person unless one is named."""
    return cohort.memberships.create(user=user or make_user(), role=role, joined_at=NOON, **fields)


def owner_of(cohort: Cohort) -> User:
    return cohort.memberships.get(role="owner").user


def make_invite(cohort: Cohort, **fields: Any) -> Invite:
    return cohort.invites.create(created_by=owner_of(cohort), created_at=NOON, **fields)


def make_invitation(
    cohort: Cohort, email: str = "ada@example.com", *, expires_at: datetime, **fields: Any
) -> Invitation:
    return cohort.invitations.create(
        email=email, invited_by=owner_of(cohort), created_at=NOON, expires_at=expires_at, **fields
    )


def set_task(cohort: Cohort, *, title: str = "First task", at: datetime = NOON, **options: Any) -> Assignment:
    """A published assessed interview of two questions and half an hour, unless ``options`` say more.

    ``count``, ``topics``, ``levels``, ``kinds`` are of what it asks, ``is_draft`` leaves it unpublished, the rest are
    its fields.
    """
    guide = Guide.objects.first() or make_guide(questions=3)
    asks = {name: options.pop(name) for name in ("topics", "levels", "kinds") if name in options}
    is_draft, count = options.pop("is_draft", False), options.pop("count", 2)
    values = {"form": "assessed", "limit": 30 * MINUTE} | options
    mode = "assessed" if values["form"] == "assessed" else "practice"
    spec = Spec((guide.slug,), count, None, mode=mode, unlike_last=0, **asks)
    act = Act(owner_of(cohort), at)
    assignment = make_assignment(cohort, Draft(title, spec, values), act)
    if not is_draft:
        publish(assignment, act)
    return assignment


def sit(
    assignment: Assignment,
    learner: User,
    *answers: str,
    at: datetime = NOON,
    minutes: int = 10,
    is_handed_in: bool = True,
) -> Attempt:
    """An attempt with these answers, handed in after ``minutes`` and scored."""
    attempt = begin(assignment, learner, start_key=f"{assignment.pk}-{at.timestamp()}", seed=1, at=at).attempt
    for position, text in enumerate(answers, start=1):
        respond(attempt, position, text, at=at + MINUTE)
    if is_handed_in:
        attempt.finish(at + minutes * MINUTE, by=learner)
        settle(Attempt.objects.filter(pk=attempt.pk), at + minutes * MINUTE)
        attempt.refresh_from_db()
    return attempt


def act_of(cohort: Cohort, at: datetime = NOON, reason: str = "because") -> Act:
    return Act(owner_of(cohort), at, reason)
