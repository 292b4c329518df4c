"""A group of learners with its instructors, and one person's place in it."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, OuterRef, Q

from portal.accounts.models import User, validate_time_zone
from portal.guides.models import Guide, GuideQuerySet


class CohortQuerySet(models.QuerySet["Cohort"]):
    def taught_by(self, user: User) -> Self:
        """The cohorts this person teaches today; an administrator, all."""
        if user.is_staff and user.is_superuser:
            return self.all()
        teaching = Membership.objects.teaching().filter(cohort=OuterRef("pk"), user=user)
        return self.filter(Exists(teaching))

    def with_member(self, user: User) -> Self:
        """The cohorts this person belongs to today, in any role."""
        return self.filter(Exists(Membership.objects.current().filter(cohort=OuterRef("pk"), user=user)))

    def open_to(self, user: User) -> Self:
        """Those this person may look into: as a member, as who teaches it, or as an administrator."""
        return self.all() if user.is_staff and user.is_superuser else self.with_member(user)

    def active(self) -> Self:
        return self.filter(archived_at=None)


class Cohort(models.Model):
    """A group of learners with its instructors and one time zone. ``version`` counts the edits of its settings.

    ``guides`` are those shared with it: of the guides for cohorts, its members may read these. ``form_key`` is of the
    form that made it: a second click on that finds what the first made.
    """

    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    guides = models.ManyToManyField(Guide, blank=True, related_name="cohorts")
    form_key = models.CharField(max_length=100, unique=True, null=True, blank=True, editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def found(cls, owner: User, *, name: str, time_zone: str, at: datetime, **fields: Any) -> "Cohort":
        """Make a cohort with its owner, or find the one that this form made before; ``fields`` are further ones."""
        try:
            with transaction.atomic():
                cohort = cls.objects.create(name=name, time_zone=time_zone, created_at=at, **fields)
                cohort.memberships.create(user=owner, role=Membership.Role.OWNER, joined_at=at)
        except IntegrityError:
            if (made := cls.objects.filter(form_key=fields.get("form_key", "")).first()) is None:
                raise
            return made
        return cohort

    def rewrite(self, version: int, values: dict[str, Any]) -> bool:
        """Change its settings if nobody else did since ``version``; return whether this call did."""
        written = Cohort.objects.filter(pk=self.pk, version=version).update(version=version + 1, **values)
        self.refresh_from_db()
        return written == 1

    def archive(self, at: datetime | None) -> None:
        """Put it away as of ``at``, or take it out again with None; nothing of it is lost."""
        self.archived_at = at
        self.save(update_fields=["archived_at"])

    def guides_to_share(self, user: User) -> GuideQuerySet:
        """The guides for cohorts that are shared here, or that this person may share; each with ``is_shared``."""
        shared = Cohort.guides.through.objects.filter(cohort=self, guide=OuterRef("pk"))
        writable = Guide.objects.editable_by(user).values("pk")
        ours = Guide.objects.filter(audience=Guide.Audience.COHORTS).annotate(is_shared=Exists(shared))
        return ours.filter(Q(is_shared=True) | Q(pk__in=writable)).for_reading().order_by("slug")

    def guides_to_read(self, user: User) -> GuideQuerySet:
        """What this person finds here to read: the guides shared here, and those that assignments ask about."""
        set_here = self.assignments.exclude(published_at=None).values("blueprint_revision__blueprint__guides")
        here = Q(pk__in=set_here) | Q(pk__in=self.guides.values("pk"))
        return Guide.objects.readable_by(user).filter(here).for_reading().order_by("slug")

    def hand_over(self, to: "Membership") -> bool:
        """Make another of its instructors the owner; the owner stays as an instructor. Return whether it happened."""
        with transaction.atomic():
            mine = self.memberships.current()
            # The UPDATE comes first: of two who hand over at once the second waits here, and then sees the new owner.
            Cohort.objects.filter(pk=self.pk).update(version=F("version"))
            if not mine.filter(pk=to.pk, role=Membership.Role.INSTRUCTOR).exists():
                return False
            mine.filter(role=Membership.Role.OWNER).update(role=Membership.Role.INSTRUCTOR)
            mine.filter(pk=to.pk).update(role=Membership.Role.OWNER)
        return True

    def admit(self, user: User, at: datetime) -> "Membership":
        """Make this person a learner here, or take them back where they had left; a member stays what they are."""
        self.take_in(user, at)
        return self.memberships.get(user=user)

    def take_in(self, user: User, at: datetime) -> bool:
        """``admit``, and say whether they were no member until now; of two calls at once only one says so."""
        learner = {"role": Membership.Role.LEARNER, "joined_at": at}
        membership, is_new = self.memberships.get_or_create(user=user, defaults=learner)
        gone = self.memberships.filter(pk=membership.pk, left_at__isnull=False)
        return is_new or gone.update(left_at=None, **learner) == 1


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> Self:
        return self.filter(left_at=None)

    def learners(self) -> Self:
        return self.filter(role=Membership.Role.LEARNER)

    def teaching(self) -> Self:
        """Those of instructors and owners who have not left."""
        return self.current().filter(role__in=[Membership.Role.INSTRUCTOR, Membership.Role.OWNER])


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

    objects = MembershipQuerySet.as_manager()

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

    @property
    def is_teaching(self) -> bool:
        return self.left_at is None and self.role != self.Role.LEARNER

    @property
    def factor(self) -> Decimal:
        """The time factor that counts here: the cohort's for this person, else the person's own."""
        return self.user.time_factor if self.time_factor is None else self.time_factor

    def leave(self, at: datetime) -> bool:
        """End the membership, keeping all that was done; return whether it ended. An owner hands over first."""
        current = Membership.objects.current().exclude(role=self.Role.OWNER)
        left = current.filter(pk=self.pk, joined_at__lte=at).update(left_at=at)
        self.refresh_from_db()
        return left == 1

    def change(self, *, role: str, time_factor: Decimal | None) -> None:
        """Give another role, unless it is the owner's, and a time factor here (None: the person's own)."""
        roles = Membership.objects.filter(pk=self.pk).exclude(role=self.Role.OWNER)
        roles.exclude(role=role).update(role=role)
        Membership.objects.filter(pk=self.pk).update(time_factor=time_factor)
        self.refresh_from_db()
