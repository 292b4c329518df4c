"""A learner's way into an assigned interview: what they are given, and whether it may start."""

from datetime import datetime

from portal.accounts.models import User
from portal.cohorts.effective import Terms, terms_of
from portal.cohorts.models import Assignment, Membership
from portal.cohorts.openings import follow_openings
from portal.cohorts.pinning import pinned
from portal.interviews.models import Attempt
from portal.interviews.selection import choose
from portal.interviews.spec import Spec
from portal.interviews.starting import Assigned, Start, start


class NotNow(Exception):
    """It cannot be started; the exception's text says why."""


def terms_for(assignment: Assignment, learner: User) -> Terms:
    """What counts for this person; two queries."""
    membership = Membership.objects.filter(cohort=assignment.cohort_id, user=learner).first()
    override = assignment.overrides.filter(user=learner).first()
    here = membership.time_factor if membership else None
    return terms_of(assignment, override, here=here, profile=learner.time_factor)


def attempts_of(assignment: Assignment, learner: User) -> list[Attempt]:
    """What this person sat of it, oldest first."""
    mine = Attempt.objects.filter(blueprint=assignment.blueprint_id, learner=learner)
    return list(mine.select_related("blueprint").order_by("started_at", "pk"))


def refusal(assignment: Assignment, terms: Terms, attempts: list[Attempt], at: datetime) -> str:
    """Why no attempt may start now; empty where one may."""
    counted = [attempt for attempt in attempts if attempt.end_reason != Attempt.EndReason.VOIDED]
    allowed = terms.attempts_allowed
    reasons = [
        (assignment.is_reading, "This is to be read; there is nothing to sit."),
        (assignment.cohort.archived_at is not None, "The cohort is archived."),
        (terms.is_excused, "You are excused from it."),
        (not terms.has_opened(at), "It is not open yet."),
        (terms.has_closed(at), "It is closed."),
        (allowed is not None and len(counted) >= allowed, "You have used the attempts it allows."),
    ]
    return next((words for applies, words in reasons if applies), "")


def begin(assignment: Assignment, learner: User, *, start_key: str, seed: int, at: datetime) -> Start:
    """Start an attempt, or find the one that is open; raise ``NotNow``."""
    attempts, terms = attempts_of(assignment, learner), terms_for(assignment, learner)
    if running := next((attempt for attempt in attempts if attempt.finished_at is None), None):
        return Start(running, is_new=False)
    if words := refusal(assignment, terms, attempts, at):
        raise NotNow(words)
    revision = assignment.blueprint_revision
    questions = pinned(revision)
    if not assignment.is_same_for_all:
        questions = choose(questions, Spec.from_json(revision.spec).count, seed)
    assigned = Assigned(questions, terms.timing, assignment.results_open_at, assignment.answers_open_at)
    begun = start(learner, revision, start_key=start_key, seed=seed, at=at, assigned=assigned)
    if assignment.is_assessed:
        follow_openings(assignment, begun.attempt)
    return begun
