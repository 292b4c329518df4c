"""The save rule: what becomes of a text that arrives once, twice, late, or beside another.

A save carries the version it was written on, its writer (a browser tab) and its place in that writer's order. Same
writer and place: acknowledged again; a higher place wins; a lower one is acknowledged and ignored. Another writer wins
on the current version; on an old one it is a conflict, and the text that lost is kept beside.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import transaction
from django.db.models import Exists, F, Q, Value
from django.db.models.functions import Coalesce

from portal.interviews.models import Attempt, AttemptEvent, Item, Response


@dataclass(frozen=True)
class Save:
    """A text as it arrives."""

    base_version: int
    writer: str
    seq: int
    text: str


@dataclass(frozen=True)
class Stored:
    """A response as it stands, as far as the rule reads it."""

    version: int = 0
    writer: str = ""
    seq: int = 0
    text: str = ""


class Outcome(Enum):
    """What becomes of a save; all but the last two are acknowledged."""

    WRITTEN = "written"
    REPEATED = "repeated"
    OUTDATED = "outdated"
    CONFLICT = "conflict"
    CLOSED = "closed"

    @property
    def is_acknowledged(self) -> bool:
        return self not in {Outcome.CONFLICT, Outcome.CLOSED}


@dataclass(frozen=True)
class Receipt:
    """The outcome, and the version that now stands; ``text`` is what stands there after a conflict."""

    outcome: Outcome
    version: int
    text: str = ""


def judge(stored: Stored, save: Save) -> Outcome:
    """The rule itself; ``_wins`` is its first half as the database reads it."""
    if save.writer == stored.writer:
        if save.seq > stored.seq:
            return Outcome.WRITTEN
        return Outcome.REPEATED if save.seq == stored.seq else Outcome.OUTDATED
    if save.base_version == stored.version:
        return Outcome.WRITTEN
    return Outcome.REPEATED if save.text == stored.text else Outcome.CONFLICT


def _wins(save: Save) -> Q:
    """Which stored responses this save may overwrite: those for which ``judge`` says written."""
    same_writer = Q(writer=save.writer)
    return (same_writer & Q(seq__lt=save.seq)) | (~same_writer & Q(version=save.base_version))


def keep(item: Item, save: Save, at: datetime) -> Receipt:
    """Put the text where it belongs. ``item`` comes with its attempt and response, as read in this request.

    The usual save is one UPDATE that names the rule and the clock as its condition; only where it finds no row are the
    reasons looked up.
    """
    while True:
        if item.attempt.accepts_saves(at) and _write(item, save, at):
            return Receipt(Outcome.WRITTEN, item.response.version + 1)
        item = Item.objects.select_related("attempt", "response").get(pk=item.pk)
        response = item.response
        outcome = judge(Stored(response.version, response.writer, response.seq, response.text), save)
        if outcome in {Outcome.REPEATED, Outcome.OUTDATED}:
            return Receipt(outcome, response.version)
        if not item.attempt.accepts_saves(at):
            return Receipt(Outcome.CLOSED, response.version)
        if outcome is Outcome.CONFLICT:
            _keep_beside(item, save, at)
            return Receipt(outcome, response.version, response.text)
        # The rule says yes and the row said no: another save came between. It is read now, so try again.


def _write(item: Item, save: Save, at: datetime) -> bool:
    expires_at = item.attempt.expires_at
    running = Attempt.objects.filter(pk=item.attempt_id).accepting_saves(at)
    written = Response.objects.filter(_wins(save), Exists(running), pk=item.response.pk).update(
        text=save.text,
        version=F("version") + 1,
        writer=save.writer,
        seq=save.seq,
        first_saved_at=Coalesce(F("first_saved_at"), Value(at)),
        saved_at=at,
        is_in_grace=expires_at is not None and at >= expires_at,
    )
    return written == 1


def _keep_beside(item: Item, save: Save, at: datetime) -> None:
    texts = item.response.conflicting_texts
    with transaction.atomic():
        if not texts.filter(writer=save.writer, text=save.text).exists():
            texts.create(writer=save.writer, text=save.text, at=at)
            item.attempt.events.create(
                item=item, kind=AttemptEvent.Kind.CONFLICT, at=at, actor_id=item.attempt.learner_id
            )
