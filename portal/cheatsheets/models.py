"""PDFs that were typeset once and are kept: each is found by the hash of everything it is made of."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q

PATIENCE = timedelta(minutes=3)
"""How long whoever began typesetting a sheet is believed to be still at it."""

KEPT_BYTES = 50_000_000
"""Most bytes of PDFs kept, some 200 sheets; what was not used for longest goes first."""

FORGOTTEN = timedelta(days=1)
"""How long a sheet that was never made stays asked for."""


class TypesetSheetQuerySet(models.QuerySet["TypesetSheet"]):
    def made(self) -> "TypesetSheetQuerySet":
        return self.filter(made_at__isnull=False)

    def ask(self, key: str, recipe: dict[str, Any], at: datetime) -> tuple["TypesetSheet", bool]:
        """The sheet with this key, and whether this call is the one of many to have it typeset.

        That is who first asks for it, or first asks again after it failed or whoever began seems to be gone.
        """
        sheet, is_new = self.get_or_create(key=key, defaults={"recipe": recipe, "asked_at": at, "used_on": at.date()})
        if is_new or sheet.made_at:
            return sheet, is_new
        lost = self.filter(pk=sheet.pk, made_at=None, asked_at=sheet.asked_at, asked_at__lte=at - PATIENCE)
        is_mine = bool(lost.update(asked_at=at, begun_at=None, problem="", recipe=recipe))
        if is_mine:
            sheet.refresh_from_db()
        return sheet, is_mine

    def claim(self, key: str, at: datetime) -> bool:
        """Begin typesetting, unless somebody did."""
        return bool(self.filter(key=key, made_at=None, begun_at=None).update(begun_at=at))

    def keep(self, key: str, pdf: bytes, at: datetime) -> None:
        self.filter(key=key).update(pdf=pdf, size=len(pdf), made_at=at, problem="", used_on=at.date())

    def note_use(self, sheet: "TypesetSheet", at: datetime) -> None:
        """Remember the day of use; one write a day."""
        if sheet.used_on < at.date():
            self.filter(pk=sheet.pk).update(used_on=at.date())

    def trim(self, at: datetime, *, most: int = KEPT_BYTES) -> None:
        """Drop what was never made, and what was used least lately beyond ``most`` bytes."""
        self.filter(made_at=None, asked_at__lt=at - FORGOTTEN).delete()
        total, dropped = 0, []
        for pk, size in self.made().order_by("-used_on", "-made_at", "-pk").values_list("pk", "size"):
            total += size
            if total > most:
                dropped.append(pk)
        self.filter(pk__in=dropped).delete()


class TypesetSheet(models.Model):
    """A PDF, or one that is asked for. ``recipe`` holds all that is needed to make it, and names no person."""

    key = models.CharField(max_length=64, unique=True)
    recipe = models.JSONField()
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField()
    problem = models.CharField(max_length=500, blank=True)
    size = models.PositiveIntegerField(default=0)
    pdf = models.BinaryField(null=True, blank=True)

    objects = TypesetSheetQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(F("used_on").desc(), name="typeset_sheet_by_use")]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at=None, pdf=None) | Q(made_at__isnull=False, pdf__isnull=False),
                name="typeset_sheet_made_with_its_pdf",
            )
        ]

    def __str__(self) -> str:
        return self.key
