"""A guide, its revisions, and the sections of each."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Count, Exists, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.urls import reverse

from portal.guides.models.progress import Progress
from portal.guides.withholding import withholding_stamp

if TYPE_CHECKING:
    from portal.accounts.models import User


class Level(models.TextChoices):
    BASIC = "basic", "Basic"
    INTERMEDIATE = "intermediate", "Intermediate"
    ADVANCED = "advanced", "Advanced"
    SCENARIO = "scenario", "Scenario"


def _may_edit(user: "User") -> Q:
    """The condition under which a guide is an instructor's to write."""
    editing = Guide.editors.through.objects.filter(guide=OuterRef("pk"), user=user)
    teaching = user.groups.through.objects.filter(user=user, group__name=settings.INSTRUCTORS_GROUP)
    return (Q(owner=user) | Exists(editing)) & Exists(teaching)


class GuideQuerySet(models.QuerySet["Guide"]):
    def readable_by(self, user: "User | AnonymousUser") -> "GuideQuerySet":
        """The guides this person may read; signed out, that is none unless ``VIVA_PUBLIC_GUIDES`` is on.

        Administrators read everything, owners and editors their own drafts, instructors the question pools too, and
        members of an active cohort what is shared with it.
        """
        published = Q(status=Guide.Status.PUBLISHED, audience=Guide.Audience.EVERYONE)
        current = self.exclude(current_revision=None)
        if not user.is_authenticated:
            return current.filter(published) if settings.PUBLIC_GUIDES else self.none()
        if user.is_staff:
            return current
        editing = Guide.editors.through.objects.filter(guide=OuterRef("pk"), user=user)
        rights = published | Q(owner=user) | Exists(editing)
        pool = Q(status=Guide.Status.PUBLISHED, audience=Guide.Audience.INSTRUCTORS)
        teaching = user.groups.through.objects.filter(user=user, group__name=settings.INSTRUCTORS_GROUP)
        shared = Q(status=Guide.Status.PUBLISHED, audience=Guide.Audience.COHORTS)
        belonging = user.memberships.filter(left_at=None, cohort__archived_at=None, cohort__guides=OuterRef("pk"))
        return current.filter(rights | (pool & Exists(teaching)) | (shared & Exists(belonging)))

    def editable_by(self, user: "User | AnonymousUser") -> "GuideQuerySet":
        """The guides this person may write: administrators all, instructors what they own or are editors of."""
        current = self.exclude(current_revision=None)
        if not user.is_authenticated:
            return self.none()
        return current if user.is_staff else current.filter(_may_edit(user))

    def with_right_to_edit(self, user: "User | AnonymousUser") -> "GuideQuerySet":
        """Each with ``is_editable``: whether this person may write it."""
        may = _may_edit(user) if user.is_authenticated and not user.is_staff else Q()
        right: dict[str, Any] = {"is_editable": Value(value=user.is_authenticated)}
        if may:
            right = {"is_editable": Case(When(may, then=True), default=False, output_field=models.BooleanField())}
        return self.annotate(**right)

    def for_reading(self) -> "GuideQuerySet":
        """Each with its current revision, without the document that the pages are made from."""
        return self.select_related("current_revision").defer("current_revision__text", "current_revision__original")

    def with_progress_stamp(self, user: "User | AnonymousUser") -> "GuideQuerySet":
        """Each with ``progress_stamp``: a value that changes whenever this person marks one of its questions."""
        mine = Progress.objects.filter(user=user.pk).of_guide(OuterRef("pk")).values("question__guide")
        marked = JSONObject(questions=Count("pk"), rated=Count("rated_at"), last=Max("rated_at"))
        stamp = {"progress_stamp": Subquery(mine.values(marked=marked))}
        return self.annotate(**stamp)

    def with_withholding_stamp(self, user: "User | AnonymousUser") -> "GuideQuerySet":
        """Each with ``withholding_stamp``: null, or a value that changes with what is withheld from this person."""
        stamp: dict[str, Any] = {"withholding_stamp": withholding_stamp(user, "pk") or Value(None, models.JSONField())}
        return self.annotate(**stamp)


class Guide(models.Model):
    """One document to learn from. Its identity is the slug; its content is its current revision.

    ``indexed_revision`` is the one that search has caught up with.
    """

    class Audience(models.TextChoices):
        EVERYONE = "everyone", "Everyone"
        COHORTS = "cohorts", "Cohorts it is shared with"
        INSTRUCTORS = "instructors", "Instructors only: a question pool"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        ARCHIVED = "archived", "Archived"

    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="owned_guides"
    )
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="edited_guides")
    audience = models.CharField(max_length=20, choices=Audience, default=Audience.EVERYONE)
    status = models.CharField(max_length=20, choices=Status, default=Status.PUBLISHED)
    current_revision = models.ForeignKey(
        "GuideRevision", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    indexed_revision = models.ForeignKey(
        "GuideRevision", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField()

    progress_stamp: object
    withholding_stamp: object
    is_editable: bool

    objects = GuideQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=["everyone", "cohorts", "instructors"]), name="guide_audience_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "archived"]), name="guide_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("guides:guide_detail", args=[self.slug])


class GuideRevision(models.Model):
    """The document as it was applied once; immutable. ``applied_at`` is null until its rows are whole."""

    class Origin(models.TextChoices):
        REPOSITORY = "repository", "The content folder"
        UPLOAD = "upload", "An upload"
        PASTE = "paste", "A paste"
        EDITOR = "editor", "The editor"

    guide = models.ForeignKey(Guide, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    origin = models.CharField(max_length=20, choices=Origin)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="guide_revisions"
    )
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=35, default="en")
    reviewed_on = models.DateField(null=True, blank=True)
    aliases = models.JSONField(default=dict, blank=True, help_text="Other words for a term, term by term.")
    question_count = models.PositiveIntegerField(default=0)
    intro_html = models.TextField(blank=True)
    text = models.TextField()
    original = models.BinaryField()

    class Meta:
        ordering = ["guide", "number"]
        constraints = [models.UniqueConstraint(fields=["guide", "number"], name="one_guide_revision_per_number")]

    def __str__(self) -> str:
        return f"{self.title} (revision {self.number})"


class Section(models.Model):
    """A ``##`` part of one guide revision."""

    guide_revision = models.ForeignKey(GuideRevision, models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300, blank=True)
    level = models.CharField(max_length=20, choices=Level, blank=True)
    intro_html = models.TextField(blank=True)
    is_cheat_sheet = models.BooleanField(default=False)

    class Meta:
        ordering = ["guide_revision", "position"]
        constraints = [models.UniqueConstraint(fields=["guide_revision", "position"], name="one_section_per_position")]

    def __str__(self) -> str:
        return self.title
