"""What a person says of a response."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from portal.interviews.models import PointResult
from portal.interviews.results import ItemResult

VERDICTS = [(verdict.value, verdict.label) for verdict in PointResult.Verdict if verdict != PointResult.Verdict.DENIED]


class ClaimDecisionForm(forms.Form):
    """What a person says to a learner's “I said it in other words”; ``seen`` is the score the page showed."""

    then = forms.ChoiceField(choices=[("accept", "Accept"), ("decline", "Decline")])
    seen = forms.IntegerField()


class MarkForm(forms.Form):
    """A verdict for each key point, or instead a whole in per cent; a reason where anything changes; a comment."""

    per_cent = forms.IntegerField(label="Or the whole, in per cent", min_value=0, max_value=100, required=False)
    reason = forms.CharField(max_length=500, required=False, label="Reason (the learner can read it)")
    comment = forms.CharField(
        max_length=5000,
        required=False,
        label="Comment to the learner",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, line: ItemResult, seen: int | None) -> None:
        super().__init__(data, initial={"seen": seen})
        self.line = line
        for point in line.points:
            verdicts = VERDICTS + [choice for choice in [("denied", "Denied")] if point.verdict == "denied"]
            self.fields[f"point-{point.key_point}"] = forms.ChoiceField(
                choices=verdicts, initial=point.verdict, label=point.text, required=False
            )

    @property
    def verdicts(self) -> dict[int, str]:
        """Those that were given, by key point."""
        cleaned = self.cleaned_data
        given = {point.key_point: cleaned.get(f"point-{point.key_point}", "") for point in self.line.points}
        return {key_point: verdict for key_point, verdict in given.items() if verdict}

    @property
    def changes_something(self) -> bool:
        before = {point.key_point: point.verdict for point in self.line.points}
        return self.cleaned_data.get("per_cent") is not None or any(
            before[key_point] != verdict for key_point, verdict in self.verdicts.items()
        )

    def keep(self, sent: QueryDict, *, but: str) -> bool:
        """Begin with what was ``sent`` where it differs, ``but`` for one field; return whether anything does."""
        kept = {
            name: sent[name]
            for name, field in self.fields.items()
            if name not in {"seen", but} and sent.get(name, "") not in {"", self.get_initial_for_field(field, name)}
        }
        self.initial.update(kept)
        return bool(kept)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.changes_something and not data.get("reason"):
            raise ValidationError("Say why: the learner sees what was changed, and the reason.")
        return data
