"""The save rule: what becomes of a text that arrives once, twice, late, or beside another.

A save carries the version it was written on, its writer (a browser tab) and its place in that writer's order. Same
writer and place: acknowledged again; a higher place wins; a lower one is acknowledged and ignored. Another writer wins
on the current version; on an old one it is a conflict, and the text that lost is kept beside.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from django.db import connection, transaction

from portal.interviews.models import GRACE, AttemptEvent, Item
from portal.turns import turn


@dataclass(frozen=True)
class Save:
    """A text as it arrives."""

    base_version: int
    writer: str
    seq: int
    text: str


@dataclass(frozen=True)
class Place:
    """Which response, and whose: a save into another person's attempt finds nothing."""

    learner: int
    attempt: int
    position: int


@dataclass(frozen=True)
class Stored:
    """A response as it stands, as far as the rule reads it."""

    version: int = 0
    writer: str = ""
    seq: int = 0
    text: str = ""


class Outcome(Enum):
    """What becomes of a save; all but the last three are acknowledged.

    Closed is the attempt, over only this question: its own time was up, or it was handed in.
    """

    WRITTEN = "written"
    REPEATED = "repeated"
    OUTDATED = "outdated"
    CONFLICT = "conflict"
    CLOSED = "closed"
    OVER = "over"

    @property
    def is_acknowledged(self) -> bool:
        return self in {Outcome.WRITTEN, Outcome.REPEATED, Outcome.OUTDATED}


@dataclass(frozen=True)
class Receipt:
    """The outcome, and the version that now stands; ``text`` is what stands there after a conflict.

    With it goes the time left, of the attempt and of the question alone; None where there is no limit.
    """

    outcome: Outcome
    version: int
    text: str = ""
    seconds_left: float | None = None
    item_seconds_left: float | None = None


def judge(stored: Stored, save: Save) -> Outcome:
    """The rule itself; ``STATEMENT`` is its first half as the database reads it."""
    if save.writer == stored.writer:
        if save.seq > stored.seq:
            return Outcome.WRITTEN
        return Outcome.REPEATED if save.seq == stored.seq else Outcome.OUTDATED
    if save.base_version == stored.version:
        return Outcome.WRITTEN
    return Outcome.REPEATED if save.text == stored.text else Outcome.CONFLICT


STATEMENT = """UPDATE interviews_response AS response
SET text = %s, version = response.version + 1, writer = %s, seq = %s,
    first_saved_at = COALESCE(first_saved_at, %s), saved_at = %s,
    is_in_grace = attempt.paused_at IS NULL
        AND (COALESCE(attempt.expires_at <= %s, FALSE) OR COALESCE(item.expires_at <= %s, FALSE))
FROM interviews_item AS item, interviews_attempt AS attempt
WHERE response.item_id = item.id AND item.attempt_id = attempt.id
    AND attempt.id = %s AND item.position = %s AND attempt.learner_id = %s
    AND attempt.finished_at IS NULL AND response.handed_in_at IS NULL
    AND (attempt.paused_at IS NOT NULL OR (
        (attempt.expires_at IS NULL OR attempt.expires_at > %s)
        AND (item.expires_at IS NULL OR item.expires_at > %s)))
    AND ((response.writer = %s AND response.seq < %s) OR (response.writer <> %s AND response.version = %s))
    {only}
RETURNING version,
    (SELECT COALESCE(paused_at, %s) FROM interviews_attempt WHERE id = %s),
    (SELECT expires_at FROM interviews_attempt WHERE id = %s),
    (SELECT expires_at FROM interviews_item WHERE id = item_id)
"""
"""A save as one statement: it finds the response, asks the rule and the clock, writes, and tells what stands.

Written by hand, because a thousand learners send one every other second, and Django takes ten times as long to compose
such a statement as the database to run it. The tests hold it against ``judge`` and against the clock of ``Attempt``.
"""
ANY_KIND = STATEMENT.format(only="")
IN_WORDS = STATEMENT.format(only="AND item.kind IN ('open', 'scenario', 'follow_up')")
"""The same, only for questions that are answered in free text: whatever was typed is then a possible response."""


def write(place: Place, save: Save, at: datetime, *, statement: str = ANY_KIND) -> Receipt | None:
    """Write the text if the rule and the clock allow it; None where they do not, or there is no such response."""
    now, grace = _as_stored(at), _as_stored(at - GRACE)
    values = [
        *(save.text, save.writer, save.seq, now, now, now, now),
        *(place.attempt, place.position, place.learner, grace, grace),
        *(save.writer, save.seq, save.writer, save.base_version),
        *(now, place.attempt, place.attempt),
    ]
    with turn(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    if not rows:
        return None
    version, clock, *ends = rows[0]
    return Receipt(Outcome.WRITTEN, version, "", *(_seconds_between(clock, end) for end in ends))


def _as_stored(moment: datetime) -> Any:
    """A moment as this database takes it."""
    return connection.ops.adapt_datetimefield_value(moment)


def _seconds_between(clock: datetime | str, end: datetime | str | None) -> float | None:
    return None if end is None else max(0.0, (_as_moment(end) - _as_moment(clock)).total_seconds())


def _as_moment(value: datetime | str) -> datetime:
    """A moment as a cursor gives it: SQLite knows neither zones nor, of what is computed, that it is a moment."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def keep(item: Item, save: Save, at: datetime) -> Receipt:
    """Put the text where it belongs. ``item`` comes with its attempt, as read in this request.

    The usual save is one statement; only where that finds no row are the reasons looked up.
    """
    place = Place(item.attempt.learner_id, item.attempt_id, item.position)
    while True:
        if written := write(place, save, at):
            return written
        item = Item.objects.select_related("attempt", "response").get(pk=item.pk)
        response, attempt = item.response, item.attempt
        outcome = judge(Stored(response.version, response.writer, response.seq, response.text), save)
        left = (attempt.seconds_left(at), item.seconds_left(at))
        if outcome in {Outcome.REPEATED, Outcome.OUTDATED}:
            return Receipt(outcome, response.version, "", *left)
        if not attempt.accepts_saves(at):
            return Receipt(Outcome.CLOSED, response.version)
        if response.handed_in_at or not item.accepts_saves(at):
            return Receipt(Outcome.OVER, response.version, "", *left)
        if outcome is Outcome.CONFLICT:
            _keep_beside(item, save, at)
            return Receipt(outcome, response.version, response.text, *left)
        # The rule says yes and the row said no: another save came between. It is read now, so try again.


def _keep_beside(item: Item, save: Save, at: datetime) -> None:
    texts = item.response.conflicting_texts
    with transaction.atomic():
        if not texts.filter(writer=save.writer, text=save.text).exists():
            texts.create(writer=save.writer, text=save.text, at=at)
            item.attempt.events.create(
                item=item, kind=AttemptEvent.Kind.CONFLICT, at=at, actor_id=item.attempt.learner_id
            )
