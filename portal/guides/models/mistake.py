"""What readers found wrong in a question."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.guides.models.guide import Guide

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.guides.models.question import QuestionRevision

HOUR = timedelta(hours=1)
LIMIT = 10
"""Mistakes that one reader may report in an hour."""

LENGTH = 2_000
"""Characters of a report."""


class TooManyReports(Exception):
    """The reader reported as much as one may in an hour; nothing was written."""


class MistakeQuerySet(models.QuerySet["Mistake"]):
    def open(self) -> "MistakeQuerySet":
        return self.filter(settled_at=None)

    def for_authors(self, user: "User") -> "MistakeQuerySet":
        """Those in guides that this person may edit."""
        return self.filter(question__guide__in=Guide.objects.editable_by(user))

    def report(self, reader: "User", revision: "QuestionRevision", text: str, at: datetime) -> "Mistake":
        """Note what a reader found. The same words about the same question again are one report.

        Raises ``TooManyReports``.
        """
        again = self.open().filter(reader=reader, question=revision.question_id, text=text).first()
        if again:
            return again
        if self.filter(reader=reader, created_at__gt=at - HOUR).count() >= LIMIT:
            raise TooManyReports
        return self.create(
            reader=reader, question_id=revision.question_id, question_revision=revision, text=text, created_at=at
        )

    def settle(self, by: "User", at: datetime) -> int:
        """Mark as done those of these that are open; return how many."""
        return self.open().update(settled_at=at, settled_by=by)

    def reopen(self) -> int:
        return self.update(settled_at=None, settled_by=None)


class Mistake(models.Model):
    """Something that a reader says is wrong in a question, as it was worded when they read it."""

    question = models.ForeignKey("Question", models.PROTECT, related_name="mistakes")
    question_revision = models.ForeignKey("QuestionRevision", models.PROTECT, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reported_mistakes")
    text = models.TextField(max_length=LENGTH)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MistakeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["reader", "created_at"], name="mistakes_of_a_reader")]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None) | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="mistake_is_settled_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
