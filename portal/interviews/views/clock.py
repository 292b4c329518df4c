"""The clock of an attempt: how it stands, stopped and going on again; and the log of what happened."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.requests import SignedInRequest
from portal.interviews.clock import duration_words
from portal.interviews.models import Attempt
from portal.shortcuts import render_page


@require_safe
def attempt_clock(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a page asks that was in the background, or whose clock reached zero: how much time is really left."""
    at = timezone.now()
    attempt = get_object_or_404(request.user.attempts, pk=pk)
    attempt.close(at)
    position = request.GET.get("item", "")
    is_number = position.isascii() and position.isdigit() and len(position) < 4
    item = attempt.items.filter(position=position).first() if is_number else None
    return JsonResponse(
        {
            "state": attempt.state(at),
            "seconds_left": attempt.seconds_left(at),
            "item_seconds_left": item.seconds_left(at) if item else None,
        }
    )


@require_safe
def attempt_pause(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page of a paused interview: no question, and a way back."""
    at = timezone.now()
    attempt = get_object_or_404(request.user.attempts.select_related("blueprint"), pk=pk)
    attempt.close(at)
    if not attempt.paused_at:
        return redirect("interviews:attempt_detail", pk=pk)
    context = {"attempt": attempt, "time_left": _time_left(attempt)}
    return render_page(request, "interviews/attempt_pause.html", context)


def _time_left(attempt: Attempt) -> str:
    ends, paused_at = attempt.expires_at, attempt.paused_at
    return duration_words(ends - paused_at) if ends and paused_at else ""


@require_POST
def attempt_resume(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    attempt = get_object_or_404(request.user.attempts, pk=pk)
    attempt.close(at)
    attempt.resume(at, by=request.user)
    return redirect("interviews:attempt_detail", pk=pk)


@require_safe
def attempt_log(request: SignedInRequest, pk: int) -> HttpResponse:
    """What happened and when, for the learner and for administrators; no word of what was written."""
    attempts = Attempt.objects.log_readable_by(request.user).select_related("blueprint", "learner")
    attempt = get_object_or_404(attempts, pk=pk)
    attempt.close(timezone.now())
    context = {
        "attempt": attempt,
        "events": attempt.events.select_related("actor", "item"),
        "items": attempt.items.select_related("response"),
    }
    return render_page(request, "interviews/attempt_log.html", context)
