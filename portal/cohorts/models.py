"""Teaching: who learns with whom, and what they are asked to do."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.accounts.models import User, validate_time_zone
from portal.interviews.models import Attempt, BlueprintRevision


class CohortQuerySet(models.QuerySet["Cohort"]):
    def taught_by(self, user: User) -> "CohortQuerySet":
        """The cohorts this person teaches today."""
        return self.filter(
            memberships__user=user,
            memberships__role__in=[Membership.Role.INSTRUCTOR, Membership.Role.OWNER],
            memberships__left_at=None,
        )

    def with_member(self, user: User) -> "CohortQuerySet":
        """The cohorts this person belongs to today, in any role."""
        return self.filter(memberships__user=user, memberships__left_at=None)


class Cohort(models.Model):
    """A group of learners with its instructors and one time zone."""

    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person's place in a cohort. ``time_factor`` null: the person's own."""

    class Role(models.TextChoices):
        LEARNER = "learner", "Learner"
        INSTRUCTOR = "instructor", "Instructor"
        OWNER = "owner", "Owner"

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role, default=Role.LEARNER)
    time_factor = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["cohort", "user"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "user"], name="one_membership_per_person_and_cohort"),
            models.UniqueConstraint(
                fields=["cohort"], condition=Q(role="owner", left_at=None), name="one_owner_per_cohort"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["learner", "instructor", "owner"]), name="membership_role_known"
            ),
            models.CheckConstraint(
                condition=Q(time_factor=None) | (Q(time_factor__gte=1) & Q(time_factor__lte=10)),
                name="membership_time_factor_1_to_10",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.cohort}"


class Assignment(models.Model):
    """What a cohort is asked to do, and by when."""

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


class Override(models.Model):
    """What one person is given instead of an assignment's own values; null fields inherit."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="overrides")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="overrides")
    opens_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    limit = models.DurationField(null=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField(null=True, blank=True)
    is_excused = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "user"], name="one_override_per_person")]

    def __str__(self) -> str:
        return f"override of {self.assignment} for {self.user}"


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
