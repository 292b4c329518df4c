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

LOST = timedelta(seconds=60)
"""How long work stands still before it may be given to the worker once more: a batch of responses takes seconds."""


class RescoringQuerySet(models.QuerySet["Rescoring"]):
    def of_practice_for(self, user: "User") -> "RescoringQuerySet":
        """Those of practice, in the guides this person may edit."""
        return self.filter(blueprint=None, guide__in=Guide.objects.editable_by(user))


class Rescoring(models.Model):
    """One batch: everyone's practice on a ``guide``, or the attempts on a ``blueprint`` that someone teaches.

    ``question`` and ``scorer_version`` narrow it down. ``done`` of ``total`` responses are through the step it is in;
    the last of them, or the asking for it again, was at ``moved_at``. ``run`` counts how often it was asked for again:
    a worker that comes back from an earlier run leaves it alone.
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
    moved_at = models.DateTimeField(null=True, blank=True)
    run = models.PositiveSmallIntegerField(default=0)

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
    def question_title(self) -> str:
        """The question as it is worded now; empty where the batch is about more than one."""
        if self.question is None:
            return ""
        return self.question.revisions.order_by("-pk").values_list("title", flat=True)[0]

    @property
    def is_working(self) -> bool:
        return self.step in {self.Step.PREVIEWING, self.Step.APPLYING}

    def seems_forgotten(self, at: datetime) -> bool:
        """Whether nobody has begun the work for a while."""
        return self.is_working and self.begun_at is None and self.stands_since < at - PATIENCE

    def has_stopped(self, at: datetime) -> bool:
        """Whether it stands still for so long that whoever worked on it must be gone."""
        return self.is_working and self.stands_since < at - LOST

    @property
    def stands_since(self) -> datetime:
        return self.moved_at or self.decided_at or self.asked_at

    def moves(self, done: int, at: datetime) -> bool:
        """Note how many responses are through the step; False where it was given to another run meanwhile."""
        mine = Rescoring.objects.filter(pk=self.pk, step=self.step, run=self.run)
        return mine.update(done=done, moved_at=at) == 1

    def try_again(self, at: datetime) -> bool:
        """Give it to a new run; return whether this call did. What was written stays written."""
        if not self.has_stopped(at):
            return False
        stopped = Rescoring.objects.filter(pk=self.pk, step=self.step, run=self.run, moved_at=self.moved_at)
        is_given = stopped.update(run=self.run + 1, begun_at=None, moved_at=at, done=0) == 1
        self.refresh_from_db()
        return is_given

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
            moved_at=None,
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
