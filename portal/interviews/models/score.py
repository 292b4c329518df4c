"""What a response was worth: scores are appended, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.guides.models import GuideRevision, KeyPoint
from portal.interviews.models.attempt import Attempt
from portal.interviews.models.response import Response


class Score(models.Model):
    """One scoring of one version of a response, in 1/1000 point: ``earned`` of ``possible``.

    ``by`` is null where the scorer did it.
    """

    class Cause(models.TextChoices):
        HANDED_IN = "handed_in", "Handed in"
        RESCORED = "rescored", "Scored again"
        MARKED = "marked", "Marked by an instructor"

    response = models.ForeignKey(Response, models.CASCADE, related_name="scores")
    response_version = models.PositiveIntegerField()
    scorer_version = models.CharField(max_length=40)
    vocabulary_version = models.CharField(max_length=80, blank=True)
    cause = models.CharField(max_length=20, choices=Cause)
    earned = models.PositiveIntegerField()
    possible = models.PositiveIntegerField()
    flags = models.JSONField(default=list, blank=True)
    confidence = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(earned__lte=F("possible")), name="score_within_what_is_possible"),
            models.UniqueConstraint(
                fields=["response", "response_version", "scorer_version", "vocabulary_version"],
                condition=Q(cause="handed_in"),
                name="one_score_per_version_handed_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earned} of {self.possible} for {self.response}"


class PointResultQuerySet(models.QuerySet["PointResult"]):
    def claimable_in(self, attempt: Attempt) -> "PointResultQuerySet":
        """Those of the scores that count, where the scorer did not find the whole point."""
        return self.filter(score__response__item__attempt=attempt, score__response__current_score=F("score")).exclude(
            verdict=PointResult.Verdict.HIT
        )


class PointResult(models.Model):
    """How one key point fared: ``credit`` in 1/1000, ``spans`` as [start, end] pairs of characters of the response."""

    class Verdict(models.TextChoices):
        HIT = "hit", "Hit"
        PARTLY = "partly", "Partly"
        MISSED = "missed", "Missed"
        DENIED = "denied", "Denied"

    score = models.ForeignKey(Score, models.CASCADE, related_name="point_results")
    key_point = models.ForeignKey(KeyPoint, models.PROTECT, related_name="results")
    credit = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict)
    spans = models.JSONField(default=list, blank=True)

    objects = PointResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["score", "key_point"], name="one_result_per_point"),
            models.CheckConstraint(condition=Q(credit__lte=1000), name="point_credit_within_one"),
        ]

    def __str__(self) -> str:
        return f"{self.key_point}: {self.verdict}"


class Claim(models.Model):
    """A learner's “I said it in other words” for a point the scorer missed; shown beside the score, never inside."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    response = models.ForeignKey(Response, models.CASCADE, related_name="claims")
    key_point = models.ForeignKey(KeyPoint, models.PROTECT, related_name="claims")
    span = models.JSONField(null=True, blank=True)
    at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "key_point"], name="one_claim_per_point")]

    def __str__(self) -> str:
        return f"claim of {self.key_point}"


class GuideVocabulary(models.Model):
    """How common each word is in one guide revision, and its other names, as the scorer reads them; immutable.

    Made when a response to one of its questions is first scored. ``version`` is recorded with every score. ``data`` is
    JSON as text, not as a JSON column: PostgreSQL would put its keys in another order, and their order is content.
    """

    guide_revision = models.OneToOneField(GuideRevision, models.CASCADE, related_name="vocabulary")
    version = models.CharField(max_length=80)
    data = models.TextField()

    class Meta:
        verbose_name_plural = "guide vocabularies"

    def __str__(self) -> str:
        return f"vocabulary of {self.guide_revision}"
