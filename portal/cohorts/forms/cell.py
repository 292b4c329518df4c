"""What an instructor decides about one learner in one assignment: each needs a reason."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.accounts.zones import zone
from portal.cohorts.forms.fields import WallTimeField
from portal.cohorts.models import Assignment, Override


class ReasonForm(forms.Form):
    """Voiding, excusing and counting again need nothing but a reason."""

    reason = forms.CharField(max_length=500, label="Reason (the learner can read it)")


class MinutesForm(ReasonForm):
    """Extending and reopening also say for how long."""

    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=1440)

    @property
    def time(self) -> timedelta:
        return timedelta(minutes=self.cleaned_data["minutes"])


class GradeForm(ReasonForm):
    """A grade in per cent, empty to let the computed one count; ``seen`` is the decision the form was made from."""

    grade = forms.DecimalField(
        label="Grade in per cent (empty: as computed)",
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=4,
        decimal_places=1,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def grade_in_1000(self) -> int | None:
        grade = self.cleaned_data["grade"]
        return None if grade is None else int(grade * 10)


class OverrideForm(ReasonForm):
    """What this person is given of their own; an empty field takes the assignment's value.

    ``seen`` is the newest change of it that the form was made from.
    """

    minutes = forms.IntegerField(label="Minutes, before the time factor", min_value=1, max_value=1440, required=False)
    attempts_allowed = forms.IntegerField(label="Attempts allowed", min_value=1, max_value=100, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("opens_at", "due_at", "closes_at", "minutes", "attempts_allowed", "reason")

    def __init__(self, data: Any, *, assignment: Assignment, override: Override | None, seen: int | None) -> None:
        names = ("opens_at", "due_at", "closes_at", "attempts_allowed", "reason")
        initial = {name: getattr(override, name) for name in names} if override else {}
        initial["seen"] = seen
        if override and override.limit:
            initial["minutes"] = int(override.limit.total_seconds()) // 60
        super().__init__(data, initial=initial)
        self.assignment = assignment
        for name, label in (("opens_at", "Opens"), ("due_at", "Due"), ("closes_at", "Closes")):
            self.fields[name] = WallTimeField(zone=zone(assignment.cohort.time_zone), label=label)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Refuse values that contradict each other together with those they inherit."""
        data = super().clean() or self.cleaned_data
        names = ("opens_at", "due_at", "closes_at")
        opens, due, closes = (data.get(name) or getattr(self.assignment, name) for name in names)
        if opens and due and due <= opens:
            raise ValidationError("With these, it would be due before it opens.")
        if closes and ((due and closes < due) or (opens and closes <= opens)):
            raise ValidationError("With these, it would close before it is due or open: give a later “closes” too.")
        return data

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        minutes = data["minutes"]
        return {
            "opens_at": data["opens_at"],
            "due_at": data["due_at"],
            "closes_at": data["closes_at"],
            "limit": timedelta(minutes=minutes) if minutes else None,
            "attempts_allowed": data["attempts_allowed"],
        }
