"""What people may send: the choice of an interview, and the words of a response."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from portal.accounts.models import User
from portal.guides.models import Guide, Topic
from portal.guides.models.guide import Level
from portal.interviews.answers import as_text, moved, possible_pairs
from portal.interviews.kinds import CHOOSABLE, ItemKind
from portal.interviews.models import Item
from portal.interviews.saving import Save
from portal.interviews.spec import UNLIKE_LAST, Spec

TEXT_LIMIT = 20_000
"""Longest response, in characters."""

LARGEST_VERSION = 2**31 - 1
LARGEST_SEQ = 2**53 - 1
"""The largest whole number that a browser counts to without loss."""

PRESETS: dict[str, tuple[str, dict[str, Any]]] = {
    "quick": ("Quick 10 minutes", {"count": 4, "minutes": 10}),
    "full": ("Full 45 minutes", {"count": 15, "minutes": 45, "has_follow_ups": "on"}),
    "scenarios": ("Scenarios only", {"count": 5, "minutes": 20, "levels": [Level.SCENARIO.value]}),
    "weak": ("My weak points", {"count": 6, "minutes": 15, "aims_at_weak": "on", "has_follow_ups": "on"}),
    "mixed": ("All kinds mixed", {"count": 10, "minutes": 25, "kinds": [value for value, _ in CHOOSABLE]}),
}
"""Interviews at one click: what they are called, and what they ask for."""


class BlueprintForm(forms.Form):
    """Which questions, how many, and for how long. A filter with nothing ticked lets everything through."""

    levels = forms.MultipleChoiceField(choices=Level.choices, required=False)
    kinds = forms.MultipleChoiceField(choices=CHOOSABLE, required=False)
    count = forms.IntegerField(label="Number of questions", min_value=1, max_value=100)
    minutes = forms.IntegerField(min_value=1, max_value=480, required=False)
    seconds_each = forms.IntegerField(label="Seconds for each question", min_value=10, max_value=3600, required=False)
    unlike_last = forms.IntegerField(label="Last interviews", min_value=0, max_value=50, required=False)
    aims_at_weak = forms.BooleanField(required=False)
    has_follow_ups = forms.BooleanField(required=False)

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
            unlike_last=UNLIKE_LAST if (last := chosen.get("unlike_last")) is None else last,
            aims_at_weak=chosen.get("aims_at_weak", False),
            has_follow_ups=chosen.get("has_follow_ups", False),
        )


def with_defaults(chosen: QueryDict, user: User) -> QueryDict:
    """What a link or a half-filled form chose, and for the rest what a first visit shows; a lone guide is chosen."""
    data = chosen.copy()
    if "count" not in chosen:
        data["count"], data["has_follow_ups"] = "10", "on"
    data.setdefault("unlike_last", str(UNLIKE_LAST))
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


class OrderField(forms.MultipleChoiceField):
    """Every key once, in any order."""

    default_error_messages = {"incomplete": "An order holds every step once; this one does not."}

    def __init__(self, *, keys: Sequence[str]) -> None:
        super().__init__(choices=[(key, key) for key in keys], required=False)
        self._keys = sorted(keys)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and sorted(value) != self._keys:
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")


class PairsField(forms.MultipleChoiceField):
    """For each prompt at most one option, as ``prompt=option``; what was left open arrives as an empty value."""

    default_error_messages = {"twice": "Each prompt takes one option; here one has two."}

    def to_python(self, value: Any) -> list[str]:
        return [pair for pair in super().to_python(value) if pair]

    def validate(self, value: Any) -> None:
        super().validate(value)
        prompts = [pair.partition("=")[0] for pair in value]
        if len(set(prompts)) < len(prompts):
            raise ValidationError(self.error_messages["twice"], code="twice")


def _field_of(item: Item) -> forms.Field | None:
    """The field of an item that is not answered in words."""
    payload = item.payload
    if item.kind == ItemKind.ORDERING:
        return OrderField(keys=[step["key"] for step in payload["steps"]])
    if item.kind == ItemKind.MATCHING:
        return PairsField(choices=[(pair, pair) for pair in possible_pairs(payload)], required=False)
    if payload["choices"]:
        keys = [choice["key"] for choice in payload["choices"]]
        return forms.MultipleChoiceField(choices=[(key, key) for key in keys], required=False)
    return None


class ResponseForm(forms.Form):
    """A response and what the save rule needs to know of it.

    A browser with scripts counts its saves in ``seq``. A plain form has none: its writer is then the rendered page
    *and* the text, so that the same form sent twice is one save, and sent again with other words is another's.
    """

    text: forms.Field = LinesField(
        required=False,
        strip=False,
        max_length=TEXT_LIMIT,
        error_messages={"max_length": "A response holds at most %(limit_value)d characters; this has %(show_value)d."},
    )
    base_version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION)
    writer = forms.RegexField(r"^[A-Za-z0-9_-]{8,40}\Z")
    seq = forms.IntegerField(min_value=1, max_value=LARGEST_SEQ, required=False)
    then = forms.CharField(required=False)

    def __init__(self, data: QueryDict, *, item: Item) -> None:
        super().__init__(data)
        self._item = item
        if field := _field_of(item):
            self.fields["text"] = field

    def clean(self) -> None:
        """Bring the answer into its one text; a button that moves a step does so here, before anything is kept."""
        text = self.cleaned_data.get("text")
        if isinstance(text, list) and self._item.kind == ItemKind.ORDERING:
            self.cleaned_data["text"] = self._order(text, self.cleaned_data.get("then", ""))
        elif isinstance(text, list):
            self.cleaned_data["text"] = as_text(text)

    def _order(self, keys: list[str], then: str) -> str:
        """A plain form sends the order it shows, touched or not: only going on to the next question answers by it."""
        shown = [step["key"] for step in self._item.payload["steps"]]
        order = moved(keys, then)
        is_untouched = order == shown and self._item.response.version == 0
        return "" if is_untouched and then not in {"", "next"} else as_text(order, is_order=True)

    def save_request(self) -> Save:
        cleaned = self.cleaned_data
        text, writer, seq = cleaned["text"], cleaned["writer"], cleaned["seq"]
        if seq is None:
            writer, seq = f"{writer}.{sha256(text.encode()).hexdigest()[:16]}", 1
        return Save(base_version=cleaned["base_version"], writer=writer, seq=seq, text=text)
