"""Second thoughts about an attempt that has ended: letting it go on, or taking it out of the count."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from portal.accounts.models import User
from portal.interviews.clock import duration_words
from portal.interviews.models import Attempt, AttemptEvent, Response


def reopen(attempt: Attempt, time: timedelta, at: datetime, *, by: User, reason: str) -> bool:
    """Let an ended attempt go on for ``time`` from ``at``; return whether this call did. A voided one stays voided.

    Its responses take saves again, and are scored anew when it ends: a score made by hand stays in the history, and
    has to be made again. Raises ``IntegrityError`` where its learner has another open attempt on the same blueprint.
    """
    ended = Attempt.objects.filter(pk=attempt.pk, finished_at__isnull=False)
    with transaction.atomic():
        reopened = ended.exclude(end_reason=Attempt.EndReason.VOIDED).update(
            finished_at=None, end_reason="", scored_at=None, expires_at=at + time
        )
        if reopened:
            Response.objects.filter(item__attempt=attempt.pk).update(handed_in_at=None, current_score=None)
            attempt.items.update(expires_at=None)
            words = f"{duration_words(time)}: {reason}"
            attempt.events.create(kind=AttemptEvent.Kind.REOPENED, at=at, actor=by, reason=words)
    attempt.refresh_from_db()
    return reopened == 1


def void(attempt: Attempt, at: datetime, *, by: User, reason: str) -> bool:
    """Take an attempt out of the count, running or ended; return whether this call did. What was said stays stored."""
    if attempt.void(at, by=by, reason=reason):
        return True
    ended = Attempt.objects.filter(pk=attempt.pk, finished_at__isnull=False)
    with transaction.atomic():
        voided = ended.exclude(end_reason=Attempt.EndReason.VOIDED).update(
            end_reason=Attempt.EndReason.VOIDED,
            results_open_at=None,
            answers_open_at=None,
            scored_at=Coalesce(F("scored_at"), Value(at)),
        )
        if voided:
            attempt.events.create(kind=AttemptEvent.Kind.VOIDED, at=at, actor=by, reason=reason)
    attempt.refresh_from_db()
    return voided == 1
