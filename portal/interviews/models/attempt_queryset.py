"""Attempts by the state of their clock, and the one way many of them end."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Case, DateTimeField, ExpressionWrapper, F, Max, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from portal.accounts.models import User
from portal.interviews.models.blueprint import Blueprint
from portal.interviews.models.event import AttemptEvent
from portal.interviews.models.response import Response

if TYPE_CHECKING:
    from portal.interviews.models.attempt import Attempt  # noqa: F401  # named as a string only

GRACE = timedelta(seconds=10)
"""How long after the deadline a save still counts: the one already on its way when the time ran out."""

IDLE = timedelta(days=30)
"""How long an attempt whose clock does not run, untimed or paused, stays open after its last word."""

CLOSING_BATCH = 500


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def unfinished(self) -> "AttemptQuerySet":
        return self.filter(finished_at=None)

    def open(self, at: datetime) -> "AttemptQuerySet":
        """Those whose time is not up."""
        return self.unfinished().filter(_clock_before(at))

    def accepting_saves(self, at: datetime) -> "AttemptQuerySet":
        """Those open, and those whose grace is running."""
        return self.unfinished().filter(_clock_before(at - GRACE))

    def overdue(self, at: datetime) -> "AttemptQuerySet":
        """Those that nobody ended, and whose grace has passed too: to close as of their deadline."""
        return self.unfinished().filter(_is_overdue(at))

    def idle(self, at: datetime) -> "AttemptQuerySet":
        """Those whose clock does not run, and in which nothing happened for ``IDLE``: to close as well."""
        return self.unfinished().annotate(last_word_at=_last_word_at()).filter(_is_idle(at))

    def to_close(self, at: datetime) -> "AttemptQuerySet":
        """The overdue and the idle."""
        over = _is_overdue(at) | _is_idle(at)
        return self.unfinished().annotate(last_word_at=_last_word_at()).filter(over)

    def log_readable_by(self, user: User) -> "AttemptQuerySet":
        """Those whose log this person may read: their own; for an administrator, all."""
        return self.all() if user.role == User.Role.ADMINISTRATOR else self.filter(learner=user)

    def to_score(self) -> "AttemptQuerySet":
        """Those ended of which some response has no score yet; a voided one needs none."""
        return self.filter(finished_at__isnull=False, scored_at=None)

    def with_results(self, at: datetime) -> "AttemptQuerySet":
        """Those ended, scored, and whose results the learner may see."""
        return self.filter(finished_at__isnull=False, scored_at__isnull=False, results_open_at__lte=at)

    def totals(self) -> dict[int, tuple[int, int]]:
        """Points earned and possible over all responses, in 1/1000, by attempt; only what is scored counts."""
        score = "items__response__current_score__"
        sums = self.order_by("pk").values_list(
            "pk", Sum(f"{score}earned", default=0), Sum(f"{score}possible", default=0)
        )
        return {pk: (earned, possible) for pk, earned, possible in sums}

    def close_overdue(self, at: datetime) -> int:
        """End those that are overdue as of their deadline, and the idle; return how many this call ended.

        Any number of callers may run at once: the UPDATE names its condition, and a closing is logged once.
        """
        closed = 0
        while keys := list(self.to_close(at).values_list("pk", flat=True)[:CLOSING_BATCH]):
            chosen = self.model.objects.filter(pk__in=keys)
            with transaction.atomic():
                closed += chosen.overdue(at).end(F("expires_at"), "deadline")
                closed += chosen.idle(at).end(Value(at, output_field=DateTimeField()), "idle")
                chosen.filter(end_reason__in=["deadline", "idle"]).log_closing()
        return closed

    def end(self, moment: Combinable, reason: str) -> int:
        """End these as of ``moment``, and hand their responses in; return how many. Call it in a transaction.

        A save names ``handed_in_at`` of its own row as a condition. So on PostgreSQL a save that began before this and
        commits after it waits or is refused: nothing is scored that a later acknowledgement changes.
        """
        keys = list(self.values_list("pk", flat=True))
        if not keys:
            return 0
        ended = self.update(finished_at=moment, end_reason=reason, paused_at=None, **_openings(moment, reason))
        finished = self.model.objects.filter(items__response=OuterRef("pk"), finished_at__isnull=False)
        Response.objects.filter(item__attempt__in=keys, handed_in_at=None).update(
            handed_in_at=Subquery(finished.values("finished_at")[:1])
        )
        return ended

    def log_closing(self) -> None:
        """Write into the log of each of these that it closed; what is written already stays as it is."""
        closings = [
            AttemptEvent(attempt_id=pk, kind=AttemptEvent.Kind.CLOSED, at=finished_at)
            for pk, finished_at in self.values_list("pk", "finished_at")
            if finished_at
        ]
        AttemptEvent.objects.bulk_create(closings, ignore_conflicts=True)


def _clock_before(at: datetime) -> Q:
    """Whose clock stands still, or has time left at ``at``."""
    return Q(expires_at=None) | Q(expires_at__gt=at) | Q(paused_at__isnull=False)


def _is_overdue(at: datetime) -> Q:
    return Q(paused_at=None, expires_at__lte=at - GRACE)


def _is_idle(at: datetime) -> Q:
    stands_still = Q(expires_at=None) | Q(paused_at__isnull=False)
    return stands_still & Q(started_at__lte=at - IDLE, last_word_at__lte=at - IDLE)


def _last_word_at() -> Combinable:
    """When an attempt was begun, last written in, or paused."""
    saved = Response.objects.filter(item__attempt=OuterRef("pk")).order_by().values("item__attempt")
    newest = Subquery(saved.annotate(newest=Max("saved_at")).values("newest")[:1])
    return ExpressionWrapper(
        Greatest("started_at", Coalesce(newest, F("started_at")), Coalesce(F("paused_at"), F("started_at"))),
        output_field=DateTimeField(),
    )


def _openings(moment: Combinable, reason: str) -> dict[str, Any]:
    """When the results and model answers of an ending attempt open: practice at once, else as they were set."""
    if reason == "voided":
        return {"results_open_at": None, "answers_open_at": None}
    practice = Q(mode=Blueprint.Mode.PRACTICE)
    return {
        name: Case(When(practice, then=moment), default=F(name), output_field=DateTimeField())
        for name in ("results_open_at", "answers_open_at")
    }
