"""Forms about a cohort and the people in it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.accounts.models import validate_time_zone
from portal.accounts.zones import zone_choices
from portal.cohorts.models import Cohort, Membership

LIST_BYTES = 300_000
"""Longest list of people, in bytes."""


class CohortForm(forms.Form):
    """``version`` is that of the settings the form was filled from."""

    name = forms.CharField(max_length=200)
    time_zone = forms.CharField(
        validators=[validate_time_zone],
        help_text="Due dates are set in it. Everyone also sees them in their own zone.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)

    def __init__(self, *args: Any, own_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].widget = forms.Select(choices=zone_choices(own_zone))

    @property
    def settings(self) -> dict[str, str]:
        return {"name": self.cleaned_data["name"], "time_zone": self.cleaned_data["time_zone"]}


class InviteForm(forms.Form):
    """How long a code lets people in, and how many."""

    days = forms.IntegerField(label="Valid for days", min_value=1, max_value=365, required=False, initial=14)
    most_uses = forms.IntegerField(label="For at most so many people", min_value=1, max_value=10_000, required=False)

    def expires_at(self, at: datetime) -> datetime | None:
        days = self.cleaned_data["days"]
        return at + timedelta(days=days) if days else None


class CodeForm(forms.Form):
    """A code as it is read from a board: capitals, spaces and dashes make no difference."""

    code = forms.CharField(max_length=40, label="Code")

    def clean_code(self) -> str:
        return "".join(sign for sign in self.cleaned_data["code"].upper() if sign.isalnum())


class PeopleForm(forms.Form):
    """A list of people, typed, pasted or as a file; the file wins."""

    people = forms.CharField(
        label="People",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        required=False,
        strip=False,
        max_length=LIST_BYTES,
        help_text="One person a line: an e-mail address, or a table with the columns email and name.",
    )
    file = forms.FileField(label="Or a CSV file", required=False)
    sends_mail = forms.BooleanField(label="Send each of them a letter with their link", required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if upload := data.get("file"):
            if upload.size > LIST_BYTES:
                raise ValidationError("The file is larger than a list of people may be (300 KB).")
            try:
                data["people"] = upload.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise ValidationError(
                    "The file is not UTF-8 text. Save it as “CSV UTF-8” and choose it again."
                ) from None
        if "\0" in data.get("people", ""):
            raise ValidationError("The list holds a NUL character.")
        if not data.get("people", "").strip():
            raise ValidationError("Type or paste at least one e-mail address, or choose a file.")
        return data


class MemberForm(forms.Form):
    """Someone's role here, and their time factor (empty: their own)."""

    role = forms.ChoiceField(choices=[choice for choice in Membership.Role.choices if choice[0] != "owner"])
    time_factor = forms.DecimalField(
        label="Time factor here",
        min_value=Decimal(1),
        max_value=Decimal(10),
        max_digits=4,
        decimal_places=2,
        required=False,
        help_text="1.25 gives a quarter more time in every interview of this cohort. Empty: the person's own.",
    )

    def __init__(self, data: Any, *, membership: Membership) -> None:
        initial = {"role": membership.role, "time_factor": membership.time_factor}
        super().__init__(data, initial=initial)
        if membership.role == Membership.Role.OWNER:
            del self.fields["role"]


def cohort_initial(cohort: Cohort) -> dict[str, Any]:
    return {"name": cohort.name, "time_zone": cohort.time_zone, "version": cohort.version}
