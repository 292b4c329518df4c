"""The key points of a guide, question by question: accept, reword, merge, leave out, make optional, add wordings.

What is settled is kept in the reviewer's draft at once; pressing “Finish” writes all of it into the Markdown, as one
revision. Nothing here reads Markdown: the questions come from the current revision's rows.
"""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from portal.guides.authoring.access import AuthorRequest, for_authors, get_current, get_draft, get_guide, giving_back
from portal.guides.authoring.review_forms import PointForms, initial_of
from portal.guides.authoring.tasks import ask_for_review
from portal.guides.authoring.views.guides import begin_edit, is_untouched
from portal.guides.authoring.wordings import stored_points
from portal.guides.models import Draft, DraftChanged, Placement, PlacementQuerySet, RevisionPoint
from portal.shortcuts import hand_back, keeping_text, render_page

OUTRUN = (
    "Not settled yet: this draft was changed in another window, or is being written. What you typed is kept: try again."
)
OVER = "This review is over: its draft was written or applied, or the guide has a newer revision. Begin a new review."


@for_authors
@require_POST
def review_start(request: AuthorRequest, slug: str) -> HttpResponse:
    """Begin a sitting, or go on with one."""
    guide = get_guide(request, slug)
    draft, _ = begin_edit(request, guide)
    if not is_untouched(draft, get_current(guide)):
        words = "You have begun to change this guide's text. Apply or discard that first, then review its key points."
        messages.warning(request, words)
        return redirect("authoring:draft_detail", draft.pk)
    first = _next(draft, -1)
    if first is None:
        messages.info(request, "Every key point of this guide is its author's own. You may look through them all.")
    return redirect("authoring:review_detail", draft.pk, (first or 0) + 1)


@keeping_text()
@giving_back()
@for_authors
@require_http_methods(["GET", "HEAD", "POST"])
def review_detail(request: AuthorRequest, pk: int, number: int) -> HttpResponse:
    """One question and its key points."""
    draft, position = get_draft(request, pk), number - 1
    if request.method == "POST" and not _is_reviewed(draft):
        return hand_back(request, OVER)
    if not _is_reviewed(draft):
        raise Http404
    placement = get_object_or_404(_placements(draft).select_related("question_revision", "section"), position=position)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST":
        form = PointForms(request.POST, form_kwargs={"label_suffix": ""})
        if form.is_valid():
            if onward := _settle(request, draft, position, [asdict(point) for point in form.points()]):
                return onward
            status = 409
    else:
        decided = draft.decisions.get(str(position))
        points = initial_of(stored_points(placement) if decided is None else decided)
        form = PointForms(initial=points, form_kwargs={"label_suffix": ""})
    context = {
        "draft": draft,
        "guide": draft.guide,
        "placement": placement,
        "form": form,
        "number": number,
        "total": _placements(draft).count(),
        "settled": len(draft.decisions),
        "is_decided": str(position) in draft.decisions,
        "waiting": _proposed(draft).exclude(position__in=_decided(draft)).count(),
    }
    return render_page(request, "authoring/review_detail.html", context, status=status)


def _settle(request: AuthorRequest, draft: Draft, position: int, points: list[dict[str, Any]]) -> HttpResponse | None:
    """Keep them and go on; None where the draft was changed, or is being written, at this very moment."""
    try:
        draft.decide(position, points, timezone.now())
    except DraftChanged:
        messages.warning(request, OUTRUN)
        return None
    after = _next(draft, position)
    if after is None:
        messages.success(request, "That was the last one with proposed key points. Press “Finish” when you are done.")
        return redirect("authoring:review_detail", draft.pk, position + 1)
    return redirect("authoring:review_detail", draft.pk, after + 1)


@for_authors
@require_POST
def review_finish(request: AuthorRequest, pk: int) -> HttpResponse:
    """Have what was settled written into the Markdown; the draft's page shows what that changes."""
    draft = get_draft(request, pk)
    if not _is_reviewed(draft):
        raise Http404
    if draft.decisions and not ask_for_review(draft, timezone.now()):
        messages.info(request, "The worker is at this draft already.")
    return redirect("authoring:draft_detail", pk)


def _is_reviewed(draft: Draft) -> bool:
    """Whether it still is the text of the revision it began with."""
    if draft.applied_as_id or draft.guide is None or draft.is_behind:
        return False
    return bool(draft.decisions) or is_untouched(draft, get_current(draft.guide))


def _placements(draft: Draft) -> PlacementQuerySet:
    return Placement.objects.filter(guide_revision=draft.based_on_id)


def _proposed(draft: Draft) -> PlacementQuerySet:
    """The questions whose key points nobody has looked at."""
    proposed = RevisionPoint.objects.filter(question_revision=OuterRef("question_revision"), is_proposed=True)
    return _placements(draft).filter(Exists(proposed))


def _decided(draft: Draft) -> list[int]:
    return [int(position) for position in draft.decisions]


def _next(draft: Draft, position: int) -> int | None:
    """The position of the next question to review: the first after ``position``, else the first of all."""
    waiting = list(_proposed(draft).exclude(position__in=_decided(draft)).values_list("position", flat=True))
    return next((each for each in waiting if each > position), waiting[0] if waiting else None)
