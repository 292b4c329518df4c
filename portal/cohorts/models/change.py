"""What people decided, who, when and why; only ever added to."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.cohorts.models.assignment import Assignment
from portal.interviews.clock import duration_words
from portal.interviews.models import Attempt

FIELD_WORDS = {
    "title": "title",
    "opens_at": "opens",
    "due_at": "due",
    "closes_at": "closes",
    "limit": "time",
    "attempts_allowed": "attempts",
    "kept_score": "score that counts",
    "late_rule": "when late",
    "late_percent_a_day": "per cent a day",
    "results_open_at": "results",
    "answers_open_at": "model answers",
    "revision": "revision",
    "more": "more time",
    "time": "time",
}
"""How a reader knows what changed; other keys of the log are for machines."""
DURATIONS = {"limit", "more", "time"}


def in_words(name: str, value: Any) -> str:
    """A value of the log to read; nothing is a dash."""
    if value is None:
        return "–"
    if name in DURATIONS:
        return duration_words(timedelta(seconds=value))
    if name.endswith("_at"):
        return f"{timezone.localtime(datetime.fromisoformat(value)):%-d %b %Y, %H:%M}"
    return str(value)


class Change(models.Model):
    """One decision of an instructor about an assignment, or about one learner in it; append-only.

    ``before`` and ``after`` hold what changed, by field, as plain JSON: moments in ISO form, durations in seconds.
    """

    class Kind(models.TextChoices):
        PUBLISHED = "published", "Published"
        EDITED = "edited", "Changed"
        REFRESHED = "refreshed", "Updated to the latest questions"
        SHIFTED = "shifted", "Dates moved"
        OVERRIDDEN = "overridden", "Own values"
        EXCUSED = "excused", "Excused"
        COUNTED = "counted", "No longer excused"
        EXTENDED = "extended", "Given more time"
        VOIDED = "voided", "Attempt voided"
        REOPENED = "reopened", "Reopened"
        RELEASED = "released", "Released"

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="changes")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="changes_for"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["assignment", "learner", "at"], name="change_by_assignment_learner")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.assignment}"

    @property
    def details(self) -> list[tuple[str, str, str]]:
        """What changed, in words: a field, what it was, what it became. Moments are in the reader's own zone."""
        return [
            (words, in_words(name, self.before.get(name)), in_words(name, self.after[name]))
            for name, words in FIELD_WORDS.items()
            if name in self.after
        ]


class GradeChange(models.Model):
    """A human decision on a grade, in 1/1000 of the whole; append-only, the newest counts.

    ``before`` and ``after`` are null where there was, or is to be, none but the computed one.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="grade_changes")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grade_changes")
    attempt = models.ForeignKey(Attempt, models.PROTECT, null=True, blank=True, related_name="grade_changes")
    before = models.PositiveIntegerField(null=True, blank=True)
    after = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(after=None) | Q(after__lte=1000), name="grade_within_the_whole")
        ]

    def __str__(self) -> str:
        return f"grade of {self.learner} in {self.assignment}"
