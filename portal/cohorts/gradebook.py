"""Learners × assignments: read in a constant number of queries, however many there are of either."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Sum

from portal.accounts.models import User
from portal.cohorts.effective import Terms, terms_of
from portal.cohorts.grading import Cell, Decision, Read, Rule, Sat, Word, cell_of, in_per_cent, reading_cell
from portal.cohorts.models import Assignment, Cohort, GradeChange, Membership, Override
from portal.cohorts.reviewing import needs_review
from portal.guides.models import Progress
from portal.interviews.closing import settle
from portal.interviews.models import Attempt, PinnedQuestion, Response

Key = tuple[int, int]
"""An assignment and a person."""


@dataclass(frozen=True)
class Place:
    """One cell with where it stands; ``cell`` is None where the assignment is not for this learner."""

    assignment: Assignment
    membership: Membership
    terms: Terms
    cell: Cell | None


@dataclass(frozen=True)
class Row:
    membership: Membership
    places: Sequence[Place]

    @property
    def mean(self) -> int | None:
        """The mean of the grades that there are, in 1/1000."""
        grades = [place.cell.grade for place in self.places if place.cell and place.cell.grade is not None]
        return (2 * sum(grades) + len(grades)) // (2 * len(grades)) if grades else None

    @property
    def percent(self) -> int | None:
        return in_per_cent(self.mean)


@dataclass
class Facts:
    """What the tables say, by assignment and person."""

    overrides: dict[Key, Override] = field(default_factory=dict)
    decisions: dict[Key, Decision] = field(default_factory=dict)
    sats: dict[Key, list[Sat]] = field(default_factory=lambda: defaultdict(list))
    named: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    reads: dict[Key, Read] = field(default_factory=dict)
    questions: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def read_rows(
    assignments: Sequence[Assignment], memberships: Sequence[Membership], at: datetime, *, facts: Facts | None = None
) -> list[Row]:
    """One row a membership (with its user loaded), one cell an assignment (with its blueprint revision loaded)."""
    facts = facts or facts_of(assignments, [membership.user_id for membership in memberships])
    rules = [(assignment, rule_of(assignment)) for assignment in assignments]
    return [
        Row(membership, [_place(assignment, rule, membership, facts, at) for assignment, rule in rules])
        for membership in memberships
    ]


def rule_of(assignment: Assignment) -> Rule:
    return Rule(
        assignment.kept_score, assignment.late_rule, assignment.late_percent_a_day, is_reviewed=assignment.is_assessed
    )


def _place(assignment: Assignment, rule: Rule, membership: Membership, facts: Facts, at: datetime) -> Place:
    key = (assignment.pk, membership.user_id)
    profile = membership.user.time_factor
    terms = terms_of(assignment, facts.overrides.get(key), here=membership.time_factor, profile=profile)
    named = facts.named.get(assignment.pk)
    decision, sats = facts.decisions.get(key), facts.sats.get(key, [])
    if named and membership.user_id not in named and not sats:
        return Place(assignment, membership, terms, None)
    if assignment.is_reading:
        read = facts.reads.get(key) or Read(0, len(facts.questions[assignment.pk]))
        return Place(assignment, membership, terms, reading_cell(read, terms, rule, decision, at))
    return Place(assignment, membership, terms, cell_of(sats, terms, rule, decision, at))


def settle_attempts(assignments: Iterable[Assignment], at: datetime) -> bool:
    """End and score what is over among the attempts on these; whether all is scored."""
    return settle(Attempt.objects.filter(blueprint__in=[a.blueprint_id for a in assignments]), at)


def facts_of(assignments: Sequence[Assignment], learners: Collection[int]) -> Facts:
    """Seven queries at most, whatever the number of assignments and learners."""
    facts = Facts()
    keys = [assignment.pk for assignment in assignments]
    for override in Override.objects.filter(assignment__in=keys, user__in=learners):
        facts.overrides[override.assignment_id, override.user_id] = override
    changes = GradeChange.objects.filter(assignment__in=keys, learner__in=learners).order_by("at", "pk")
    for assignment, learner, after, attempt in changes.values_list("assignment", "learner", "after", "attempt"):
        facts.decisions[assignment, learner] = Decision(after, attempt)
    persons = Assignment.persons.through.objects.filter(assignment__in=keys)
    for assignment, learner in persons.values_list("assignment", "user"):
        facts.named[assignment].add(learner)
    _read_attempts(facts, assignments, learners)
    _read_readings(facts, [assignment for assignment in assignments if assignment.is_reading], learners)
    return facts


def _read_attempts(facts: Facts, assignments: Sequence[Assignment], learners: Collection[int]) -> None:
    by_blueprint = {a.blueprint_id: a.pk for a in assignments if not a.is_reading}
    if not by_blueprint:
        return
    attempts = Attempt.objects.filter(blueprint__in=by_blueprint, learner__in=learners)
    attempts = attempts.exclude(end_reason=Attempt.EndReason.VOIDED)
    sums = _sums(attempts.filter(finished_at__isnull=False))
    rows = attempts.order_by("started_at", "pk").values_list(
        "blueprint", "learner", "pk", "started_at", "finished_at", "end_reason", "scored_at"
    )
    for blueprint, learner, pk, started_at, finished_at, end_reason, scored_at in rows:
        earned, possible, to_review = sums.get(pk, (0, 0, 0))
        sat = Sat(pk, started_at, finished_at, end_reason, scored_at is not None, earned, possible, to_review)
        facts.sats[by_blueprint[blueprint], learner].append(sat)


def _sums(attempts: Any) -> dict[int, tuple[int, int, int]]:
    """Points earned and possible, and how many responses to look at, by attempt."""
    responses = Response.objects.filter(item__attempt__in=attempts.order_by().values("pk"))
    rows = (
        responses.order_by()
        .values_list("item__attempt")
        .annotate(
            earned=Sum("current_score__earned", default=0),
            possible=Sum("current_score__possible", default=0),
            to_review=Count("pk", filter=needs_review()),
        )
    )
    return {attempt: (earned, possible, to_review) for attempt, earned, possible, to_review in rows}


def _read_readings(facts: Facts, readings: Sequence[Assignment], learners: Collection[int]) -> None:
    if not readings:
        return
    by_revision = {reading.blueprint_revision_id: reading.pk for reading in readings}
    pins = PinnedQuestion.objects.filter(blueprint_revision__in=by_revision)
    for revision, question in pins.values_list("blueprint_revision", "question_revision__question"):
        facts.questions[by_revision[revision]].add(question)
    asked = set().union(*facts.questions.values())
    known = Progress.objects.filter(user__in=learners, question__in=asked, rating=Progress.Rating.KNOWN)
    marks: dict[int, dict[int, datetime]] = defaultdict(dict)
    for user, question, rated_at in known.values_list("user", "question", "rated_at"):
        if rated_at:
            marks[user][question] = rated_at
    for assignment, questions in facts.questions.items():
        for user, rated in marks.items():
            moments = [moment for question, moment in rated.items() if question in questions]
            facts.reads[assignment, user] = Read(len(moments), len(questions), max(moments, default=None))


def rows_of(cohort: Cohort, at: datetime, *, with_left: bool = False) -> list[Row]:
    """The whole gradebook of a cohort: its learners today, or with those who left."""
    return read_rows(published_in(cohort), learners_of(cohort, with_left=with_left), at)


@dataclass(frozen=True)
class Standing:
    """How far a cohort is with one assignment: how many learners it is for, and how many stand where."""

    assignment: Assignment
    learners: int
    not_started: int
    running: int
    done: int
    to_review: int


def standings_of(cohort: Cohort, at: datetime) -> list[Standing]:
    """One for each published assignment, in the queries of a gradebook."""
    assignments = published_in(cohort)
    settle_attempts(assignments, at)
    rows = read_rows(assignments, learners_of(cohort), at)
    found = []
    for column, assignment in enumerate(assignments):
        cells = [cell for row in rows if (cell := row.places[column].cell)]
        words = Counter(cell.word for cell in cells)
        idle, running = words[Word.NOT_STARTED] + words[Word.NOT_OPEN], words[Word.IN_PROGRESS]
        done = len(cells) - idle - running - words[Word.EXCUSED]
        found.append(Standing(assignment, len(cells), idle, running, done, sum(cell.to_review > 0 for cell in cells)))
    return found


def published_in(cohort: Cohort) -> list[Assignment]:
    found = cohort.assignments.published().select_related("blueprint_revision")
    return list(found.order_by("due_at", "pk"))


def learners_of(cohort: Cohort, *, with_left: bool = False) -> list[Membership]:
    learners = cohort.memberships.learners() if with_left else cohort.memberships.current().learners()
    return list(learners.select_related("user").order_by("user__username"))


def place_of(assignment: Assignment, learner: User, at: datetime) -> Place:
    """One cell, also of someone who left."""
    membership = assignment.cohort.memberships.select_related("user").get(user=learner)
    return read_rows([assignment], [membership], at)[0].places[0]
