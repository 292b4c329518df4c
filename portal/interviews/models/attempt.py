"""One sitting of an interview: its clock, and the things asked in it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.guides.models import QuestionRevision
from portal.interviews.models.blueprint import Blueprint, BlueprintRevision

GRACE = timedelta(seconds=10)
"""How long after the deadline a save still counts: the one already on its way when the time ran out."""


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def unfinished(self) -> "AttemptQuerySet":
        return self.filter(finished_at=None)

    def open(self, at: datetime) -> "AttemptQuerySet":
        """Those whose time is not up."""
        return self.unfinished().filter(Q(expires_at=None) | Q(expires_at__gt=at))

    def overdue(self, at: datetime) -> "AttemptQuerySet":
        """Those that nobody ended, and whose grace has passed too: the ones to close."""
        return self.unfinished().filter(expires_at__lte=at - GRACE)


class Attempt(models.Model):
    """One learner's sitting of a mock interview.

    ``limit`` is before the time factor and null when untimed; ``expires_at`` is fixed at the start. ``results_open_at``
    and ``answers_open_at`` say when the learner may see results and model answers (null: withheld).
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
    started_at = models.DateTimeField()
    limit = models.DurationField(null=True, blank=True)
    factor = models.DecimalField(max_digits=4, decimal_places=2, default=1)
    expires_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)
    results_open_at = models.DateTimeField(null=True, blank=True)
    answers_open_at = models.DateTimeField(null=True, blank=True)

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
        ]
        indexes = [
            models.Index(fields=["learner", "-started_at"], name="attempt_by_learner"),
            models.Index(fields=["expires_at"], condition=Q(finished_at=None), name="attempt_unfinished_by_deadline"),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"

    def is_open(self, at: datetime) -> bool:
        """Whether time is left; the twin of ``AttemptQuerySet.open``."""
        return self.finished_at is None and (self.expires_at is None or at < self.expires_at)

    def accepts_saves(self, at: datetime) -> bool:
        """Whether a save still counts: until the deadline, and ``GRACE`` beyond it."""
        return self.finished_at is None and (self.expires_at is None or at < self.expires_at + GRACE)


class Item(models.Model):
    """One thing asked in an attempt. ``payload`` is exactly what was shown; later edits of the guide never reach it."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    question_revision = models.ForeignKey(QuestionRevision, models.PROTECT, null=True, blank=True, related_name="items")
    payload = models.JSONField()
    follow_up_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="follow_ups")
    first_served_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    is_flagged = models.BooleanField(default=False)

    class Meta:
        ordering = ["attempt", "position"]
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="one_item_per_position")]

    def __str__(self) -> str:
        return f"{self.attempt}, item {self.position}"


class AttemptEvent(models.Model):
    """What happened to an attempt; append-only. ``actor`` is null where nobody did it, such as the clock."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="events")
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="events")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.kind}"
