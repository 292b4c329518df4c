"""What people may send: the choice of an interview, and the words of a response."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from portal.accounts.models import User
from portal.guides.models import Guide, Topic
from portal.guides.models.guide import Level
from portal.guides.models.question import Kind
from portal.interviews.models import Item
from portal.interviews.saving import Save
from portal.interviews.spec import Spec

TEXT_LIMIT = 20_000
"""Longest response, in characters."""

LARGEST_VERSION = 2**31 - 1
LARGEST_SEQ = 2**53 - 1
"""The largest whole number that a browser counts to without loss."""

PRESETS: dict[str, tuple[str, dict[str, Any]]] = {
    "quick": ("Quick 10 minutes", {"count": 4, "minutes": 10}),
    "full": ("Full 45 minutes", {"count": 15, "minutes": 45}),
    "scenarios": ("Scenarios only", {"count": 5, "minutes": 20, "levels": [Level.SCENARIO.value]}),
}
"""Interviews at one click: what they are called, and what they ask for."""


class BlueprintForm(forms.Form):
    """Which questions, how many, and for how long. A filter with nothing ticked lets everything through."""

    levels = forms.MultipleChoiceField(choices=Level.choices, required=False)
    kinds = forms.MultipleChoiceField(choices=Kind.choices, required=False)
    count = forms.IntegerField(label="Number of questions", min_value=1, max_value=100)
    minutes = forms.IntegerField(min_value=1, max_value=480, required=False)
    seconds_each = forms.IntegerField(label="Seconds for each question", min_value=10, max_value=3600, required=False)

    def __init__(self, data: Mapping[str, Any], *, user: User) -> None:
        super().__init__(data)
        guides = Guide.objects.readable_by(user)
        titles = list(guides.order_by("current_revision__title").values_list("slug", "current_revision__title"))
        topics = Topic.objects.filter(questions__guide__in=guides, questions__retired_at=None).distinct()
        self.fields["guides"] = forms.MultipleChoiceField(
            choices=titles, error_messages={"required": "Choose at least one guide."}
        )
        self.fields["topics"] = forms.MultipleChoiceField(
            choices=[(topic.slug, topic.title) for topic in topics], required=False
        )

    def spec(self) -> Spec:
        """What was chosen, as far as it is valid: enough to count what matches while the form is being filled."""
        self.full_clean()
        chosen = self.cleaned_data
        return Spec(
            guides=tuple(chosen.get("guides", ())),
            count=chosen.get("count") or 1,
            minutes=chosen.get("minutes"),
            seconds_each=chosen.get("seconds_each"),
            topics=tuple(chosen.get("topics", ())),
            levels=tuple(chosen.get("levels", ())),
            kinds=tuple(chosen.get("kinds", ())),
        )


def with_defaults(chosen: QueryDict, user: User) -> QueryDict:
    """What a link or a half-filled form chose, and for the rest what a first visit shows; a lone guide is chosen."""
    data = chosen.copy()
    data.setdefault("count", "10")
    if "minutes" not in data and "guides" not in chosen:
        data["minutes"] = "30"
    slugs = list(Guide.objects.readable_by(user).values_list("slug", flat=True)[:2])
    if "guides" not in data and len(slugs) == 1:
        data.setlist("guides", slugs)
    return data


class LinesField(forms.CharField):
    """Text as it was typed, whatever line endings the browser sent; blank alone is empty."""

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return text if text.strip() else ""

    def validate(self, value: Any) -> None:
        super().validate(value)
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ValidationError("Half of a character (a lone surrogate) cannot be stored.") from None


class ResponseForm(forms.Form):
    """A response and what the save rule needs to know of it.

    A browser with scripts counts its saves in ``seq``. A plain form has none: its writer is then the rendered page
    *and* the text, so that the same form sent twice is one save, and sent again with other words is another's.
    """

    text = LinesField(
        required=False,
        strip=False,
        max_length=TEXT_LIMIT,
        error_messages={"max_length": "A response holds at most %(limit_value)d characters; this has %(show_value)d."},
    )
    base_version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION)
    writer = forms.RegexField(r"^[A-Za-z0-9_-]{8,40}\Z")
    seq = forms.IntegerField(min_value=1, max_value=LARGEST_SEQ, required=False)

    def __init__(self, data: QueryDict, *, item: Item) -> None:
        super().__init__(data)
        if choices := item.payload["choices"]:
            self.fields["text"] = forms.MultipleChoiceField(
                choices=[(choice["key"], choice["key"]) for choice in choices], required=False
            )

    def save_request(self) -> Save:
        cleaned = self.cleaned_data
        text = cleaned["text"] if isinstance(cleaned["text"], str) else " ".join(sorted(cleaned["text"]))
        writer, seq = cleaned["writer"], cleaned["seq"]
        if seq is None:
            writer, seq = f"{writer}.{sha256(text.encode()).hexdigest()[:16]}", 1
        return Save(base_version=cleaned["base_version"], writer=writer, seq=seq, text=text)
