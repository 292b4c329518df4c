"""What one person has made of a question."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Progress(models.Model):
    """A learner's own marks on a question: read, and how well they know it.

    ``revision_seen`` is the revision the rating was given to; a newer current one means “changed since”.
    """

    class Rating(models.TextChoices):
        KNOWN = "known", "Known"
        UNSURE = "unsure", "Unsure"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="progress")
    question = models.ForeignKey("Question", models.PROTECT, related_name="progress")
    first_read_at = models.DateTimeField()
    rating = models.CharField(max_length=10, choices=Rating, blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)
    revision_seen = models.ForeignKey("QuestionRevision", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "progress"
        constraints = [
            models.UniqueConstraint(fields=["user", "question"], name="one_progress_per_person_and_question"),
            models.CheckConstraint(
                condition=Q(rating="", rated_at=None) | Q(rating__in=["known", "unsure"], rated_at__isnull=False),
                name="progress_rating_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.question_id} {self.rating or 'read'}"
