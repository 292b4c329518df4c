"""The sheets of a guide: what there is, a page to choose and preview one, and the files it comes as."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django_tasks_db.models import DBTaskResult

from portal.cheatsheets import forms
from portal.cheatsheets.choosing import Choice
from portal.cheatsheets.models import TypesetSheet
from portal.cheatsheets.readers import is_too_large, printable_recipe, readable_guide, recipe_for
from portal.cheatsheets.sheet import Edition
from portal.cheatsheets.tasks import typeset_sheet
from portal.cheatsheets.writers import FORMATS
from portal.cheatsheets.writers.webpage import POLICY, context_of
from portal.guides.models import Section
from portal.guides.views import open_to_readers
from portal.shortcuts import render_page, wants_fragment

ALONE_SECONDS = 10
"""After so long nobody having begun is worth a word."""


@open_to_readers
def sheet_list(request: HttpRequest, slug: str) -> HttpResponse:
    guide, revision = readable_guide(request, slug)
    editions = [
        (box, Choice(edition=Edition(box.value)).query)
        for box in forms.edition_boxes(Choice(), has_personal=request.user.is_authenticated)
    ]
    context = {"guide": guide, "revision": revision, "editions": editions, "formats": FORMATS.values()}
    return render_page(request, "cheatsheets/sheet_list.html", context)


@open_to_readers
def sheet_detail(request: HttpRequest, slug: str) -> HttpResponse:
    recipe = recipe_for(request, slug, timezone.now())
    choice, has_personal = recipe.choice, request.user.is_authenticated
    sections = Section.objects.filter(guide_revision=recipe.revision, placements__isnull=False).distinct()
    context = {
        "guide": recipe.guide,
        "revision": recipe.revision,
        "choice": choice,
        "query": choice.query,
        "formats": FORMATS.values(),
        "editions": list(forms.edition_boxes(choice, has_personal=has_personal)),
        "parts": list(forms.part_boxes(choice)),
        "sections": list(forms.section_boxes(choice, sections.order_by("position"))),
        "layouts": forms.layout_boxes(choice),
        "switches": list(forms.switch_boxes(choice)),
        "is_too_large": is_too_large(recipe),
    }
    if not context["is_too_large"]:
        context |= context_of(recipe.compile(), choice, is_file=False)
    return render_page(request, "cheatsheets/sheet_detail.html", context, fragment="sheet-workbench")


@open_to_readers
def sheet_file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The sheet in one of the formats, to keep. A file of HTML has a policy of its own."""
    written_as = FORMATS.get(name)
    if written_as is None:
        raise Http404
    recipe = printable_recipe(request, slug, timezone.now())
    written = written_as.write_bytes(recipe.compile(), recipe.choice)
    response = HttpResponse(written, content_type=written_as.content_type)
    response.headers["Content-Disposition"] = disposition("attachment", slug, recipe.choice, written_as.suffix)
    response.headers["Content-Security-Policy"] = POLICY
    return response


@open_to_readers
def sheet_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The PDF, where it was made before; else it is asked for, once, and the page says how far that is."""
    at = timezone.now()
    recipe = printable_recipe(request, slug, at)
    sheet, is_mine = TypesetSheet.objects.ask(key := recipe.key(), recipe.as_json(), at)
    if is_mine:
        typeset_sheet.enqueue(key)
        sheet.refresh_from_db()
    if sheet.pdf is None:
        return _waiting_page(request, recipe, sheet, at)
    if wants_fragment(request):
        return HttpResponse(headers={"HX-Redirect": request.get_full_path()})
    TypesetSheet.objects.note_use(sheet, at)
    etag = f'"{key}"'
    response: HttpResponse = get_conditional_response(request, etag=etag) or HttpResponse(
        sheet.pdf, content_type="application/pdf", headers={"ETag": etag}
    )
    response.headers["Content-Disposition"] = disposition("inline", slug, recipe.choice, ".pdf")
    patch_cache_control(response, private=True, no_cache=True)
    return response
