"""What an instructor decides about one learner, or for all: each with a reason, each written down for good."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from portal.accounts.models import User
from portal.cohorts.act import Act
from portal.cohorts.effective import FIELDS
from portal.cohorts.models import Assignment, Change, GradeChange
from portal.cohorts.openings import reach_openings, take_turn
from portal.cohorts.sitting import terms_for
from portal.interviews.models import Attempt
from portal.interviews.reopening import reopen, void


class ChangedMeanwhile(Exception):
    """Someone else decided in between; nothing was changed."""


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Field values as the log keeps them."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return int(value.total_seconds()) if isinstance(value, timedelta) else value


@dataclass(frozen=True)
class Own:
    """Values of an override, from a form that was made when the change ``seen`` was the newest."""

    values: Mapping[str, Any]
    seen: int | None


def set_override(assignment: Assignment, learner: User, values: Mapping[str, Any], act: Act) -> bool:
    """Give this person their own ``values`` (None inherits), and a running attempt the time that follows.

    Return whether a running attempt was extended.
    """
    with transaction.atomic():
        take_turn(assignment)
        override, _ = assignment.overrides.get_or_create(
            user=learner, defaults={"reason": act.reason, "made_by": act.by, "made_at": act.at}
        )
        before = {name: getattr(override, name) for name in (*FIELDS, "is_excused")}
        for name, value in values.items():
            setattr(override, name, value)
        override.reason, override.made_by, override.made_at = act.reason, act.by, act.at
        override.save(update_fields=[*values, "reason", "made_by", "made_at"])
        _log(Entry(assignment, learner, _kind(before, values)), before, {**before, **values}, act)
    return reach_running(assignment, [learner], act) > 0


def current_override(assignment: Assignment, learner: User) -> Change | None:
    """The newest change of what this person is given of their own; excusing aside."""
    return assignment.changes.filter(learner=learner, kind=Change.Kind.OVERRIDDEN).order_by("-at", "-pk").first()


def give_own(assignment: Assignment, learner: User, own: Own, act: Act) -> bool:
    """``set_override`` from a form; raise ``ChangedMeanwhile`` where there is a newer change than the one seen."""
    with transaction.atomic():
        take_turn(assignment)
        newest = current_override(assignment, learner)
        if (newest.pk if newest else None) != own.seen:
            raise ChangedMeanwhile
        return set_override(assignment, learner, own.values, act)


def _kind(before: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    if "is_excused" not in values or values["is_excused"] == before["is_excused"]:
        return Change.Kind.OVERRIDDEN
    return Change.Kind.EXCUSED if values["is_excused"] else Change.Kind.COUNTED


@dataclass(frozen=True)
class Entry:
    """What an entry of the log is about."""

    assignment: Assignment
    learner: User | None
    kind: str


def _log(entry: Entry, before: Mapping[str, Any], after: Mapping[str, Any], act: Act) -> None:
    """Write down what differs between ``before`` and ``after``."""
    changed = [name for name in after if before.get(name) != after[name]]
    entry.assignment.changes.create(
        learner=entry.learner,
        kind=entry.kind,
        before=as_json({name: before.get(name) for name in changed}),
        after=as_json({name: after[name] for name in changed}),
        by=act.by,
        at=act.at,
        reason=act.reason,
    )


def reach_running(assignment: Assignment, learners: Iterable[User] | None, act: Act) -> int:
    """Extend running attempts where their effective terms now end later; return how many. Nothing is ever shortened."""
    running = Attempt.objects.open(act.at).filter(blueprint=assignment.blueprint_id, expires_at__isnull=False)
    if learners is not None:
        running = running.filter(learner__in=list(learners))
    extended = 0
    for attempt in running.select_related("learner"):
        ends = terms_for(assignment, attempt.learner).timing.expires_at(attempt.started_at)
        if ends and attempt.expires_at and ends > attempt.expires_at:
            extended += attempt.extend(ends - attempt.expires_at, act.at, by=act.by, reason=act.reason)
    return extended


def extend(assignment: Assignment, attempt: Attempt, more: timedelta, act: Act) -> bool:
    """Give a running attempt more time."""
    if not attempt.extend(more, act.at, by=act.by, reason=act.reason):
        return False
    after = {"attempt": attempt.pk, "more": more}
    _log(Entry(assignment, attempt.learner, Change.Kind.EXTENDED), {}, after, act)
    return True


def void_attempt(assignment: Assignment, attempt: Attempt, act: Act) -> bool:
    """Take an attempt, running or ended, out of the count; what was said stays stored."""
    if not void(attempt, act.at, by=act.by, reason=act.reason):
        return False
    after = {"attempt": attempt.pk}
    _log(Entry(assignment, attempt.learner, Change.Kind.VOIDED), {}, after, act)
    return True


def reopen_attempt(assignment: Assignment, attempt: Attempt, time: timedelta, act: Act) -> bool:
    """Let an ended attempt go on for ``time`` from now."""
    try:
        with transaction.atomic():
            reopened = reopen(attempt, time, act.at, by=act.by, reason=act.reason)
    except IntegrityError:  # another attempt on the same interview is open
        return False
    if reopened:
        after = {"attempt": attempt.pk, "time": time}
        _log(Entry(assignment, attempt.learner, Change.Kind.REOPENED), {}, after, act)
    return reopened


def current_grade(assignment: Assignment, learner: User) -> GradeChange | None:
    return assignment.grade_changes.filter(learner=learner).order_by("-at", "-pk").first()


@dataclass(frozen=True)
class Decided:
    """A grade decided on (None: the computed one counts again). ``seen`` is the key of the newest decision before."""

    grade: int | None
    seen: int | None
    attempt: int | None = None


def change_grade(assignment: Assignment, learner: User, decided: Decided, act: Act) -> None:
    """Decide on a grade; raise ``ChangedMeanwhile`` where there is a newer decision than the one seen."""
    with transaction.atomic():
        take_turn(assignment)
        newest = current_grade(assignment, learner)
        if (newest.pk if newest else None) != decided.seen:
            raise ChangedMeanwhile
        assignment.grade_changes.create(
            learner=learner,
            attempt_id=decided.attempt,
            before=newest.after if newest else None,
            after=decided.grade,
            by=act.by,
            at=act.at,
            reason=act.reason,
        )


def release(
    assignment: Assignment, version: int, *, results_at: datetime | None, answers_at: datetime | None, act: Act
) -> bool:
    """Set when results and model answers open (None withholds them), for attempts past and to come.

    Return whether this call did: not where someone changed the assignment since ``version``. It counts as an edit, or
    a form that was filled before it would take it back.
    """
    before = {name: getattr(assignment, name) for name in ("results_open_at", "answers_open_at")}
    after = {"results_open_at": results_at, "answers_open_at": answers_at}
    with transaction.atomic():
        if not assignment.rewrite(version, after):
            return False
        reach_openings(assignment)
        _log(Entry(assignment, None, Change.Kind.RELEASED), before, after, act)
    return True
