"""An assignment as its learner meets it."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.requests import SignedInRequest
from portal.cohorts.learning import assignments_open_to, questions_to_read, view_of
from portal.cohorts.models import Assignment
from portal.cohorts.sitting import NotNow, begin
from portal.interviews.starting import NothingToAsk
from portal.shortcuts import render_page

SEED_BITS = 63


def _mine(request: SignedInRequest, pk: int) -> Assignment:
    found = assignments_open_to(request.user).select_related("cohort", "blueprint_revision__blueprint")
    return get_object_or_404(found, pk=pk)


@require_safe
def assignment_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is asked, by when, what counts for this person and why; the way in, and what came of it."""
    at, assignment = timezone.now(), _mine(request, pk)
    context = {
        "assignment": assignment,
        "cohort": assignment.cohort,
        "view": view_of(assignment, request.user, at),
        "questions": questions_to_read(assignment, request.user) if assignment.is_reading else [],
        "start_key": secrets.token_urlsafe(16),
    }
    return render_page(request, "cohorts/assignment_detail.html", context)


@require_POST
def assignment_start(request: SignedInRequest, pk: int) -> HttpResponse:
    assignment = _mine(request, pk)
    if not Assignment.objects.given_to(request.user).filter(pk=pk).exists():
        raise Http404
    start_key = request.POST.get("start_key", "").replace("\0", "")[:40] or secrets.token_urlsafe(16)
    seed = secrets.randbits(SEED_BITS)
    try:
        begun = begin(assignment, request.user, start_key=start_key, seed=seed, at=timezone.now())
    except (NotNow, NothingToAsk) as refused:
        messages.error(request, f"Nothing was started. {refused}")
        return redirect("cohorts:assignment_detail", pk=pk)
    return redirect("interviews:attempt_detail", pk=begun.attempt.pk)
