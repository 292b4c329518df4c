"""One sitting of an interview: its clock, and the things asked in it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, Q, Sum, Value, When
from django.db.models.expressions import Combinable

from portal.accounts.models import User
from portal.guides.models import GuideRevision, QuestionRevision
from portal.interviews.models.blueprint import Blueprint, BlueprintRevision

GRACE = timedelta(seconds=10)
"""How long after the deadline a save still counts: the one already on its way when the time ran out."""


CLOSING_BATCH = 500


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def unfinished(self) -> "AttemptQuerySet":
        return self.filter(finished_at=None)

    def open(self, at: datetime) -> "AttemptQuerySet":
        """Those whose time is not up."""
        return self.unfinished().filter(Q(expires_at=None) | Q(expires_at__gt=at))

    def accepting_saves(self, at: datetime) -> "AttemptQuerySet":
        """Those open, and those whose grace is running."""
        return self.unfinished().filter(Q(expires_at=None) | Q(expires_at__gt=at - GRACE))

    def overdue(self, at: datetime) -> "AttemptQuerySet":
        """Those that nobody ended, and whose grace has passed too: the ones to close."""
        return self.unfinished().filter(expires_at__lte=at - GRACE)

    def to_score(self) -> "AttemptQuerySet":
        """Those ended of which some response has no score yet."""
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
        """End, as of their deadline, those that are overdue; return how many this call ended.

        Any number of callers may run at once: the UPDATE names its condition, and a closing is logged once.
        """
        closed = 0
        while keys := list(self.overdue(at).values_list("pk", flat=True)[:CLOSING_BATCH]):
            chosen = Attempt.objects.filter(pk__in=keys)
            with transaction.atomic():
                closed += chosen.overdue(at).update(
                    finished_at=F("expires_at"),
                    end_reason=Attempt.EndReason.DEADLINE,
                    **_openings(F("expires_at")),
                )
                ended = chosen.filter(end_reason=Attempt.EndReason.DEADLINE)
                AttemptEvent.objects.bulk_create(
                    [
                        AttemptEvent(attempt_id=pk, kind=AttemptEvent.Kind.CLOSED, at=finished_at)
                        for pk, finished_at in ended.values_list("pk", "finished_at")
                        if finished_at
                    ],
                    ignore_conflicts=True,
                )
        return closed


def _openings(moment: Combinable) -> dict[str, Case]:
    """When the results and model answers of an ending attempt open: practice at once, else as they were set."""
    practice = Q(mode=Blueprint.Mode.PRACTICE)
    return {
        name: Case(When(practice, then=moment), default=F(name), output_field=models.DateTimeField())
        for name in ("results_open_at", "answers_open_at")
    }


class Attempt(models.Model):
    """One learner's sitting of a mock interview.

    ``limit`` is before the time factor and null when untimed; ``expires_at`` is fixed at the start. ``results_open_at``
    and ``answers_open_at`` say when the learner may see results and model answers (null: withheld). ``scored_at`` is
    null until every response has its score.
    """

    class EndReason(models.TextChoices):
        SUBMITTED = "submitted", "Submitted"
        DEADLINE = "deadline", "Closed at the deadline"
        VOIDED = "voided", "Voided"

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attempts")
    blueprint = models.ForeignKey(Blueprint, models.PROTECT, related_name="attempts")
    blueprint_revision = models.ForeignKey(BlueprintRevision, models.PROTECT, related_name="attempts")
    start_key = models.CharField(max_length=64, unique=True)
    seed = models.BigIntegerField()
    mode = models.CharField(max_length=10, choices=Blueprint.Mode, default=Blueprint.Mode.PRACTICE)
    started_at = models.DateTimeField()
    limit = models.DurationField(null=True, blank=True)
    factor = models.DecimalField(max_digits=4, decimal_places=2, default=1)
    expires_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)
    results_open_at = models.DateTimeField(null=True, blank=True)
    answers_open_at = models.DateTimeField(null=True, blank=True)
    scored_at = models.DateTimeField(null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("started_at")), name="attempt_expires_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None, end_reason="") | (Q(finished_at__isnull=False) & ~Q(end_reason="")),
                name="attempt_ends_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")), name="attempt_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["learner", "blueprint"],
                condition=Q(finished_at=None),
                name="one_open_attempt_per_learner_and_blueprint",
            ),
            models.CheckConstraint(condition=Q(mode__in=["practice", "assessed"]), name="attempt_mode_known"),
            models.CheckConstraint(
                condition=Q(scored_at=None) | Q(finished_at__isnull=False), name="attempt_scored_when_ended"
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "-started_at"], name="attempt_by_learner"),
            models.Index(fields=["expires_at"], condition=Q(finished_at=None), name="attempt_unfinished_by_deadline"),
            models.Index(
                fields=["learner"],
                condition=Q(finished_at__isnull=False, scored_at=None),
                name="attempt_to_score_by_learner",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"

    def is_open(self, at: datetime) -> bool:
        """Whether time is left; the twin of ``AttemptQuerySet.open``."""
        return self.finished_at is None and (self.expires_at is None or at < self.expires_at)

    def accepts_saves(self, at: datetime) -> bool:
        """Whether a save still counts: until the deadline, and ``GRACE`` beyond it."""
        return self.finished_at is None and (self.expires_at is None or at < self.expires_at + GRACE)

    def is_closing(self, at: datetime) -> bool:
        """Whether the time is up while a save on its way still counts."""
        return self.accepts_saves(at) and not self.is_open(at)

    def shows_results(self, at: datetime) -> bool:
        return self.finished_at is not None and self.results_open_at is not None and self.results_open_at <= at

    def shows_answers(self, at: datetime) -> bool:
        return self.finished_at is not None and self.answers_open_at is not None and self.answers_open_at <= at

    def seconds_left(self, at: datetime) -> float | None:
        """Seconds until the deadline, never below 0; None when untimed."""
        return None if self.expires_at is None else max(0.0, (self.expires_at - at).total_seconds())

    @property
    def time_used(self) -> timedelta | None:
        return None if self.finished_at is None else self.finished_at - self.started_at

    def close(self, at: datetime) -> bool:
        """End it as of its deadline if nobody did and its grace has passed; return whether this call ended it."""
        if self.finished_at is not None or self.accepts_saves(at):
            return False
        closed = Attempt.objects.filter(pk=self.pk).close_overdue(at)
        self.refresh_from_db()
        return closed == 1

    def finish(self, at: datetime, *, by: User) -> bool:
        """Hand it in; return whether this call ended it. A hand-in within the grace counts as of the deadline."""
        moment = max(at, self.started_at)
        ended = Case(
            When(expires_at__lt=moment, then=F("expires_at")),
            default=Value(moment),
            output_field=models.DateTimeField(),
        )
        with transaction.atomic():
            finished = (
                Attempt.objects.filter(pk=self.pk)
                .accepting_saves(at)
                .update(finished_at=ended, end_reason=Attempt.EndReason.SUBMITTED, **_openings(ended))
            )
            if finished:
                self.events.create(kind=AttemptEvent.Kind.FINISHED, at=moment, actor=by)
        self.refresh_from_db()
        return finished == 1


class Item(models.Model):
    """One thing asked in an attempt. ``payload`` is exactly what was shown; later edits of the guide never reach it.

    Positions count from 1. ``guide_revision`` is the one it was drawn from: its vocabulary and aliases score it.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    question_revision = models.ForeignKey(QuestionRevision, models.PROTECT, null=True, blank=True, related_name="items")
    guide_revision = models.ForeignKey(GuideRevision, models.PROTECT, null=True, blank=True, related_name="items")
    payload = models.JSONField()
    follow_up_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="follow_ups")
    first_served_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    is_flagged = models.BooleanField(default=False)

    class Meta:
        ordering = ["attempt", "position"]
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="one_item_per_position")]

    def __str__(self) -> str:
        return f"attempt {self.attempt_id}, item {self.position}"


class AttemptEvent(models.Model):
    """What happened to an attempt; append-only. ``actor`` is null where nobody did it, such as the clock."""

    class Kind(models.TextChoices):
        STARTED = "started", "Started"
        FINISHED = "finished", "Handed in"
        CLOSED = "closed", "Closed at the deadline"
        CONFLICT = "conflict", "Two texts for one question"

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="events")
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="events")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=30, choices=Kind)
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "at"], condition=Q(kind="closed"), name="one_closing_logged_per_deadline"
            )
        ]

    def __str__(self) -> str:
        return f"attempt {self.attempt_id}: {self.kind}"
