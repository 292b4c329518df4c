"""The key points of one question as a reviewer edits them: a row each."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from portal.guides.markdown.point_editing import EditedPoint, survives

TOTAL_LIMIT = 30_000
"""Characters of all key points of a question together: each is read as Markdown, which costs by its length."""

WEIGHTS = [(weight, str(weight)) for weight in range(1, 6)]


class PointForm(forms.Form):
    """One key point. An empty text, or a point not kept, leaves it out."""

    is_kept = forms.BooleanField(required=False, initial=True, label="Keep")
    text = forms.CharField(
        required=False, max_length=2_000, label="Key point", widget=forms.Textarea({"rows": 1, "class": "point-text"})
    )
    is_optional = forms.BooleanField(required=False, label="Optional")
    aliases = forms.CharField(required=False, max_length=2_000, label="Other wordings")
    weight = forms.TypedChoiceField(choices=WEIGHTS, coerce=int, label="Weight", initial=1)
    joins = forms.BooleanField(required=False, label="Merge into the one above")
    group = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    def clean_aliases(self) -> tuple[str, ...]:
        words = (" ".join(word.split()) for word in self.cleaned_data["aliases"].split(";"))
        return tuple(dict.fromkeys(filter(None, words)))

    @property
    def is_left_out(self) -> bool:
        return not self.cleaned_data.get("is_kept") or not self.cleaned_data.get("text")

    def point(self) -> EditedPoint:
        cleaned = self.cleaned_data
        return EditedPoint(
            text=cleaned["text"],
            is_required=not cleaned["is_optional"],
            weight=cleaned["weight"],
            aliases=cleaned["aliases"],
            group=cleaned["group"] or None,
        )


class PointFormSet(forms.BaseFormSet[PointForm]):
    """The rows of a question, and two empty ones for points to add."""

    def clean(self) -> None:
        if any(self.errors):
            return
        points = self.points()
        if not points:
            raise ValidationError("Keep at least one key point: without any, they would be proposed again.")
        if sum(len(point.text) + sum(map(len, point.aliases)) for point in points) > TOTAL_LIMIT:
            raise ValidationError(f"All key points of a question have at most {TOTAL_LIMIT:,} characters together.")
        if lost := next((point for point in points if not survives(point)), None):
            words = "would be read differently in the guide. Leave out brackets and semicolons at its end."
            raise ValidationError(f"“{lost.text[:80]}” {words}")

    def points(self) -> list[EditedPoint]:
        """The points as they were settled: merged, and without those left out."""
        points: list[EditedPoint] = []
        for form in self.forms:
            if form.is_left_out:
                continue
            point = form.point()
            if form.cleaned_data["joins"] and points:
                points[-1] = points[-1].joined(point)
            else:
                points.append(point)
        return points


_factory = forms.formset_factory(PointForm, formset=PointFormSet, extra=1, max_num=100, absolute_max=120)
PointForms = cast("type[PointFormSet]", _factory)


def initial_of(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Stored decisions as the rows of the form."""
    return [
        {
            "is_kept": True,
            "text": point["text"],
            "is_optional": not point["is_required"],
            "aliases": "; ".join(point["aliases"]),
            "weight": point["weight"],
            "group": point["group"] or "",
        }
        for point in points
    ]
