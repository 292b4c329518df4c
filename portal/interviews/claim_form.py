"""“I said it in other words”: which words."""

from django import forms
from django.core.exceptions import ValidationError

from portal.interviews.evidence import find_words

WORDS_LIMIT = 1_000


class ClaimForm(forms.Form):
    """Words out of the response; ``span`` is where they stand in it."""

    words = forms.CharField(
        max_length=WORDS_LIMIT,
        error_messages={
            "required": "Nothing was claimed yet: give the words of your response that say it.",
            "max_length": "Nothing was claimed yet: at most %(limit_value)d characters, these are %(show_value)d.",
        },
    )

    span: tuple[int, int]

    def __init__(self, data: object, *, text: str) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict is a mapping
        self._text = text

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        span = find_words(words, self._text)
        if span is None:
            raise ValidationError(
                "These words do not stand in your response like that, so nothing was claimed yet. "
                "Copy them from it as they are."
            )
        self.span = span
        return words
