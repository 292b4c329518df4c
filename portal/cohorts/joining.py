"""Inviting people by a list: what it would do, and doing it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from portal.accounts.models import User
from portal.cohorts.models import Cohort, Invitation
from portal.cohorts.people import Person, read_people

VALID_FOR = timedelta(days=30)


def preview(cohort: Cohort, text: str, at: datetime) -> list[Person]:
    """What inviting the people of this list would do, row by row; in two queries."""
    members = cohort.memberships.current().values_list("user__email", flat=True)
    invited = Invitation.objects.usable(at).filter(cohort=cohort).values_list("email", flat=True)
    return read_people(text, members={email for email in members if email}, invited=set(invited))


def invite_all(cohort: Cohort, people: Sequence[Person], *, by: User, at: datetime) -> list[Invitation]:
    """Invite those who can be. An expired invitation of the same address is replaced; two at once make one."""
    wanted = [person for person in people if not person.problem]
    emails = [person.email for person in wanted]
    cohort.invitations.filter(email__in=emails, accepted_at=None, revoked_at=None, expires_at__lte=at).update(
        revoked_at=at
    )
    Invitation.objects.bulk_create(
        [
            Invitation(
                cohort=cohort,
                email=person.email,
                name=person.name,
                invited_by=by,
                created_at=at,
                expires_at=at + VALID_FOR,
            )
            for person in wanted
        ],
        ignore_conflicts=True,
    )
    return list(cohort.invitations.filter(email__in=emails, created_at=at, revoked_at=None))
