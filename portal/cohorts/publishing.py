"""From a draft to questions that do not move: an assignment's blueprint, its pinned questions, and a later update."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from portal.cohorts.act import Act
from portal.cohorts.models import Assignment, Change, Cohort
from portal.cohorts.pinning import pin, pinned, pins_of
from portal.guides.models import Guide, Topic
from portal.interviews.kinds import ItemKind
from portal.interviews.models import SET_FOR_OTHERS, Attempt, Blueprint, BlueprintRevision
from portal.interviews.selection import Candidate, candidates, choose
from portal.interviews.spec import Spec
from portal.interviews.starting import NothingToAsk

MOST_PINNED = 1000


@dataclass(frozen=True)
class Difference:
    """What updating to the latest questions would do, as titles; and how many attempts were begun on the old ones."""

    added: Sequence[str]
    removed: Sequence[str]
    reworded: Sequence[str]
    attempts: int
    running: int

    @property
    def is_any(self) -> bool:
        return bool(self.added or self.removed or self.reworded)


@dataclass(frozen=True)
class Draft:
    """What an assignment is to be. ``values`` are further fields of it; ``persons`` keys of those it is for alone."""

    title: str
    spec: Spec
    values: dict[str, Any]
    persons: Sequence[int] = ()


def make_assignment(cohort: Cohort, draft: Draft, act: Act) -> Assignment:
    """A draft with a blueprint of its own; where its ``form_key`` has made one already, that one."""
    spec = draft.spec.to_json()
    try:
        with transaction.atomic():
            blueprint = _blueprint(draft, act)
            revision = blueprint.revisions.create(number=1, spec=spec, created_at=act.at)
            made = cohort.assignments.create(
                title=draft.title, blueprint_revision=revision, created_by=act.by, created_at=act.at, **draft.values
            )
            made.persons.set(draft.persons)
            return made
    except IntegrityError:
        if (before := cohort.assignments.filter(form_key=draft.values.get("form_key", "")).first()) is None:
            raise
        return before


def _blueprint(draft: Draft, act: Act) -> Blueprint:
    """A blueprint that no other assignment shares: the attempts on it are the attempts of this one."""
    spec = draft.spec
    blueprint = Blueprint.objects.create(
        owner=act.by,
        fingerprint=f"{SET_FOR_OTHERS}{secrets.token_hex(16)}",
        title=draft.title,
        levels=list(spec.levels),
        kinds=list(spec.kinds),
        count=spec.count,
        minutes=spec.minutes,
        mode=spec.mode,
        created_at=act.at,
    )
    blueprint.guides.set(Guide.objects.filter(slug__in=spec.guides))
    blueprint.topics.set(Topic.objects.filter(slug__in=spec.topics))
    return blueprint


def respecify(assignment: Assignment, title: str, spec: Spec, at: datetime) -> None:
    """Change what a draft asks; nobody has seen it yet."""
    with transaction.atomic():
        blueprint = assignment.blueprint_revision.blueprint
        Blueprint.objects.filter(pk=blueprint.pk).update(title=title, count=spec.count, mode=spec.mode)
        assignment.blueprint_revision = _next_revision(blueprint, spec, [], at)
        assignment.save(update_fields=["blueprint_revision"])


def publish(assignment: Assignment, act: Act) -> bool:
    """Pin its questions as they stand, and show it to its learners; raise ``NothingToAsk`` where none match.

    Return whether this call did: not where someone published or changed it since it was read.
    """
    spec = Spec.from_json(assignment.blueprint_revision.spec)
    pins = _drawn(assignment, spec, act)
    if not pins:
        raise NothingToAsk
    with transaction.atomic():
        # It counts as an edit: a form that was filled before it would change what is asked, and is refused as outrun.
        if assignment.published_at or not assignment.rewrite(assignment.version, {"published_at": act.at}):
            return False
        _pin(assignment, spec, pins, act.at)
        assignment.changes.create(kind=Change.Kind.PUBLISHED, by=act.by, at=act.at, after={"questions": len(pins)})
    return True


def difference(assignment: Assignment, act: Act) -> Difference:
    """What ``refresh`` would change."""
    old = {pin.thread: pin for pin in pins_of(pinned(assignment.blueprint_revision))}
    new = {pin.thread: pin for pin in pins_of(_renewed(assignment, act))}
    begun = Attempt.objects.filter(blueprint=assignment.blueprint_id)
    return Difference(
        added=[pin.title for thread, pin in new.items() if thread not in old],
        removed=[pin.title for thread, pin in old.items() if thread not in new],
        reworded=[pin.title for thread, pin in new.items() if thread in old and old[thread].wording != pin.wording],
        attempts=begun.count(),
        running=begun.unfinished().count(),
    )


def refresh(assignment: Assignment, act: Act) -> bool:
    """Pin the latest questions for attempts that start from now on; those begun keep theirs.

    Return whether this call did: not where someone changed the assignment since it was read.
    """
    found = difference(assignment, act)
    pins = _renewed(assignment, act)
    if not pins:
        raise NothingToAsk
    before = assignment.blueprint_revision.number
    with transaction.atomic():
        if not assignment.rewrite(assignment.version, {}):
            return False
        _pin(assignment, Spec.from_json(assignment.blueprint_revision.spec), pins, act.at)
        assignment.changes.create(
            kind=Change.Kind.REFRESHED,
            by=act.by,
            at=act.at,
            before={"revision": before},
            after={
                "revision": assignment.blueprint_revision.number,
                "added": len(found.added),
                "removed": len(found.removed),
                "reworded": len(found.reworded),
            },
        )
    return True


def _drawn(assignment: Assignment, spec: Spec, act: Act) -> list[Candidate]:
    """What publishing pins: the questions of all, or the pool that each learner's are drawn from."""
    pool = _pool(assignment, spec, act)
    if assignment.is_reading or not assignment.is_same_for_all:
        return pool[:MOST_PINNED]
    return choose(pool, spec.count, assignment.pk)


def _pool(assignment: Assignment, spec: Spec, act: Act) -> list[Candidate]:
    """What may be asked by the rights of who sets it; nothing of anyone's history counts. A reading has no kinds."""
    pool = candidates(spec, act.by, act.at)
    if not assignment.is_reading:
        return pool
    questions = {candidate.question: candidate for candidate in pool if candidate.question_revision}
    return [replace(candidate, kind=ItemKind.OPEN.value) for candidate in questions.values()]


def _renewed(assignment: Assignment, act: Act) -> list[Candidate]:
    """What is asked today: what is pinned, as it is worded now, and something else where that is gone."""
    spec = Spec.from_json(assignment.blueprint_revision.spec)
    if assignment.is_reading or not assignment.is_same_for_all:
        return _drawn(assignment, spec, act)
    today = {pin.thread: pin.candidate for pin in pins_of(_pool(assignment, spec, act))}
    before = pins_of(pinned(assignment.blueprint_revision))
    kept = [today[pin.thread] for pin in before if pin.thread in today]
    things = {candidate.thing for candidate in kept}
    others = [candidate for candidate in today.values() if candidate.thing not in things]
    return kept + choose(others, max(0, spec.count - len(kept)), assignment.pk)


def _pin(assignment: Assignment, spec: Spec, pins: Sequence[Candidate], at: datetime) -> None:
    asked = len(pins) if assignment.is_reading else spec.count
    revision = _next_revision(
        assignment.blueprint_revision.blueprint, replace(spec, count=min(asked, len(pins))), pins, at
    )
    assignment.blueprint_revision = revision
    assignment.save(update_fields=["blueprint_revision"])


def _next_revision(blueprint: Blueprint, spec: Spec, pins: Sequence[Candidate], at: datetime) -> BlueprintRevision:
    newest = blueprint.revisions.aggregate(newest=Max("number"))["newest"] or 0
    revision = blueprint.revisions.create(number=newest + 1, spec=spec.to_json(), created_at=at)
    pin(revision, pins)
    return revision
