"""One thing asked in an attempt."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from portal.guides.models import GuideRevision, KeyPoint, QuestionRevision
from portal.interviews.models.attempt_queryset import GRACE


class ItemQuerySet(models.QuerySet["Item"]):
    def in_order(self) -> "ItemQuerySet":
        """As they are asked: each follow-up after its question. ``number`` is the question's, for both."""
        number = {"number": Coalesce("follow_up_of__position", "position")}
        return self.annotate(**number).order_by("attempt", *number, "position")


class Item(models.Model):
    """One thing asked in an attempt. ``payload`` is exactly what was shown; later edits of the guide never reach it.

    Positions count from 1. ``guide_revision`` is the one it was drawn from: its vocabulary and aliases score it. Where
    each question has a time of its own, ``expires_at`` is set when the item is first served. A follow-up stands after
    all others by position, and is ``about`` one key point.
    """

    attempt = models.ForeignKey("interviews.Attempt", models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    question_revision = models.ForeignKey(QuestionRevision, models.PROTECT, null=True, blank=True, related_name="items")
    guide_revision = models.ForeignKey(GuideRevision, models.PROTECT, null=True, blank=True, related_name="items")
    payload = models.JSONField()
    follow_up_of = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="follow_ups", db_index=False
    )
    about = models.ForeignKey(KeyPoint, models.PROTECT, null=True, blank=True, related_name="+")
    first_served_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    is_flagged = models.BooleanField(default=False)

    number: int
    is_withheld: bool
    followed_up: int | None

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["attempt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="one_item_per_position"),
            # Of follow-ups only: SQLite would look up "no follow-up" in it, which is nearly every item of the site.
            models.UniqueConstraint(
                fields=["follow_up_of"], name="one_follow_up_per_item", condition=Q(follow_up_of__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(follow_up_of=None, about=None) | Q(follow_up_of__isnull=False, about__isnull=False),
                name="follow_up_is_about_a_point",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.attempt_id}, item {self.position}"

    def serve(self, at: datetime) -> None:
        """Note when it was first shown, from when its own time runs; a second showing changes nothing."""
        if self.first_served_at is None:
            self.first_served_at, self.expires_at = at, self.attempt.item_expires_at(at)
            Item.objects.filter(pk=self.pk, first_served_at=None).update(
                first_served_at=self.first_served_at, expires_at=self.expires_at
            )

    def is_running(self, at: datetime) -> bool:
        """Whether its own time, if it has one, is not up."""
        return self.expires_at is None or self.attempt.clock_time(at) < self.expires_at

    def accepts_saves(self, at: datetime) -> bool:
        """Whether a save still counts here, ``GRACE`` beyond its own time too. The attempt's deadline is another."""
        return self.expires_at is None or self.attempt.clock_time(at) < self.expires_at + GRACE

    def seconds_left(self, at: datetime) -> float | None:
        """Seconds until its own time is up, never below 0; None where it has none."""
        if self.expires_at is None:
            return None
        return max(0.0, (self.expires_at - self.attempt.clock_time(at)).total_seconds())
