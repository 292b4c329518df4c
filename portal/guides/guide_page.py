"""The page of a guide: the same for everybody but for its holes, or narrowed to what one reader asks for."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from portal.guides.forms import GuideFilterForm
from portal.guides.marking import Standing, mark_fillings, read_marks
from portal.guides.models import Guide, GuideRevision, Placement
from portal.guides.outline import PAGE_SIZE, read_contents, read_outline
from portal.guides.reading import matching_sections, narrow, page_of_table, read_extras, whole_sections
from portal.prepared.pages import Filling, render_prepared

if TYPE_CHECKING:
    from portal.accounts.models import User

Reader: TypeAlias = "User | AnonymousUser"

SAME_FOR_ALL = {"page", "open"}
"""What an address may ask for without making the page one for this reader only."""


def render_guide(request: HttpRequest, guide: Guide, stale_before: date) -> HttpResponse:
    """Render a guide; facts reviewed before that day get a badge."""
    revision = cast("GuideRevision", guide.current_revision)  # no one reads a guide without one
    is_for_all = not guide.withholding_stamp and request.GET.keys() <= SAME_FOR_ALL
    reader = AnonymousUser() if is_for_all else request.user
    return render_prepared(
        request,
        "guides/guide_detail.html",
        lambda: _read_context(request, guide, revision, reader) | {"stale_before": stale_before},
        key=(revision.pk, revision.sha256, guide.status, guide.is_editable, stale_before) if is_for_all else None,
        fillings=_fillings(guide, revision, request.user) if request.user.is_authenticated else {},
        fragment="question-list",
    )


def _fillings(guide: Guide, revision: GuideRevision, user: Reader) -> dict[str, Filling]:
    """The marks are read if the page shows any, and once."""
    guide_url = guide.get_absolute_url()
    marks = cache(lambda: read_marks(revision, user))

    def outline(_: str) -> bytes:
        context = {"outline": read_outline(revision, marks()), "guide_url": guide_url, "user": user}
        return render_to_string("guides/guide_outline.html", context).encode()

    def standings() -> dict[str, Standing]:
        return {slug: marked.standing for slug, marked in marks().items()}

    return {"guide-outline": outline, **mark_fillings(guide_url, standings)}


def _read_context(request: HttpRequest, guide: Guide, revision: GuideRevision, reader: Reader) -> dict[str, Any]:
    """What the page says, as far as ``reader`` may see it."""
    contents = read_contents(revision)
    topics = [outlined.topic for outlined in contents.topics]
    form = GuideFilterForm(request.GET, topics=topics, has_marks=request.user.is_authenticated)
    form.is_valid()
    placements = Placement.objects.filter(guide_revision=revision).for_reading(reader).order_by("position")
    paginator = Paginator(narrow(placements, form.cleaned_data), PAGE_SIZE)
    if is_narrowed := any(form.cleaned_data.values()):
        page = paginator.get_page(request.GET.get("page"))
        sections = matching_sections(contents, page)
    else:
        extras = read_extras(revision, reader)
        number = request.GET.get("page") or page_of_table(contents, extras, request.GET.get("table", ""))
        page = paginator.get_page(number)
        sections = whole_sections(contents, page.number, page, extras)
    return {
        "guide": guide,
        "guide_url": guide.get_absolute_url(),
        "revision": revision,
        "outline": contents,
        "form": form,
        "is_narrowed": is_narrowed,
        "page": page,
        "sections": sections,
        "is_open": "open" in request.GET,
    }
