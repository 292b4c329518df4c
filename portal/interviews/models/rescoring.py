"""Scoring again what was scored before: first what would change, then, if someone says so, the change."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.guides.models import Guide, GuideRevision, Question
from portal.interviews.models.attempt import Attempt
from portal.interviews.models.blueprint import Blueprint
from portal.interviews.models.response import Response
from portal.interviews.models.score import Score

if TYPE_CHECKING:
    from portal.accounts.models import User

PATIENCE = timedelta(seconds=10)
"""How long work waits for the worker before the page wonders whether one is running."""


class RescoringQuerySet(models.QuerySet["Rescoring"]):
    def of_practice_for(self, user: "User") -> "RescoringQuerySet":
        """Those of practice, in the guides this person may edit."""
        return self.filter(blueprint=None, guide__in=Guide.objects.editable_by(user))


class Rescoring(models.Model):
    """One batch: everyone's practice on a ``guide``, or the attempts on a ``blueprint`` that someone teaches.

    ``question`` and ``scorer_version`` narrow it down. ``done`` of ``total`` responses are through the step it is in.
    """

    class Step(models.TextChoices):
        PREVIEWING = "previewing", "Scoring again, to show what would change"
        PREVIEWED = "previewed", "Ready to decide"
        APPLYING = "applying", "Writing the new scores"
        APPLIED = "applied", "Done"

    guide = models.ForeignKey(Guide, models.PROTECT, null=True, blank=True, related_name="rescorings")
    blueprint = models.ForeignKey(Blueprint, models.PROTECT, null=True, blank=True, related_name="rescorings")
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="+")
    scorer_version = models.CharField(max_length=40, blank=True)
    step = models.CharField(max_length=20, choices=Step, default=Step.PREVIEWING)
    may_lower = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    objects = RescoringQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(guide=None, blueprint__isnull=False) | Q(guide__isnull=False, blueprint=None),
                name="rescoring_of_a_guide_or_a_blueprint",
            )
        ]

    def __str__(self) -> str:
        return f"rescoring of {self.guide or self.blueprint}"

    @property
    def is_working(self) -> bool:
        return self.step in {self.Step.PREVIEWING, self.Step.APPLYING}

    def seems_forgotten(self, at: datetime) -> bool:
        """Whether nobody has begun the work for a while."""
        since = self.decided_at or self.asked_at
        return self.is_working and self.begun_at is None and since < at - PATIENCE

    def responses(self) -> models.QuerySet[Response]:
        """What it is about: responses in words that have a score; also those a person has marked."""
        said = Response.objects.filter(
            item__kind__in=["open", "scenario"],
            item__attempt__finished_at__isnull=False,
            current_score__isnull=False,
        ).exclude(item__attempt__end_reason=Attempt.EndReason.VOIDED)
        if self.blueprint_id:
            said = said.filter(item__attempt__blueprint=self.blueprint_id)
        else:
            own = Q(item__attempt__blueprint__owner=F("item__attempt__learner"))
            practice = Q(item__attempt__blueprint__mode=Blueprint.Mode.PRACTICE)
            said = said.filter(own, practice, item__guide_revision__guide=self.guide_id)
        if self.question_id:
            said = said.filter(item__question_revision__question=self.question_id)
        if self.scorer_version:
            said = said.filter(current_score__scorer_version=self.scorer_version)
        return said.exclude(text="")

    def decide(self, *, may_lower: bool, reason: str, by: "User", at: datetime) -> bool:
        """Ask for the change; return whether this call did. Only a batch that was previewed can be decided on."""
        ready = Rescoring.objects.filter(pk=self.pk, step=self.Step.PREVIEWED)
        decided = ready.update(
            step=self.Step.APPLYING,
            may_lower=may_lower,
            reason=reason,
            decided_by=by,
            decided_at=at,
            begun_at=None,
            done=0,
        )
        self.refresh_from_db()
        return decided == 1


class Proposal(models.Model):
    """What a response would be worth: ``earned`` of what is possible in ``before``, with its points as JSON.

    ``applied`` is the score that was made of it; a proposal that was not applied stays for the record.
    """

    rescoring = models.ForeignKey(Rescoring, models.CASCADE, related_name="proposals")
    response = models.ForeignKey(Response, models.CASCADE, related_name="proposals")
    before = models.ForeignKey(Score, models.CASCADE, related_name="+")
    guide_revision = models.ForeignKey(GuideRevision, models.PROTECT, related_name="+")
    earned = models.PositiveIntegerField()
    possible = models.PositiveIntegerField()
    scorer_version = models.CharField(max_length=40)
    vocabulary_version = models.CharField(max_length=80)
    flags = models.JSONField(default=list, blank=True)
    confidence = models.CharField(max_length=20, blank=True)
    points = models.JSONField(default=list)
    applied = models.OneToOneField(Score, models.SET_NULL, null=True, blank=True, related_name="proposal")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rescoring", "response"], name="one_proposal_per_response"),
            models.CheckConstraint(condition=Q(earned__lte=F("possible")), name="proposal_within_what_is_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.earned} for {self.response}"

    @property
    def is_lower(self) -> bool:
        return self.earned < self.before.earned
