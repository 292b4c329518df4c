"""What a cohort is asked to do, and by when."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from portal.accounts.models import User
from portal.cohorts.models.cohort import Cohort, Membership
from portal.interviews.models import BlueprintRevision


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def taught_by(self, user: User) -> Self:
        return self.filter(cohort__in=Cohort.objects.taught_by(user))

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def given_to(self, user: User) -> Self:
        """What this person is asked to do: published, in a cohort they learn in, for all of it or for them by name."""
        learning = Membership.objects.current().learners().filter(user=user, cohort=OuterRef("cohort"))
        named = Assignment.persons.through.objects.filter(assignment=OuterRef("pk"))
        return self.published().filter(Exists(learning), ~Exists(named) | Exists(named.filter(user=user)))

    def interviews(self) -> Self:
        return self.exclude(form=Assignment.Form.READING)


class Assignment(models.Model):
    """What a cohort, or some of its learners by name, is asked to do, and by when.

    It owns a blueprint; ``blueprint_revision`` is the one that new attempts reference, with its questions pinned once
    it is published. ``persons`` empty: everyone in the cohort. ``version`` counts the edits, ``form_key`` is of the
    form that made it: a second click on that finds what the first made.
    """

    class Form(models.TextChoices):
        READING = "reading", "Reading"
        PRACTICE = "practice", "Practice interview"
        ASSESSED = "assessed", "Assessed interview"

    class KeptScore(models.TextChoices):
        BEST = "best", "The best attempt"
        LAST = "last", "The last attempt"
        AVERAGE = "average", "The average of all attempts"

    class LateRule(models.TextChoices):
        ACCEPT = "accept", "Accept"
        MARK = "mark", "Accept, marked late"
        DEDUCT = "deduct", "Deduct a percentage for each day"

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="assignments")
    blueprint_revision = models.ForeignKey(BlueprintRevision, models.PROTECT, related_name="assignments")
    title = models.CharField(max_length=200)
    form = models.CharField(max_length=20, choices=Form)
    opens_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    limit = models.DurationField(null=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField(null=True, blank=True)
    kept_score = models.CharField(max_length=20, choices=KeptScore, default=KeptScore.BEST)
    late_rule = models.CharField(max_length=20, choices=LateRule, default=LateRule.MARK)
    late_percent_a_day = models.PositiveSmallIntegerField(default=0)
    results_open_at = models.DateTimeField(null=True, blank=True)
    answers_open_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    results_announced_at = models.DateTimeField(null=True, blank=True)
    is_same_for_all = models.BooleanField(default=True)
    persons = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="assignments")
    version = models.PositiveIntegerField(default=1)
    form_key = models.CharField(max_length=100, unique=True, null=True, blank=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["cohort", "due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(due_at=None) | Q(due_at__gt=F("opens_at")),
                name="assignment_due_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(closes_at=None) | Q(closes_at__gte=F("due_at")),
                name="assignment_closes_when_due_or_later",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="assignment_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(late_percent_a_day__lte=100), name="assignment_late_deduction_within_100"
            ),
            models.CheckConstraint(
                condition=Q(attempts_allowed=None) | Q(attempts_allowed__gte=1), name="assignment_allows_an_attempt"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def blueprint_id(self) -> int:
        """The blueprint whose attempts are the attempts of this assignment; needs ``blueprint_revision`` loaded."""
        return self.blueprint_revision.blueprint_id

    @property
    def is_reading(self) -> bool:
        return self.form == self.Form.READING

    @property
    def is_assessed(self) -> bool:
        return self.form == self.Form.ASSESSED

    def rewrite(self, version: int, values: dict[str, Any]) -> bool:
        """Change it if nobody else did since ``version``; return whether this call did."""
        written = Assignment.objects.filter(pk=self.pk, version=version).update(version=version + 1, **values)
        self.refresh_from_db()
        return written == 1


class AssignmentTemplate(models.Model):
    """An assignment without its cohort and dates, kept by its instructor to be set again.

    ``values`` are its fields as plain JSON, ``spec`` what its interview is made of.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignment_templates")
    title = models.CharField(max_length=200)
    spec = models.JSONField()
    values = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
