"""A text on its way to becoming a guide, kept so that nothing typed or uploaded is lost."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.guides.models.guide import Guide, GuideRevision

if TYPE_CHECKING:
    from portal.accounts.models import User

PATIENCE = timedelta(seconds=10)
"""How long a draft waits for the worker before the page wonders whether one is running."""

STUCK = timedelta(minutes=10)
"""How long work may go without a sign of life before it may be asked for again."""


class DraftChanged(Exception):
    """The draft holds a newer text than the one that was seen; nothing was written."""


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, user: "User") -> "DraftQuerySet":
        """The drafts of this person, as far as they may still edit the guides that these are for."""
        editable = Guide.objects.editable_by(user)
        return self.filter(owner=user).filter(Q(guide=None) | Q(guide__in=editable))

    def open(self) -> "DraftQuerySet":
        """Those that did not become a revision yet."""
        return self.filter(applied_as=None)

    def for_listing(self) -> "DraftQuerySet":
        """Without what only their own page shows."""
        return self.select_related("guide__current_revision").defer(
            "data",
            "report",
            "decisions",
            "guide__current_revision__text",
            "guide__current_revision__original",
            "guide__current_revision__intro_html",
        )


class Draft(models.Model):
    """A text, and what it shall become: a new guide, or a revision of ``guide`` after ``based_on``.

    ``version`` grows with every save; ``report`` is what reading found in ``checked_version``, empty before the first.
    ``work`` is what the worker was asked for and has not finished. ``decisions`` holds, by the place of a question, the
    key points that a reviewer settled on and that are not in the text yet. Once applied, the revision keeps the text.
    ``form_key`` is of the form that made it: a second click on that finds what the first made.
    """

    class Work(models.TextChoices):
        CHECK = "check", "Reading the text"
        APPLY = "apply", "Applying the text"
        REVIEW = "review", "Writing the key points into the text"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts")
    guide = models.ForeignKey(Guide, models.PROTECT, null=True, blank=True, related_name="drafts")
    based_on = models.ForeignKey(GuideRevision, models.PROTECT, null=True, blank=True, related_name="+")
    slug = models.SlugField(max_length=100, blank=True, allow_unicode=True)
    name = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=20, choices=GuideRevision.Origin)
    format = models.CharField(max_length=10, default="markdown")
    data = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    keeps_damage = models.BooleanField(default=False)
    accepted_renames = models.JSONField(default=list, blank=True)
    decisions = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    work = models.CharField(max_length=10, choices=Work, blank=True)
    task_id = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    checked_version = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict, blank=True)
    applied_as = models.ForeignKey(GuideRevision, models.PROTECT, null=True, blank=True, related_name="+")
    form_key = models.CharField(max_length=100, unique=True, null=True, blank=True, editable=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "guide"],
                condition=Q(origin="editor", applied_as=None),
                name="one_open_edit_per_person_and_guide",
            ),
            models.CheckConstraint(
                condition=Q(guide=None, based_on=None) | Q(guide__isnull=False), name="draft_is_based_on_its_guide"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        if self.guide and self.guide.current_revision:
            return self.guide.current_revision.title
        return self.name or self.slug or "A new guide"

    @property
    def is_checked(self) -> bool:
        """Whether the report is about the text as it is now."""
        return bool(self.report) and not self.work and self.checked_version == self.version

    @property
    def is_behind(self) -> bool:
        """Whether the guide got a newer revision than the one that this text was made from."""
        return bool(self.guide and self.guide.current_revision_id != self.based_on_id)

    @property
    def can_apply(self) -> bool:
        """Whether nothing but the author's word is missing."""
        is_sound = self.is_checked and not self.report.get("has_errors")
        return is_sound and not self.is_behind and not self.applied_as_id

    def save_text(self, data: bytes, *, seen: int, at: datetime) -> None:
        """Keep a newer text. Raises ``DraftChanged`` where the draft is no longer at the version that was ``seen``."""
        self._update(seen, data=data, saved_at=at, decisions={})

    def save_choices(self, *, seen: int, **fields: Any) -> None:
        """Keep what was decided about the text. Raises ``DraftChanged``."""
        self._update(seen, **fields)

    def decide(self, position: int, points: list[dict[str, Any]], at: datetime) -> None:
        """Keep the key points that a reviewer settled on for the question at ``position``. Raises ``DraftChanged``."""
        self._update(self.version, decisions=self.decisions | {str(position): points}, saved_at=at)

    def _update(self, seen: int, **fields: Any) -> None:
        unchanged = Draft.objects.open().filter(pk=self.pk, version=seen).exclude(work__in=["apply", "review"])
        if not unchanged.update(version=F("version") + 1, **fields):
            raise DraftChanged
        self.refresh_from_db()

    def ask_for(self, work: str, at: datetime) -> bool:
        """Note that the worker is asked for ``work``; False where it is at something already, or the text is newer."""
        idle = Q(work="") | Q(asked_at__lt=at - STUCK)
        free = Draft.objects.open().filter(idle, pk=self.pk, version=self.version)
        asked = free.update(work=work, asked_at=at, begun_at=None, done=0, total=0, task_id="")
        return bool(asked)

    def is_stuck(self, at: datetime) -> bool:
        """Whether work was asked for so long ago that it may be asked for again."""
        return bool(self.work and self.asked_at and self.asked_at < at - STUCK)

    def seems_forgotten(self, at: datetime) -> bool:
        """Whether work was asked for, and nobody began it for a while."""
        return bool(self.work and not self.begun_at and self.asked_at and self.asked_at < at - PATIENCE)
