"""The letters of cohorts, in plain text; the worker sends them."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from portal.accounts.mail import send_mail_message
from portal.accounts.models import User
from portal.accounts.zones import zone
from portal.cohorts.models import Assignment, Invitation


def send(recipient: str, subject: str, template: str, context: Mapping[str, object]) -> None:
    """Hand one letter to the worker; a subject is one line whatever a name holds."""
    send_mail_message.enqueue(
        subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{' '.join(subject.split())}",
        body=render_to_string(f"cohorts/letters/{template}.txt", {"origin": settings.ORIGIN, **context}),
        sender=settings.DEFAULT_FROM_EMAIL,
        recipient=recipient,
    )


def send_invitation(invitation: Invitation) -> None:
    context = {"invitation": invitation, "cohort": invitation.cohort}
    send(invitation.email, f"An invitation to {invitation.cohort.name}", "invitation", context)


def announce(assignment: Assignment) -> int:
    """Write to each learner it is for, except who wants no such letters; return how many letters went out."""
    learners = recipients(assignment).exclude(mail_choice__wants_new_assignments=False)
    for learner in learners:
        context = {"assignment": assignment, "cohort": assignment.cohort, "learner": learner}
        with timezone.override(zone(learner.time_zone)):
            send(learner.email, f"New in {assignment.cohort.name}: {assignment.title}", "assignment", context)
    return len(learners)


def recipients(assignment: Assignment) -> QuerySet[User]:
    """The learners it is for today who have an address."""
    learners = User.objects.filter(
        Exists(assignment.cohort.memberships.current().learners().filter(user=OuterRef("pk"))), is_active=True
    )
    named = assignment.persons.all()
    return (learners.filter(pk__in=named) if named.exists() else learners).exclude(email="")


def announce_results(assignment: Assignment, at: datetime) -> int:
    """Write, once, to each learner it is for that results are open, except who wants no such letters."""
    if not Assignment.objects.filter(pk=assignment.pk, results_announced_at=None).update(results_announced_at=at):
        return 0
    learners = recipients(assignment).exclude(mail_choice__wants_results=False)
    for learner in learners:
        context = {"assignment": assignment, "cohort": assignment.cohort, "learner": learner}
        send(learner.email, f"Results: {assignment.title}", "results", context)
    return len(learners)
