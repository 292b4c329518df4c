"""What happened to an attempt, in order."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class AttemptEvent(models.Model):
    """What happened to an attempt; append-only. ``actor`` is null where nobody did it, such as the clock."""

    class Kind(models.TextChoices):
        STARTED = "started", "Started"
        OPENED = "opened", "Opened in a browser"
        CONFLICT = "conflict", "Two texts for one question"
        OFFLINE = "offline", "Back after saves that did not get through"
        PAUSED = "paused", "Paused"
        RESUMED = "resumed", "Resumed"
        EXTENDED = "extended", "Given more time"
        REOPENED = "reopened", "Reopened"
        FINISHED = "finished", "Handed in"
        CLOSED = "closed", "Closed at the deadline"
        VOIDED = "voided", "Voided"

    attempt = models.ForeignKey("interviews.Attempt", models.CASCADE, related_name="events")
    item = models.ForeignKey("interviews.Item", models.CASCADE, null=True, blank=True, related_name="events")
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
