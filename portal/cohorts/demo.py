"""A cohort to try the product with: thirty numbered learners, assignments and attempts in every state.

All of it hangs on cohorts marked as a demonstration and on accounts named ``demo-…``, so one command removes it whole.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from portal.accounts.models import User
from portal.accounts.roles import ensure_roles
from portal.cohorts.act import Act
from portal.cohorts.actions import Decided, change_grade, release, set_override, void_attempt
from portal.cohorts.marking import Mark, mark, to_look_at
from portal.cohorts.models import Assignment, AssignmentTemplate, Change, Cohort, GradeChange, Membership, Override
from portal.cohorts.pinning import pinned
from portal.cohorts.publishing import Draft, make_assignment, publish
from portal.cohorts.sitting import begin
from portal.guides.models import Guide, Progress, QuestionRevision, RevisionPoint
from portal.interviews.answers import as_text
from portal.interviews.keys import Keys
from portal.interviews.kinds import IN_WORDS, ItemKind
from portal.interviews.models import Attempt, Blueprint, BlueprintRevision, Item, PointResult, Response
from portal.interviews.saving import Place, Save, write
from portal.interviews.scorekeeping import score_ended
from portal.interviews.spec import Spec

PREFIX = "demo-"
NAME = "Demonstration: evening class"
LEARNERS = 30
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BATCH = 200


class NoGuide(Exception):
    """There is no published guide to ask about."""


@dataclass(frozen=True)
class Task:
    """An assignment of the demonstration: when it is due from now, and what it is."""

    title: str
    form: str
    due: timedelta
    values: dict[str, Any]
    share: float = 0.85
    """How many of the learners have sat it."""
    kinds: tuple[str, ...] = (ItemKind.OPEN.value,)


TASKS = (
    Task("Read the basics", "reading", -10 * DAY, {}),
    Task("Warm-up", "practice", -8 * DAY, {"attempts_allowed": None}, kinds=("open", "choice", "ordering", "matching")),
    Task("First assessment", "assessed", -5 * DAY, {"late_rule": "deduct", "late_percent_a_day": 10}),
    Task("Second assessment", "assessed", DAY, {"attempts_allowed": 2}, 0.5),
    Task("Third assessment", "assessed", 7 * DAY, {"opens_at": 2 * DAY}, 0.0),
)


def seed(at: datetime, *, learners: int = LEARNERS, tasks: Sequence[Task] = TASKS) -> Cohort:
    """Make the demonstration, new each time it is asked for; raise ``NoGuide``. The same numbers every time."""
    guide = Guide.objects.exclude(current_revision=None).filter(status=Guide.Status.PUBLISHED).order_by("pk").first()
    if guide is None:
        raise NoGuide
    remove()
    owner = _account("instructor")
    owner.groups.add(ensure_roles())
    cohort = Cohort.found(owner, name=NAME, time_zone="Europe/Berlin", at=at - 30 * DAY, is_demo=True)
    people = [_account(f"learner-{number:02}") for number in range(1, learners + 1)]
    for number, person in enumerate(people):
        membership = cohort.admit(person, at - 20 * DAY)
        if number % 11 == 5:  # now and then someone with more time
            membership.change(role="learner", time_factor=Decimal("1.50"))
    draw = random.Random(20261126)  # noqa: S311  # the same demonstration every time, not a secret
    for task in tasks:
        _fill(_publish(cohort, task, guide, at), task, people, draw, at)
    _decide(cohort, people, at)
    return cohort


def _account(name: str) -> User:
    """An account nobody can sign in to until an administrator gives it a password."""
    user = User(username=f"{PREFIX}{name}", first_name="Demo", last_name=name.replace("-", " ").capitalize())
    user.set_unusable_password()
    user.save()
    return user


def _publish(cohort: Cohort, task: Task, guide: Guide, at: datetime) -> Assignment:
    due = at + task.due
    values: dict[str, Any] = {"attempts_allowed": 1, "opens_at": due - 6 * DAY} | task.values
    if isinstance(values["opens_at"], timedelta):
        values["opens_at"] = at + values["opens_at"]
    values |= {"form": task.form, "due_at": due, "closes_at": due + 4 * DAY, "limit": timedelta(minutes=20)}
    mode = "assessed" if task.form == "assessed" else "practice"
    act = Act(cohort.memberships.get(role="owner").user, at - 12 * DAY)
    spec = Spec((guide.slug,), 5, None, kinds=task.kinds, mode=mode, unlike_last=0)
    assignment = make_assignment(cohort, Draft(task.title, spec, values), act)
    publish(assignment, act)
    return assignment


def _fill(assignment: Assignment, task: Task, people: Sequence[User], draw: random.Random, at: datetime) -> None:
    """Let learners sit it, or read it: some early, some late, some only begin, some not at all."""
    chosen = [person for person in people if draw.random() < task.share]
    if assignment.is_reading:
        _read(assignment, chosen, draw, at)
        return
    points = _points(assignment)
    due = min(assignment.due_at or at, at)
    for person in chosen:
        lateness = draw.choice([-30, -30, -20, -10, -3, 20]) * HOUR
        started = min(due + lateness, at - HOUR)
        attempt = begin(assignment, person, start_key=f"demo-{assignment.pk}", seed=1, at=started).attempt
        skill = draw.random()
        items = list(attempt.items.all())
        keys = Keys.of(items)
        for item in items:
            known = points.get(item.question_revision_id or 0, [])
            said = _words(known, skill, draw) if item.kind in IN_WORDS else _chosen(item, keys, skill, draw)
            _answer(attempt, item.position, said, started)
        if draw.random() < 0.85:  # the others leave it to its deadline
            attempt.finish(started + timedelta(minutes=15), by=person)
    if task.share and task.due > timedelta(0):
        for person in [person for person in people if person not in chosen][:3]:
            begin(assignment, person, start_key=f"demo-{assignment.pk}", seed=1, at=at - timedelta(minutes=2))
    sat = Attempt.objects.filter(blueprint=assignment.blueprint_id)
    sat.close_overdue(at)
    while not score_ended(sat, at):
        pass


def _points(assignment: Assignment) -> dict[int, list[str]]:
    asked = [pin.question_revision for pin in pinned(assignment.blueprint_revision)]
    found: dict[int, list[str]] = {}
    for point in RevisionPoint.objects.filter(question_revision__in=[key for key in asked if key]).order_by("position"):
        found.setdefault(point.question_revision_id, []).append(point.text)
    return found


def _words(points: Sequence[str], skill: float, draw: random.Random) -> str:
    """An answer that says about ``skill`` of the points, some of them by half."""
    said = [point for point in points if draw.random() < skill]
    halves = [" ".join(point.split()[: len(point.split()) // 2]) for point in points if draw.random() < 0.15]
    return ". ".join([*said, *halves])


def _chosen(item: Item, keys: Keys, skill: float, draw: random.Random) -> str:
    """An answer by choosing, about ``skill`` of it right."""
    if item.kind == ItemKind.CHOICE:
        return as_text(key for key in keys.right_choices(item) if draw.random() < skill)
    if item.kind == ItemKind.ORDERING:
        order = keys.right_order(item)
        if draw.random() > skill:
            order.insert(0, order.pop())
        return as_text(order, is_order=True)
    return as_text(f"{prompt}={option}" for prompt, option in keys.right_pairs(item).items() if draw.random() < skill)


def _answer(attempt: Attempt, position: int, text: str, started: datetime) -> None:
    if text:
        place = Place(attempt.learner_id, attempt.pk, position)
        save = Save(base_version=0, writer="demonstration", seq=1, text=text)
        write(place, save, started + position * timedelta(minutes=2))


def _read(assignment: Assignment, chosen: Sequence[User], draw: random.Random, at: datetime) -> None:
    keys = [pin.question_revision for pin in pinned(assignment.blueprint_revision)]
    revisions = list(QuestionRevision.objects.filter(pk__in=[key for key in keys if key]).order_by("pk"))
    for person in chosen:
        known = len(revisions) if draw.random() < 0.6 else draw.randrange(1, max(2, len(revisions)))
        for revision in revisions[:known]:
            Progress.objects.rate(person, revision, Progress.Rating.KNOWN, at - 11 * DAY)


def _decide(cohort: Cohort, people: Sequence[User], at: datetime) -> None:
    """What instructors do: mark, excuse, give someone longer, decide on a grade, void, release."""
    owner = cohort.memberships.get(role="owner").user
    assessed = list(cohort.assignments.filter(form=Assignment.Form.ASSESSED).select_related("blueprint_revision"))
    if not assessed:
        return
    first, last = assessed[0], assessed[-1]
    for assignment in assessed:
        _object(assignment, at)
    for said in to_look_at(first)[:4]:
        mark(said, Mark({}, said.current_score_id or 0, 60), Act(owner, at - DAY, "Said in other words."))
    release(first, first.version, results_at=at - DAY, answers_at=at - DAY, act=Act(owner, at - DAY))
    set_override(first, people[0], {"is_excused": True}, Act(owner, at - DAY, "Joined after it closed."))
    set_override(
        last, people[1], {"due_at": at + 14 * DAY, "closes_at": at + 15 * DAY}, Act(owner, at - DAY, "Travels.")
    )
    change_grade(first, people[2], Decided(850, None), Act(owner, at - HOUR, "Gave the answer aloud."))
    voided = Attempt.objects.filter(blueprint=first.blueprint_id, learner=people[3]).first()
    if voided:
        void_attempt(first, voided, Act(owner, at - HOUR, "Sat on the wrong account."))


def _object(assignment: Assignment, at: datetime) -> None:
    """A few learners say that they said what the scorer missed."""
    missed = PointResult.objects.filter(
        score__response__item__attempt__blueprint=assignment.blueprint_id,
        score__response__current_score=F("score"),
        verdict=PointResult.Verdict.MISSED,
    ).exclude(score__response__text="")
    for point in missed.select_related("score__response").order_by("pk")[:40:10]:
        response = point.score.response
        response.claim(point.key_point_id, (0, len(response.text)), at - DAY)


def remove() -> int:
    """Take away every demonstration with its accounts and all they did; return how many accounts."""
    cohorts = Cohort.objects.filter(is_demo=True)
    people = User.objects.filter(username__startswith=PREFIX, memberships__cohort__in=cohorts)
    keys = list(people.values_list("pk", flat=True).distinct())
    assignments = Assignment.objects.filter(cohort__in=cohorts)
    own = Q(pk__in=list(assignments.values_list("blueprint_revision__blueprint", flat=True))) | Q(owner__in=keys)
    blueprints = list(Blueprint.objects.filter(own).values_list("pk", flat=True))
    with transaction.atomic():
        for model in (GradeChange, Change, Override):
            model.objects.filter(assignment__in=assignments).delete()
        _remove_attempts(Attempt.objects.filter(Q(blueprint__in=blueprints) | Q(learner__in=keys)))
        assignments.delete()
        BlueprintRevision.objects.filter(blueprint__in=blueprints).delete()
        Blueprint.objects.filter(pk__in=blueprints).delete()
        Membership.objects.filter(Q(cohort__in=cohorts) | Q(user__in=keys)).delete()
        cohorts.delete()
        Progress.objects.filter(user__in=keys).delete()
        AssignmentTemplate.objects.filter(owner__in=keys).delete()
        User.objects.filter(pk__in=keys).delete()
    return len(keys)


def _remove_attempts(attempts: QuerySet[Attempt]) -> None:
    """A response protects the score that counts, so it lets go of it first."""
    keys = list(attempts.values_list("pk", flat=True))
    for begin_at in range(0, len(keys), BATCH):
        batch = keys[begin_at : begin_at + BATCH]
        Response.objects.filter(item__attempt__in=batch).update(current_score=None)
        Attempt.objects.filter(pk__in=batch).delete()
