"""The sheets of a guide: what there is, a page to choose and preview one, and the files it comes as."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header

from portal.cheatsheets import forms
from portal.cheatsheets.choosing import Choice
from portal.cheatsheets.models import TypesetSheet
from portal.cheatsheets.pdfs import NotMade, pdf_of, state_of
from portal.cheatsheets.readers import is_too_large, printable_recipe, readable_guide, recipe_for
from portal.cheatsheets.recipes import Recipe
from portal.cheatsheets.sheet import Edition
from portal.cheatsheets.writers import FORMATS
from portal.cheatsheets.writers.webpage import POLICY, context_of
from portal.guides.models import Section
from portal.guides.views import open_to_readers
from portal.shortcuts import render_page, wants_fragment


@open_to_readers
def sheet_list(request: HttpRequest, slug: str) -> HttpResponse:
    guide = readable_guide(request.user, slug)
    boxes = forms.edition_boxes(Choice(), has_personal=request.user.is_authenticated)
    editions = [(box, Choice.usual(Edition(box.value)).query) for box in boxes]
    context = {"guide": guide, "revision": guide.current_revision, "editions": editions, "formats": FORMATS.values()}
    return render_page(request, "cheatsheets/sheet_list.html", context)


@open_to_readers
def sheet_detail(request: HttpRequest, slug: str) -> HttpResponse:
    recipe = recipe_for(request, slug, timezone.now())
    context = _choice_context(recipe, has_personal=request.user.is_authenticated)
    if not context["is_too_large"]:
        context |= context_of(recipe.compile(), recipe.choice, is_file=False)
    return render_page(request, "cheatsheets/sheet_detail.html", context, fragment="sheet-workbench")


def _choice_context(recipe: Recipe, *, has_personal: bool) -> dict[str, Any]:
    choice = recipe.choice
    sections = Section.objects.filter(guide_revision=recipe.revision, placements__isnull=False).distinct()
    return {
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


@open_to_readers
def sheet_file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The sheet in one of the formats, to keep. A file of HTML has a policy of its own."""
    written_as = FORMATS.get(name)
    if written_as is None:
        raise Http404
    recipe = printable_recipe(request, slug, timezone.now())
    written = written_as.write_bytes(recipe.compile(), recipe.choice)
    response = HttpResponse(written, content_type=written_as.content_type)
    response.headers["Content-Disposition"] = _disposition(recipe, written_as.suffix, is_attachment=True)
    response.headers["Content-Security-Policy"] = POLICY
    return response


@open_to_readers
def sheet_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The PDF, where it was made before; else it is asked for, once, and the page says how far that is."""
    at = timezone.now()
    recipe = printable_recipe(request, slug, at)
    key = recipe.key()
    try:
        pdf = pdf_of(recipe, key, at)
    except NotMade as waiting:
        return _waiting_page(request, recipe, waiting.sheet, at)
    if wants_fragment(request):
        return HttpResponse(headers={"HX-Redirect": request.get_full_path()})
    etag = f'"{key}"'
    unchanged: HttpResponse | None = get_conditional_response(request, etag=etag)
    response = unchanged or HttpResponse(pdf, content_type="application/pdf", headers={"ETag": etag})
    response.headers["Content-Disposition"] = _disposition(recipe, ".pdf", is_attachment=False)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _waiting_page(request: HttpRequest, recipe: Recipe, sheet: TypesetSheet, at: datetime) -> HttpResponse:
    context = {"guide": recipe.guide, "query": recipe.choice.query, "sheet": sheet, "state": state_of(sheet, at)}
    status = 200 if wants_fragment(request) or sheet.problem else 202
    return render_page(request, "cheatsheets/sheet_pdf.html", context, fragment="pdf-state", status=status)


def _disposition(recipe: Recipe, suffix: str, *, is_attachment: bool) -> str:
    name = f"{recipe.guide.slug}-{recipe.choice.edition}{suffix}"
    return str(content_disposition_header(is_attachment, name))
