"""What one person has made of a question."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.guides.models.guide import GuideRevision
    from portal.guides.models.question import QuestionRevision


class Mark(models.TextChoices):
    """What a reader sees of their progress on a question."""

    UNREAD = "unread", "Not read"
    READ = "read", "Read"
    UNSURE = "unsure", "Unsure"
    KNOWN = "known", "Known"


CHANGED = "changed"
"""Known, and worded anew since: what a reader filters by beside the marks."""
UNRATED = "unrated"
"""What a learner marks a question as to take their rating back; it stays read."""


class Unindexed(models.Func):
    """A column, by none of whose indexes rows are to be found (``+column``, sqlite.org/optoverview.html).

    What a person marked or sat is found by the person. SQLite keeps no statistics, and would rather go through all that
    anybody did with a guide.
    """

    template = "+%(expressions)s"
    arity = 1
    output_field = models.BigIntegerField()


class ProgressQuerySet(models.QuerySet["Progress"]):
    """Each marking is one statement, so that any number of them may run at once."""

    def of_guide(self, guide: Any) -> "ProgressQuerySet":
        """Those on questions of a guide, given by its key or by an expression of it."""
        return self.alias(of_guide=Unindexed("question__guide")).filter(of_guide=guide)

    def placed_in(self, guide_revision: "GuideRevision") -> "ProgressQuerySet":
        """Those on questions that ``guide_revision`` places.

        Each with ``placed_slug``, ``placed_section`` (a key) and ``placed_topics`` (slugs) of the question, and
        ``is_changed``: there is a newer text than the one marked as known.
        """
        wording = "question__revisions"
        is_changed = When(Q(rating=Mark.KNOWN) & ~Q(revision_seen=F(wording)), then=True)
        changed: dict[str, Any] = {"is_changed": Case(is_changed, default=False, output_field=models.BooleanField())}
        place = {
            "placed_slug": F("question__slug"),
            "placed_section": F(f"{wording}__placements__section"),
            "placed_topics": F(f"{wording}__topics"),
        }
        placed_in = Unindexed(f"{wording}__placements__guide_revision")
        placed = self.of_guide(guide_revision.guide_id).alias(placed_in=placed_in).filter(placed_in=guide_revision.pk)
        return placed.annotate(**place, **changed)

    def mark(self, user: "User", revision: "QuestionRevision", mark: str, at: datetime) -> None:
        """Mark a question, as worded today, as one of ``Mark`` but unread, or as ``UNRATED``."""
        if mark == Mark.READ:
            self.mark_read(user, revision, at)
        else:
            self.rate(user, revision, "" if mark == UNRATED else mark, at)

    def mark_read(self, user: "User", revision: "QuestionRevision", at: datetime) -> None:
        """Note the first reading; a later one changes nothing, and takes no rating away."""
        progress = Progress(user=user, question_id=revision.question_id, first_read_at=at, revision_seen=revision)
        self.bulk_create([progress], ignore_conflicts=True)

    def rate(self, user: "User", revision: "QuestionRevision", rating: str, at: datetime) -> None:
        """Rate how well this person knows the question as worded today; an empty ``rating`` takes theirs back."""
        progress = Progress(
            user=user,
            question_id=revision.question_id,
            first_read_at=at,
            rating=rating,
            rated_at=at if rating else None,
            revision_seen=revision,
        )
        self.bulk_create(
            [progress],
            update_conflicts=True,
            unique_fields=["user", "question"],
            update_fields=["rating", "rated_at", "revision_seen"],
        )


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

    placed_slug: str
    placed_section: int
    placed_topics: list[str]
    is_changed: bool

    objects = ProgressQuerySet.as_manager()

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
