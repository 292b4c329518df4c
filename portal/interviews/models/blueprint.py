"""What an interview is made of."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.guides.models import Guide, QuestionRevision, ToolTable, Topic

SET_FOR_OTHERS = "assignment-"
"""How the fingerprint of a blueprint begins that nobody chose for themselves."""


class BlueprintQuerySet(models.QuerySet["Blueprint"]):
    def chosen(self) -> Self:
        """Those that someone chose for themselves: what is set for others is begun where it was set, by its terms."""
        return self.exclude(fingerprint__startswith=SET_FOR_OTHERS)


class Blueprint(models.Model):
    """The choice of questions and time an interview is made from.

    ``levels`` and ``kinds`` are lists of words, empty for all. ``minutes`` are of the whole,
    ``seconds_each`` of a single question; with neither it is untimed. ``fingerprint`` is of the
    whole choice, so that the same choice by the same owner is the same blueprint; one that is set for others is like
    no other, and begins with ``SET_FOR_OTHERS``.
    """

    class Mode(models.TextChoices):
        PRACTICE = "practice", "Practice"
        ASSESSED = "assessed", "Assessed"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="blueprints")
    fingerprint = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    guides = models.ManyToManyField(Guide, related_name="blueprints")
    topics = models.ManyToManyField(Topic, blank=True, related_name="blueprints")
    levels = models.JSONField(default=list, blank=True)
    kinds = models.JSONField(default=list, blank=True)
    count = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_each = models.PositiveSmallIntegerField(null=True, blank=True)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.PRACTICE)
    created_at = models.DateTimeField()

    objects = BlueprintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "fingerprint"], name="one_blueprint_per_choice"),
            models.CheckConstraint(condition=Q(count__gte=1) & Q(count__lte=100), name="blueprint_count_1_to_100"),
            models.CheckConstraint(
                condition=Q(minutes=None) | (Q(minutes__gte=1) & Q(minutes__lte=480)), name="blueprint_minutes_1_to_480"
            ),
            models.CheckConstraint(
                condition=Q(seconds_each=None) | (Q(seconds_each__gte=10) & Q(seconds_each__lte=3600)),
                name="blueprint_seconds_each_10_to_3600",
            ),
            models.CheckConstraint(condition=Q(mode__in=["practice", "assessed"]), name="blueprint_mode_known"),
        ]

    def __str__(self) -> str:
        return self.title


class BlueprintRevision(models.Model):
    """A blueprint as it stood when it was published or first sat; immutable. ``spec`` is its fields as plain JSON."""

    blueprint = models.ForeignKey(Blueprint, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    spec = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["blueprint", "number"]
        constraints = [
            models.UniqueConstraint(fields=["blueprint", "number"], name="one_blueprint_revision_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.blueprint} (revision {self.number})"


class PinnedQuestion(models.Model):
    """What a blueprint revision asks, or draws from, at its position: a question's revision, or pairs of a table.

    ``kind`` is how it is asked, empty where that is as its guide asks it.
    """

    blueprint_revision = models.ForeignKey(BlueprintRevision, models.CASCADE, related_name="pinned_questions")
    question_revision = models.ForeignKey(QuestionRevision, models.PROTECT, null=True, blank=True, related_name="+")
    table = models.ForeignKey(ToolTable, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, blank=True, default="", db_default="")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["blueprint_revision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["blueprint_revision", "position"], name="one_pinned_question_per_position"),
            models.CheckConstraint(
                condition=Q(question_revision__isnull=False, table=None)
                | Q(question_revision=None, table__isnull=False),
                name="pin_is_a_question_or_a_table",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.question_revision or self.table}"
