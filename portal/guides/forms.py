"""What a reader may narrow a guide by, and how they mark a question."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from portal.guides.models import Kind, Level, Mark, Topic
from portal.guides.models.mistake import LENGTH
from portal.guides.models.progress import CHANGED, UNRATED

ANY = ("", "Any")


class GuideFilterForm(forms.Form):
    """Which of a guide's questions to show; nothing chosen shows all, and a choice unknown here narrows nothing."""

    q = forms.CharField(label="Words", required=False, widget=forms.TextInput({"type": "search"}))
    level = forms.ChoiceField(choices=[ANY, *Level.choices], required=False)
    kind = forms.ChoiceField(choices=[ANY, *Kind.choices], required=False)
    topic = forms.ChoiceField(required=False)
    mark = forms.ChoiceField(
        label="My progress", choices=[ANY, *Mark.choices, (CHANGED, "Changed since I knew it")], required=False
    )

    def __init__(self, data: Any, *, topics: Iterable[Topic], has_marks: bool) -> None:
        super().__init__(data, label_suffix="")
        field = cast("forms.ChoiceField", self.fields["topic"])
        field.choices = [ANY, *((topic.slug, topic.title) for topic in topics)]
        if not has_marks:
            del self.fields["mark"]


class MarkForm(forms.Form):
    mark = forms.ChoiceField(choices=[*Mark.choices[1:], (UNRATED, "Take my rating back")])


class MistakeForm(forms.Form):
    text = forms.CharField(
        label="What is wrong?",
        max_length=LENGTH,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Write what is wrong."},
    )
