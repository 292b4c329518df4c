"""Cohorts and what is in them, made by keyword and saved."""

from datetime import datetime
from typing import Any

from portal.accounts.models import User
from portal.cohorts.models import Cohort, Invitation, Invite, Membership
from tests.factories import NOON, make_instructor, make_user


def make_cohort(owner: User | None = None, *, name: str = "Evening class", time_zone: str = "Europe/Berlin") -> Cohort:
    return Cohort.found(owner or make_instructor("owner"), name=name, time_zone=time_zone, at=NOON)


def join(cohort: Cohort, user: User | None = None, *, role: str = "learner", **fields: Any) -> Membership:
    """A member of ``cohort``, a new person unless one is named."""
    return cohort.memberships.create(user=user or make_user(), role=role, joined_at=NOON, **fields)


def make_invite(cohort: Cohort, **fields: Any) -> Invite:
    owner = cohort.memberships.get(role="owner").user
    return cohort.invites.create(created_by=owner, created_at=NOON, **fields)


def make_invitation(
    cohort: Cohort, email: str = "ada@example.com", *, expires_at: datetime, **fields: Any
) -> Invitation:
    owner = cohort.memberships.get(role="owner").user
    return cohort.invitations.create(email=email, invited_by=owner, created_at=NOON, expires_at=expires_at, **fields)
