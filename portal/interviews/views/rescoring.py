"""Scoring practice again, for who writes the guide; who teaches does the same from an assignment."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.accounts.requests import SignedInRequest
from portal.guides.models import Guide
from portal.interviews.models import Rescoring
from portal.interviews.rescoring import ask, preview_of, start
from portal.interviews.rescoring_forms import DecisionForm, RescoringForm
from portal.shortcuts import keeping_text, render_page

EARLIER = 20
"""Batches that are listed."""


@require_http_methods(["GET", "HEAD", "POST"])
def rescoring_create(request: SignedInRequest, slug: str) -> HttpResponse:
    """Choose what practice on a guide to score again."""
    guide = get_object_or_404(Guide.objects.editable_by(request.user).for_reading(), slug=slug)
    form = RescoringForm(
        request.POST if request.method == "POST" else None, rescoring=Rescoring(guide=guide, asked_by=request.user)
    )
    if request.method == "POST" and form.is_valid():
        return redirect("interviews:rescoring_detail", start(form.batch(), timezone.now()).pk)
    earlier = Rescoring.objects.of_practice_for(request.user).filter(guide=guide).select_related("asked_by")[:EARLIER]
    urls = [(reverse("interviews:rescoring_detail", args=[each.pk]), each) for each in earlier]
    context = {"form": form, "title": f"Practice on {guide.current_revision}", "earlier": urls}
    status = 422 if form.errors else 200
    return render_page(request, "interviews/rescoring_create.html", context, status=status)


@keeping_text()
@require_http_methods(["GET", "HEAD", "POST"])
def rescoring_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far it is, what would change, what did; POST decides."""
    rescorings = Rescoring.objects.of_practice_for(request.user).select_related("question", "decided_by")
    rescoring = get_object_or_404(rescorings, pk=pk)
    guide = Guide.objects.for_reading().get(pk=rescoring.guide_id or 0)
    context = {"title": f"Practice on {guide.current_revision}"}
    context["back_url"] = reverse("interviews:rescoring_create", args=[guide.slug])
    return rescoring_page(request, rescoring, context)


def rescoring_page(request: SignedInRequest, rescoring: Rescoring, context: dict[str, Any]) -> HttpResponse:
    """The page of a batch that this person may decide on."""
    at, is_assessed = timezone.now(), rescoring.blueprint_id is not None
    if "again" in request.POST:
        return _again(request, rescoring, at)
    form = DecisionForm(request.POST if request.method == "POST" else None, is_assessed=is_assessed)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if rescoring.decide(may_lower=form.may_lower, reason=reason, by=request.user, at=at):
            ask(rescoring)
        else:
            messages.info(request, "Nothing was decided: this batch is not, or no more, waiting for a decision.")
        return redirect(request.path)
    context |= {"rescoring": rescoring, "form": form, "has_stopped": rescoring.has_stopped(at)}
    context["is_forgotten"] = rescoring.seems_forgotten(at)
    if not rescoring.is_working:
        context["preview"] = preview_of(rescoring)
    status = 422 if form.errors else 200
    return render_page(request, "interviews/rescoring_detail.html", context, fragment="rescoring-state", status=status)


def _again(request: SignedInRequest, rescoring: Rescoring, at: datetime) -> HttpResponse:
    """Give a batch that stands still to the worker once more."""
    if rescoring.try_again(at):
        ask(rescoring)
    else:
        messages.info(request, "This batch does not stand still: nothing was begun again.")
    return redirect(request.path)
