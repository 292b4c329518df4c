"""The cheat sheet of a guide, as a page made for paper."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from portal.cheatsheets.sheet import PAPERS, compile_sheet
from portal.guides.models import Guide, GuideRevision
from portal.guides.views import open_to_readers
from portal.shortcuts import render_page


@open_to_readers
def sheet_detail(request: HttpRequest, slug: str) -> HttpResponse:
    guide = get_object_or_404(Guide.objects.readable_by(request.user).for_reading(), slug=slug)
    revision = cast("GuideRevision", guide.current_revision)  # no one reads a guide without one
    paper = request.GET.get("paper", "")
    context = {
        "guide": guide,
        "sheet": compile_sheet(revision, request.user),
        "papers": PAPERS,
        "paper": paper if paper in PAPERS else "a4",
    }
    return render_page(request, "cheatsheets/sheet_detail.html", context)
