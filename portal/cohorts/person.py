"""Everything that cohorts store about one person: given out as plain data, and scrubbed when they leave for good."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from portal.accounts.models import User
from portal.cohorts.grading import in_per_cent, share
from portal.cohorts.learning import results_are_open
from portal.cohorts.models import (
    Assignment,
    CalendarFeed,
    Change,
    Comment,
    GradeChange,
    Invitation,
    MailChoice,
    Membership,
    Override,
    Reminder,
)
from portal.interviews.models import Attempt, AttemptEvent, ConflictingText, Response, Score

SCRUBBED = "removed"


def export_of(user: User, at: datetime, *, is_own: bool) -> dict[str, Any]:
    """What is stored, as plain values. For the person's own eyes (``is_own``) results are as withheld as on pages."""
    blueprints = dict(Assignment.objects.values_list("blueprint_revision__blueprint", "pk"))
    attempts = user.attempts.select_related("blueprint").prefetch_related("items__response__current_score")
    return {
        "exported_at": at.isoformat(),
        "person": {"user_name": user.username, "name": user.get_full_name(), "email": user.email},
        "memberships": [
            {"cohort": m.cohort.name, "role": m.role, "joined_at": _iso(m.joined_at), "left_at": _iso(m.left_at)}
            for m in user.memberships.select_related("cohort")
        ],
        "overrides": [
            {
                "assignment": o.assignment.title,
                "due_at": _iso(o.due_at),
                "closes_at": _iso(o.closes_at),
                "reason": o.reason,
            }
            for o in user.overrides.select_related("assignment")
        ],
        "grades_decided": _grades(user, at, is_own=is_own),
        "attempts": [
            _attempt(attempt, blueprints, at, is_open=not is_own or attempt.shows_results(at)) for attempt in attempts
        ],
        "comments_received": _comments(user, at, is_own=is_own),
        "comments_written": [
            {"text": comment.text, "at": _iso(comment.at)} for comment in Comment.objects.filter(by=user)
        ],
    }


def _grades(user: User, at: datetime, *, is_own: bool) -> list[dict[str, Any]]:
    changes = user.grade_changes.select_related("assignment").order_by("at")
    return [
        {"assignment": c.assignment.title, "grade": in_per_cent(c.after), "at": _iso(c.at), "reason": c.reason}
        for c in changes
        if not is_own or results_are_open(c.assignment, at)
    ]


def _comments(user: User, at: datetime, *, is_own: bool) -> list[dict[str, Any]]:
    received = Comment.objects.filter(response__item__attempt__learner=user)
    return [
        {"text": comment.text, "at": _iso(comment.at)}
        for comment in received.select_related("response__item__attempt")
        if not is_own or comment.response.item.attempt.shows_results(at)
    ]


def _attempt(attempt: Attempt, blueprints: dict[int, int], at: datetime, *, is_open: bool) -> dict[str, Any]:
    return {
        "title": attempt.blueprint.title,
        "assignment_id": blueprints.get(attempt.blueprint_id),
        "started_at": _iso(attempt.started_at),
        "finished_at": _iso(attempt.finished_at),
        "how_it_ended": attempt.end_reason,
        "responses": [
            {
                "question": item.payload["title"],
                "text": item.response.text,
                "coverage": _coverage(item.response) if is_open else None,
            }
            for item in attempt.items.all()
        ],
    }


def _coverage(response: Response) -> int | None:
    score = response.current_score
    return in_per_cent(share(score.earned, score.possible)) if score else None


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def erase(user: User, at: datetime) -> None:
    """Scrub what this person wrote and what was written about them; scores and grades stay counted.

    Called by ``User.anonymise``, in its transaction. A cohort that has another instructor gets a new owner.
    """
    _leave_cohorts(user, at)
    Response.objects.filter(item__attempt__learner=user).exclude(text="").update(text="")
    ConflictingText.objects.filter(response__item__attempt__learner=user).delete()
    Comment.objects.filter(Q(by=user) | Q(response__item__attempt__learner=user)).update(text=SCRUBBED)
    Override.objects.filter(user=user).update(reason=SCRUBBED)
    Change.objects.filter(learner=user).exclude(reason="").update(reason=SCRUBBED)
    GradeChange.objects.filter(learner=user).update(reason=SCRUBBED)
    Score.objects.filter(response__item__attempt__learner=user, by__isnull=False).update(reason=SCRUBBED)
    AttemptEvent.objects.filter(attempt__learner=user).exclude(reason="").update(reason=SCRUBBED)
    addressed = Q(email__iexact=user.email) if user.email else Q(pk__in=[])
    Invitation.objects.filter(Q(accepted_by=user) | addressed).delete()
    for model in (CalendarFeed, MailChoice, Reminder):
        model.objects.filter(user=user).delete()


def _leave_cohorts(user: User, at: datetime) -> None:
    for mine in user.memberships.current().select_related("cohort"):
        heir = mine.cohort.memberships.teaching().exclude(user=user).order_by("joined_at", "pk").first()
        if mine.role == Membership.Role.OWNER and heir:
            mine.cohort.hand_over(heir)
        mine.leave(max(at, mine.joined_at))
