"""When results and model answers open: an assignment says it, its attempts carry it, and the two never part."""

from django.db import transaction
from django.db.models import F

from portal.cohorts.models import Assignment
from portal.interviews.models import Attempt


def take_turn(assignment: Assignment) -> None:
    """Take the write lock by an UPDATE: of two who decide at once the second then reads what the first wrote."""
    Assignment.objects.filter(pk=assignment.pk).update(version=F("version"))


def reach_openings(assignment: Assignment) -> None:
    """Give attempts past and running the moments at which the assignment opens results and model answers.

    Call it wherever those are set, in the same transaction: a page of a result asks the attempt alone.
    """
    counted = Attempt.objects.filter(blueprint=assignment.blueprint_id, mode="assessed")
    counted.exclude(end_reason=Attempt.EndReason.VOIDED).update(
        results_open_at=assignment.results_open_at, answers_open_at=assignment.answers_open_at
    )


def follow_openings(assignment: Assignment, attempt: Attempt) -> None:
    """Give an attempt that has just begun the moments of now: a release that did not see it yet may have come between.

    Either the release waits for this turn, and finds the attempt; or this turn waits for the release, and reads it.
    """
    with transaction.atomic():
        take_turn(assignment)
        names = ("results_open_at", "answers_open_at")
        now = Assignment.objects.filter(pk=assignment.pk).values(*names).get()
        if now != {name: getattr(attempt, name) for name in names}:
            Attempt.objects.filter(pk=attempt.pk).exclude(end_reason=Attempt.EndReason.VOIDED).update(**now)
