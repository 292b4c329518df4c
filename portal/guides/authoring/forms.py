"""What authors type and choose. Text that cannot be stored is refused, and given back."""

from pathlib import PurePath
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from portal.guides.importing.checks import RESERVED_SLUGS
from portal.guides.markdown.files import format_of
from portal.guides.markdown.titles import slugify
from portal.guides.models import Draft, Guide, GuideRevision


class GuideChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no argument at run time
    """“A new guide”, or one of those that the author may edit."""

    def label_from_instance(self, obj: Any) -> str:
        return f"A new revision of {obj.current_revision.title} ({obj.slug})"


class AimForm(forms.Form):
    """What a text shall become."""

    guide = GuideChoice(
        queryset=Guide.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="A new guide",
        label="This text is",
    )
    slug = forms.SlugField(
        max_length=100,
        required=False,
        allow_unicode=True,
        label="Address of a new guide",
        help_text="Letters, digits and hyphens. Empty: what the text says, else its file's name.",
    )

    def __init__(self, *args: Any, guides: QuerySet[Guide], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Guide]", self.fields["guide"])
        field.queryset = guides.for_reading().order_by("current_revision__title")  # type: ignore[attr-defined]

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if slug and slugify(slug) != slug:
            raise ValidationError(f"Write it as “{slugify(slug, fallback='guide')}”.")
        if slug in RESERVED_SLUGS:
            raise ValidationError(f"“{slug}” is the address of a page of the site.")
        return slug


class DraftForm(AimForm):
    """A text to begin with: a file, or what was pasted."""

    file = forms.FileField(
        required=False,
        label="A file",
        help_text="Markdown, CSV, TSV, or JSON from Viva.",
        widget=forms.FileInput({"accept": ".md,.markdown,.txt,.csv,.tsv,.json,text/markdown,text/plain,text/csv"}),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label="Or a text",
        widget=forms.Textarea({"rows": 14, "spellcheck": "false", "class": "source"}),
    )
    field_order = ["file", "text", "guide", "slug"]

    def clean_text(self) -> str:
        return checked_text(self.cleaned_data["text"])

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and (file.size or 0) > settings.GUIDE_BYTES:
            raise ValidationError(f"This file has {file.size:,} bytes; a guide has at most {settings.GUIDE_BYTES:,}.")
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.errors and bool(cleaned["file"]) == bool(cleaned["text"].strip()):
            both = "Choose either a file or a text: both are here. The text is kept below; choose the file again."
            raise ValidationError(both if cleaned["file"] else "Choose a file, or paste a text.")
        return cleaned

    def begin(self) -> dict[str, Any]:
        """What a draft of this holds, as fields of ``Draft``."""
        file, guide = self.cleaned_data["file"], self.cleaned_data["guide"]
        text = self.cleaned_data["text"]
        path = PurePath(file.name or "") if file else PurePath()
        return {
            "data": file.read() if file else text.encode(),
            "format": format_of(path.name),
            "origin": GuideRevision.Origin.UPLOAD if file else GuideRevision.Origin.PASTE,
            "name": path.stem[:200] if file else name_of(text),
            "guide": guide,
            "based_on": guide and guide.current_revision,
            "slug": "" if guide else self.cleaned_data["slug"],
        }


class TextForm(forms.Form):
    """The text of a draft, and the version of it that the author saw."""

    text = forms.CharField(
        strip=False,
        label="The guide's Markdown",
        widget=forms.Textarea({"rows": 28, "spellcheck": "false", "class": "source", "autocomplete": "off"}),
        error_messages={"required": "The text is empty. What was there before is kept."},
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        return checked_text(self.cleaned_data["text"])


class GuideForm(forms.ModelForm[Guide]):
    """Who may read a guide, and who writes it."""

    editors = forms.CharField(
        required=False, label="Editors", help_text="User names of instructors, with spaces between.", max_length=2_000
    )

    class Meta:
        model = Guide
        fields = ["status", "audience"]

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_share:
            names = self.instance.editors.order_by("username").values_list("username", flat=True)
            self.initial["editors"] = " ".join(names)
        else:
            del self.fields["editors"]

    def clean_editors(self) -> list[Any]:
        names = {name.casefold() for name in self.cleaned_data["editors"].replace(",", " ").split()}
        found = list(get_user_model().objects.filter(username__in=names, is_active=True).prefetch_related("groups"))
        if unknown := sorted(names - {user.get_username() for user in found}):
            raise ValidationError(f"Nobody here is called {', '.join(unknown)}.")
        if learners := sorted(user.get_username() for user in found if not user.is_instructor):
            raise ValidationError(f"Only instructors write guides, and {', '.join(learners)} is none.")
        return found

    def save_all(self) -> None:
        self.instance.save(update_fields=["status", "audience"])
        if "editors" in self.cleaned_data:
            self.instance.editors.set(self.cleaned_data["editors"])


def checked_text(text: str) -> str:
    """The text with one kind of line end. Raises ``ValidationError`` where it is too long to be a guide."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    size = len(text.encode())
    if size > settings.GUIDE_BYTES:
        raise ValidationError(f"This text has {size:,} bytes; a guide has at most {settings.GUIDE_BYTES:,}.")
    return text


def name_of(text: str) -> str:
    """A name for a pasted text: its first heading."""
    lines = (line.strip() for line in text[:20_000].split("\n"))
    return next((line.lstrip("#").strip()[:100] for line in lines if line.startswith("#") and line.strip("# ")), "")


def describe(draft: Draft) -> dict[str, Any]:
    """A draft's aim, as ``AimForm`` shows it."""
    return {"guide": draft.guide.slug if draft.guide else "", "slug": draft.slug}
