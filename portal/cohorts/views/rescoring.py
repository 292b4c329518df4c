"""Scoring the attempts of an assignment again; whoever teaches it decides what is written."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.accounts.requests import SignedInRequest
from portal.cohorts.views.access import giving_back_in_assignment
from portal.cohorts.views.assignments import assignment_of
from portal.interviews.models import Rescoring
from portal.interviews.rescoring import start
from portal.interviews.rescoring_forms import RescoringForm
from portal.interviews.views.rescoring import EARLIER, rescoring_page
from portal.shortcuts import keeping_text, render_page


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_rescore(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose what of an assignment to score again."""
    assignment = assignment_of(request, pk)
    batch = Rescoring(blueprint_id=assignment.blueprint_id, asked_by=request.user)
    form = RescoringForm(request.POST if request.method == "POST" else None, rescoring=batch)
    if request.method == "POST" and form.is_valid():
        return redirect("cohorts:rescoring_detail", pk, start(form.batch(), timezone.now()).pk)
    earlier = Rescoring.objects.filter(blueprint=assignment.blueprint_id).select_related("asked_by")[:EARLIER]
    urls = [(reverse("cohorts:rescoring_detail", args=[pk, each.pk]), each) for each in earlier]
    context = {"form": form, "title": assignment.title, "earlier": urls}
    status = 422 if form.errors else 200
    return render_page(request, "interviews/rescoring_create.html", context, status=status)


@keeping_text()
@giving_back_in_assignment
@require_http_methods(["GET", "HEAD", "POST"])
def rescoring_detail(request: SignedInRequest, pk: int, rescoring: int) -> HttpResponse:
    """How far it is, what would change, what did; POST decides."""
    assignment = assignment_of(request, pk)
    batches = Rescoring.objects.filter(blueprint=assignment.blueprint_id).select_related("question", "decided_by")
    back = reverse("cohorts:assignment_rescore", args=[pk])
    context = {"title": assignment.title, "back_url": back}
    return rescoring_page(request, get_object_or_404(batches, pk=rescoring), context)
