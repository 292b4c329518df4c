"""Closing lazily: whoever reads attempts first ends those that are over, and scores some of what ended."""

from datetime import datetime, timedelta

from django.core.cache import cache

from portal.interviews.models import AttemptQuerySet
from portal.interviews.scorekeeping import score_attempt, score_ended

ASKED_AGAIN_AFTER = timedelta(minutes=1)
LEFT_AT_ONCE = 20
"""How many attempts one page hands on to the worker."""


def settle(attempts: AttemptQuerySet, at: datetime) -> bool:
    """End those of ``attempts`` that are over, and score what one page may; return whether all is scored."""
    attempts.close_overdue(at)
    return score_some(attempts, at)


def score_some(attempts: AttemptQuerySet, at: datetime) -> bool:
    """Score what one page may of those that ended; return whether all is scored.

    The rest is a task for each attempt. Where no worker runs, every page that looks does its part.
    """
    if score_ended(attempts, at):
        return True
    for pk in attempts.to_score().values_list("pk", flat=True)[:LEFT_AT_ONCE]:
        if cache.add(f"scoring-{pk}", True, ASKED_AGAIN_AFTER.total_seconds()):  # noqa: FBT003  # a mark, no switch
            score_attempt.enqueue(pk)
    return False
