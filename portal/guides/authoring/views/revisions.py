"""The history of a guide: what changed, any revision as a file, and the way back to it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from portal.guides.authoring.access import AuthorRequest, for_authors, get_current, get_guide
from portal.guides.authoring.comparing import compare
from portal.guides.authoring.tasks import ask_for_check
from portal.guides.authoring.views.guides import begin_edit, is_untouched
from portal.guides.exporting import TooLargeToExport, export_json, export_markdown
from portal.guides.models import DraftChanged, Guide, GuideRevision
from portal.shortcuts import render_page

JSON_SECONDS = 1
"""How long a page may work on one export."""

TOO_LARGE = "This guide is too large to be written as JSON while you wait. The Markdown loses nothing either."


def _applied(guide: Guide) -> QuerySet[GuideRevision]:
    return GuideRevision.objects.filter(guide=guide).exclude(applied_at=None)


@for_authors
@require_safe
def revision_detail(request: AuthorRequest, slug: str, number: int) -> HttpResponse:
    """What a revision changed; with ``?with=current``, how it differs from what readers see."""
    guide = get_guide(request, slug)
    revisions = _applied(guide).select_related("author").defer("original", "intro_html")
    revision = get_object_or_404(revisions, number=number)
    with_current = request.GET.get("with") == "current"
    earlier = revisions.filter(number__lt=number).order_by("-number")
    other = get_current(guide) if with_current else earlier.first()
    before, after = (revision, other) if with_current else (other, revision)
    context = {
        "guide": guide,
        "revision": revision,
        "other": other,
        "with_current": with_current,
        "comparison": compare(before.text if before else "", after.text if after else ""),
    }
    return render_page(request, "authoring/revision_detail.html", context)


@for_authors
@require_safe
def revision_download(request: AuthorRequest, slug: str, number: int) -> HttpResponse:
    """The document byte for byte as it was applied."""
    revision = get_object_or_404(_applied(get_guide(request, slug)).defer("text"), number=number)
    return _file(export_markdown(revision), f"{slug}-{number}.md", "text/markdown; charset=utf-8")


@for_authors
@require_safe
def revision_json(request: AuthorRequest, slug: str, number: int) -> HttpResponse:
    """The document, and what Viva reads in it, for other programs."""
    revisions = _applied(get_guide(request, slug)).select_related("guide").defer("original")
    revision = get_object_or_404(revisions, number=number)
    try:
        content = export_json(revision, seconds=JSON_SECONDS)
    except TooLargeToExport:
        messages.error(request, TOO_LARGE)
        return redirect("authoring:revision_detail", slug, number)
    return _file(content.encode(), f"{slug}-{number}.json", "application/json")


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


@for_authors
@require_POST
def revision_restore(request: AuthorRequest, slug: str, number: int) -> HttpResponse:
    """Make an earlier text a draft on top of the current one: its page shows what going back would change."""
    guide = get_guide(request, slug)
    revision = get_object_or_404(_applied(guide), number=number)
    draft, _ = begin_edit(request, guide)
    if not is_untouched(draft, get_current(guide)) or draft.decisions:
        words = "You have begun to change this guide. Apply or discard that first, then restore."
        messages.warning(request, words)
        return redirect("authoring:draft_detail", draft.pk)
    at = timezone.now()
    try:
        draft.save_choices(seen=draft.version, based_on=guide.current_revision, data=revision.original, saved_at=at)
    except DraftChanged:
        messages.warning(request, "This draft is being applied.")
    ask_for_check(draft, at)
    return redirect("authoring:draft_detail", draft.pk)
