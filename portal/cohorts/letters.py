"""The letters of cohorts, in plain text; the worker sends them."""

from collections.abc import Mapping

from django.conf import settings
from django.template.loader import render_to_string

from portal.accounts.mail import send_mail_message
from portal.cohorts.models import Invitation


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
