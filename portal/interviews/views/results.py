"""What came of an attempt, and the points its learner says the scorer missed."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.requests import SignedInRequest
from portal.guides.models import GuideRevision
from portal.guides.reviewing import stale_before
from portal.interviews.claim_form import ClaimForm
from portal.interviews.clock import duration_words
from portal.interviews.closing import score_some
from portal.interviews.models import Attempt, PointResult
from portal.interviews.pace import paces_of
from portal.interviews.results import result_of
from portal.interviews.retrying import missed_items, retry_blueprint
from portal.shortcuts import keeping_text, render_page, wants_fragment


@require_safe
def attempt_result(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    attempt = get_object_or_404(request.user.attempts.select_related("blueprint"), pk=pk)
    attempt.close(at)
    if attempt.is_open(at):
        return redirect("interviews:attempt_detail", pk=pk)
    context = {"attempt": attempt, "state": _state(request, attempt, at), "time_used": _time_used(attempt)}
    if context["state"] == "shown":
        context |= _shown(request, attempt, at)
    return render_page(request, "interviews/attempt_result.html", context, fragment="result-state")


@require_safe
def attempt_transcript(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole of it on paper: what was asked, what was said, what it covered."""
    at = timezone.now()
    attempt = get_object_or_404(request.user.attempts.select_related("blueprint"), pk=pk)
    attempt.close(at)
    if attempt.accepts_saves(at) or _state(request, attempt, at) != "shown":
        return redirect("interviews:attempt_result", pk=pk)
    result = result_of(attempt, reader=request.user, with_answers=attempt.shows_answers(at))
    context = {"attempt": attempt, "result": result, "time_used": _time_used(attempt)}
    return render_page(request, "interviews/attempt_transcript.html", context)


@require_POST
def attempt_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """An interview of what was missed in this one, to start."""
    at = timezone.now()
    attempt = get_object_or_404(request.user.attempts.select_related("blueprint_revision", "learner"), pk=pk)
    if not attempt.shows_results(at):
        raise Http404
    blueprint = retry_blueprint(attempt, at)
    if blueprint is None:
        return redirect("interviews:attempt_result", pk=pk)
    return redirect("interviews:attempt_start", pk=blueprint.pk)


def _shown(request: SignedInRequest, attempt: Attempt, at: datetime) -> dict[str, Any]:
    """What the page of a result holds."""
    result = result_of(attempt, reader=request.user, with_answers=attempt.shows_answers(at))
    paces = paces_of(attempt, [line.item for line in result.items])
    return {"result": result, "paces": paces, "missed": len(missed_items(attempt)), **_freshness(attempt, at)}


def _time_used(attempt: Attempt) -> str:
    return duration_words(attempt.time_used) if attempt.time_used else ""


def _state(request: SignedInRequest, attempt: Attempt, at: datetime) -> str:
    """One word: voided, closing (the grace runs), scoring (more than one view does), withheld, or shown."""
    if attempt.end_reason == Attempt.EndReason.VOIDED:
        return "voided"
    if attempt.is_closing(at):
        return "closing"
    if not score_some(request.user.attempts.filter(pk=attempt.pk), at):
        return "scoring"
    return "shown" if attempt.shows_results(at) else "withheld"


def _freshness(attempt: Attempt, at: datetime) -> dict[str, Any]:
    """The day before which facts are stale, and the revisions asked from whose own facts are."""
    stale = GuideRevision.objects.filter(items__attempt=attempt, reviewed_on__lt=stale_before(at))
    return {"stale_before": stale_before(at), "stale_revisions": frozenset(stale.values_list("pk", flat=True))}


@keeping_text()
@require_POST
def claim_toggle(request: SignedInRequest, pk: int, position: int, key_point: int) -> HttpResponse:
    """“I said it in other words”, or taken back. Words that do not stand in the response come back with the page."""
    at = timezone.now()
    attempt = get_object_or_404(request.user.attempts.select_related("blueprint"), pk=pk)
    if not (attempt.shows_results(at) and attempt.shows_answers(at)):  # the item that comes back says both
        raise Http404
    points = PointResult.objects.claimable_in(attempt).select_related("score__response")
    point = get_object_or_404(points, score__response__item__position=position, key_point=key_point)
    response = point.score.response
    form = ClaimForm(request.POST, text=response.text)
    if request.POST.get("is_claimed") != "1":
        response.unclaim(key_point)
    elif form.is_valid():
        response.claim(key_point, form.span, at)
    else:
        refused = {"position": position, "key_point": key_point, "form": form}
        return _after_claim(request, attempt, position, at, refused)
    return _after_claim(request, attempt, position, at)


def _after_claim(
    request: SignedInRequest, attempt: Attempt, position: int, at: datetime, refused: dict[str, Any] | None = None
) -> HttpResponse:
    """The item again, alone for htmx; a claim that was ``refused`` stands open in it, with its words."""
    context: dict[str, Any] = {"attempt": attempt, "refused": refused}
    status = 422 if refused else 200
    if wants_fragment(request):
        result = result_of(attempt, reader=request.user, with_answers=True, position=position)
        context |= {"line": result.items[0], **_freshness(attempt, at)}
        return render_page(request, "interviews/attempt_result.html", context, fragment="item-result", status=status)
    if not refused:
        return redirect(f"{reverse('interviews:attempt_result', args=[attempt.pk])}#item-result-{position}")
    context |= {"state": "shown", "time_used": _time_used(attempt), **_shown(request, attempt, at)}
    return render_page(request, "interviews/attempt_result.html", context, status=status)
