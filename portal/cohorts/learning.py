"""What a learner sees of their assignments: effective values, what is left to do, and results once they are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from portal.accounts.models import User
from portal.cohorts.effective import Terms
from portal.cohorts.gradebook import Place, facts_of, read_rows, settle_attempts
from portal.cohorts.grading import Cell, Word
from portal.cohorts.marking import Marked, comments_of, marks_of
from portal.cohorts.models import Assignment, AssignmentQuerySet, Change, Comment, GradeChange, Membership
from portal.cohorts.sitting import attempts_of, refusal
from portal.guides.models import Placement
from portal.interviews.models import Attempt


def assignments_open_to(user: User) -> AssignmentQuerySet:
    """What this person is given, and what they began before they left or it was given to others alone."""
    mine = Attempt.objects.filter(learner=user, blueprint__revisions__assignments=OuterRef("pk"))
    given = Assignment.objects.given_to(user).values("pk")
    return Assignment.objects.published().filter(Q(pk__in=given) | Exists(mine))


@dataclass(frozen=True)
class View:
    """One assignment for its learner. ``grade`` is None while results are withheld, whatever it is."""

    place: Place
    attempts: Sequence[Attempt]
    why_not: str
    is_open: bool
    grade: int | None
    changes: Sequence[Change]
    grade_changes: Sequence[GradeChange]
    marks: Sequence[Marked]
    comments: Sequence[Comment]

    @property
    def terms(self) -> Terms:
        return self.place.terms

    @property
    def running(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.finished_at is None), None)


def results_are_open(assignment: Assignment, at: datetime) -> bool:
    """Whether the learners may know their grades: practice and reading at once, what is assessed when released."""
    opens = assignment.results_open_at
    return not assignment.is_assessed or (opens is not None and opens <= at)


def view_of(assignment: Assignment, learner: User, at: datetime) -> View:
    settle_attempts([assignment], at)
    membership = _membership(assignment, learner)
    place = read_rows([assignment], [membership], at)[0].places[0]
    attempts = attempts_of(assignment, learner)
    is_open = results_are_open(assignment, at)
    has_left = membership.left_at is not None or membership.role != Membership.Role.LEARNER
    shown = [attempt.pk for attempt in attempts if attempt.shows_results(at)]
    closed = refusal(assignment, place.terms, attempts, at)
    why_not = "You are no longer a learner of this cohort." if has_left else closed
    return View(
        place=place,
        attempts=attempts,
        why_not=why_not,
        is_open=is_open,
        grade=place.cell.grade if place.cell and is_open else None,
        changes=list(assignment.changes.filter(learner=learner).select_related("by")),
        grade_changes=list(assignment.grade_changes.filter(learner=learner).select_related("by")) if is_open else [],
        marks=marks_of(shown),
        comments=list(comments_of(shown)),
    )


def _membership(assignment: Assignment, learner: User) -> Membership:
    membership = assignment.cohort.memberships.filter(user=learner).first()
    membership = membership or Membership(cohort=assignment.cohort, user=learner, left_at=assignment.created_at)
    membership.user = learner
    return membership


def questions_to_read(assignment: Assignment, learner: User) -> list[Placement]:
    """The questions of a reading, as they are worded today, with the learner's marks."""
    asked = assignment.blueprint_revision.pinned_questions.values("question_revision__question")
    placements = Placement.objects.readable_by(learner).filter(question_revision__question__in=asked)
    placements = placements.select_related("guide_revision__guide", "question_revision__question")
    return list(placements.with_marks_of(learner).order_by("guide_revision", "position"))


@dataclass(frozen=True)
class Todo:
    """One line of “what to do now”."""

    assignment: Assignment
    terms: Terms
    cell: Cell
    is_open: bool
    is_closed: bool

    @property
    def is_left(self) -> bool:
        """Whether something is left to do: begun, or still to begin in time."""
        if self.cell.word is Word.IN_PROGRESS:
            return True
        return not self.is_closed and self.cell.word in {Word.NOT_STARTED, Word.NOT_OPEN}


def todo_of(user: User, at: datetime) -> list[Todo]:
    """What this person is given in cohorts that are active, by due date; a constant number of queries."""
    given = Assignment.objects.given_to(user).filter(cohort__archived_at=None)
    assignments = list(given.select_related("cohort", "blueprint_revision").order_by("due_at", "pk"))
    if not assignments:
        return []
    memberships = {membership.cohort_id: membership for membership in user.memberships.current().learners()}
    facts = facts_of(assignments, [user.pk])
    found: list[Place] = []
    for cohort, membership in memberships.items():
        membership.user = user
        mine = [assignment for assignment in assignments if assignment.cohort_id == cohort]
        found += read_rows(mine, [membership], at, facts=facts)[0].places
    todos = [
        Todo(
            place.assignment,
            place.terms,
            place.cell,
            is_open=results_are_open(place.assignment, at),
            is_closed=place.terms.has_closed(at),
        )
        for place in found
        if place.cell
    ]
    return sorted(todos, key=lambda todo: (todo.terms.due_at is None, todo.terms.due_at or at, todo.assignment.pk))
