"""Sitting an interview: one item a page, the way out, and the list of all."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from portal.accounts.requests import SignedInRequest
from portal.interviews.charts import history_chart
from portal.interviews.closing import settle
from portal.interviews.models import Attempt
from portal.interviews.overview import overview_of
from portal.interviews.question_card import card_context
from portal.interviews.results import Sum
from portal.interviews.trends import topic_trends
from portal.shortcuts import render_page, wants_fragment

PER_PAGE = 20


@require_safe
def attempt_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    attempt = get_object_or_404(request.user.attempts.select_related("blueprint"), pk=pk)
    attempt.close(at)
    if not attempt.is_open(at) or attempt.paused_at:
        elsewhere = reverse(f"interviews:attempt_{'pause' if attempt.paused_at else 'result'}", args=[pk])
        return HttpResponseClientRedirect(elsewhere) if wants_fragment(request) else redirect(elsewhere)
    overview = overview_of(attempt, at)
    asked = request.GET.get("item", "")
    position = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else overview.first_empty
    item = get_object_or_404(attempt.items.select_related("response"), position=position)
    if not item.is_running(at):
        onward = overview.running_from(position)
        return redirect(f"{request.path}?item={onward}" if onward else reverse("interviews:attempt_finish", args=[pk]))
    item.serve(at)
    if not wants_fragment(request):
        attempt.note_opening(at, by=request.user)
    context = card_context(attempt, item, overview, at)
    return render_page(request, "interviews/attempt_detail.html", context, fragment="question-card")


@require_http_methods(["GET", "POST"])
def attempt_finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is still empty or flagged, before the interview ends; POST ends it."""
    at = timezone.now()
    attempt = get_object_or_404(request.user.attempts.select_related("blueprint"), pk=pk)
    attempt.close(at)
    if request.method == "POST":
        attempt.finish(at, by=request.user)
        return redirect("interviews:attempt_result", pk=pk)
    if not attempt.is_open(at):
        return redirect("interviews:attempt_result", pk=pk)
    if attempt.paused_at:
        return redirect("interviews:attempt_pause", pk=pk)
    context = {"attempt": attempt, "overview": overview_of(attempt, at), "seconds_left": attempt.seconds_left(at)}
    return render_page(request, "interviews/attempt_finish.html", context)


@require_safe
def attempt_list(request: SignedInRequest) -> HttpResponse:
    at = timezone.now()
    mine = request.user.attempts.all()
    settle(mine, at)
    ended = mine.filter(finished_at__isnull=False).select_related("blueprint")
    page = Paginator(ended, PER_PAGE).get_page(request.GET.get("page"))
    totals = Attempt.objects.filter(pk__in=[attempt.pk for attempt in page]).totals()
    context = {
        "open_attempts": mine.unfinished().select_related("blueprint"),
        "page": page,
        "rows": [(attempt, _sum_shown(attempt, totals, at)) for attempt in page],
        "chart": history_chart(mine, at),
        "trends": topic_trends(mine, at),
    }
    return render_page(request, "interviews/attempt_list.html", context)


def _sum_shown(attempt: Attempt, totals: dict[int, tuple[int, int]], at: datetime) -> Sum | None:
    """The total, or None where it is not known yet or the learner may not see it."""
    shown = attempt.scored_at is not None and attempt.shows_results(at)
    return Sum(*totals[attempt.pk]) if shown else None
