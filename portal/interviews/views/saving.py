"""One save: from the script that sends while someone types, from htmx, or from a plain form.

The script asks for JSON. The others get a page, or the card in it, and ``then`` says where to go once the text is safe.
Whatever goes wrong, the text comes back in the answer.
"""

import logging
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect, push_url

from portal.interviews.chosen import words_of
from portal.interviews.following_up import ask_follow_up
from portal.interviews.forms import ResponseForm
from portal.interviews.models import AttemptEvent, Item
from portal.interviews.overview import Overview, overview_of
from portal.interviews.question_card import card_context
from portal.interviews.saving import IN_WORDS, Outcome, Place, Receipt, keep, write
from portal.interviews.typed import typed
from portal.shortcuts import render_page, wants_fragment

logger = logging.getLogger(__name__)
STATUS = {Outcome.CONFLICT: 409, Outcome.CLOSED: 410, Outcome.OVER: 410}
CARD = "interviews/attempt_detail.html"


@login_not_required  # a redirect to the sign-in page would throw the text away
@require_http_methods(["GET", "POST"])
def response_save(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    at = timezone.now()
    if request.method != "POST":
        return redirect(_here(pk, position))
    if not request.user.is_authenticated:
        return _not_kept(request, "signed_out", 401, next=_here(pk, position))
    place = Place(request.user.pk, pk, position)
    try:
        return _usual(request, place, at) or _any(request, place, at)
    except DatabaseError:  # locked for too long, disk full, gone: the text goes back, to be sent again
        logger.exception("A save of attempt %d, item %d failed", pk, position)
        return _not_kept(request, "unavailable", 503)


def _here(pk: int, position: int) -> str:
    return f"{reverse('interviews:attempt_detail', args=[pk])}?item={position}"


def _usual(request: HttpRequest, place: Place, at: datetime) -> HttpResponse | None:
    """The answer to the save of someone typing: one statement; None where anything about it is unusual."""
    if not _wants_json(request) or "was_offline" in request.POST:
        return None
    save = typed(request.POST)
    receipt = write(place, save, at, statement=IN_WORDS) if save else None
    return JsonResponse(_told(receipt, at)) if receipt else None


def _any(request: HttpRequest, place: Place, at: datetime) -> HttpResponse:
    """The answer to any save at all."""
    items = Item.objects.filter(attempt__learner=place.learner).select_related("attempt__blueprint", "response")
    item = get_object_or_404(items.defer("response__text"), attempt=place.attempt, position=place.position)
    form = ResponseForm(request.POST, item=item)
    if not form.is_valid():
        return _refused(request, item, form, at)
    receipt = keep(item, form.save_request(), at)
    if "was_offline" in request.POST:
        item.attempt.events.create(kind=AttemptEvent.Kind.OFFLINE, item=item, at=at, actor_id=place.learner)
    if _wants_json(request):
        return _json(request, item, receipt, at)
    if not receipt.outcome.is_acknowledged:
        stored = words_of(item, receipt.text)
        notice = {"notice": receipt.outcome.value, "stored_text": stored, "version": receipt.version}
        return _card(request, item, at, status=STATUS[receipt.outcome], text=_sent(request), **notice)
    return _go_on(request, item, at)


def _wants_json(request: HttpRequest) -> bool:
    accept = request.headers.get("Accept", "")
    if accept == "application/json":  # what our own script says; the rest is for others to negotiate
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _sent(request: HttpRequest) -> str:
    """What arrived, as it arrived: the text, or the keys of the chosen options."""
    return " ".join(request.POST.getlist("text"))


def _told(receipt: Receipt, at: datetime) -> dict[str, Any]:
    """What the script is told of a save, whatever came of it."""
    return {
        "outcome": receipt.outcome.value,
        "version": receipt.version,
        "saved_at": timezone.localtime(at).strftime("%H:%M:%S"),
        "seconds_left": receipt.seconds_left,
        "item_seconds_left": receipt.item_seconds_left,
    }


def _json(request: HttpRequest, item: Item, receipt: Receipt, at: datetime) -> JsonResponse:
    outcome, answer = receipt.outcome, _told(receipt, at)
    if not outcome.is_acknowledged:
        stored = words_of(item, receipt.text)
        context = {"notice": outcome.value, "stored_text": stored, "attempt": item.attempt, "item": item}
        answer |= {"text": _sent(request), "stored_text": receipt.text, "notice": _notice(request, context)}
    return JsonResponse(answer, status=STATUS.get(outcome, 200))


def _notice(request: HttpRequest, context: dict[str, Any]) -> str:
    return render_to_string(f"{CARD}#save-notice", context, request)


def _refused(request: HttpRequest, item: Item, form: ResponseForm, at: datetime) -> HttpResponse:
    """422: the text cannot be stored as it is."""
    errors = [str(error) for messages in form.errors.values() for error in messages]
    if not _wants_json(request):
        return _card(request, item, at, status=422, text=_sent(request), notice="refused", errors=errors)
    context = {"notice": "refused", "errors": errors, "attempt": item.attempt, "item": item}
    answer = {"outcome": "refused", "text": _sent(request), "errors": errors, "notice": _notice(request, context)}
    return JsonResponse(answer, status=422)


def _not_kept(request: HttpRequest, why: str, status: int, **more: str) -> HttpResponse:
    """Nothing about the attempt is shown, only what this browser sent, and what to do."""
    context = {"notice": why, "text": _sent(request), **more}
    if not _wants_json(request):
        return render_page(request, "interviews/response_save.html", context, fragment="question-card", status=status)
    notice = render_to_string("interviews/response_save.html#save-notice", context, request)
    return JsonResponse({"outcome": why, "text": context["text"], "notice": notice}, status=status)


def _card(
    request: HttpRequest, item: Item, at: datetime, *, status: int, text: str | None = None, **notice: Any
) -> HttpResponse:
    context = card_context(item.attempt, item, overview_of(item.attempt, at), at, text) | notice
    return render_page(request, CARD, context, fragment="question-card", status=status)


def _go_on(request: HttpRequest, item: Item, at: datetime) -> HttpResponse:
    """The text is safe: do what the button said, and show where that leads."""
    then, attempt = request.POST.get("then", ""), item.attempt
    if then in {"flag", "unflag"}:
        Item.objects.filter(pk=item.pk).update(is_flagged=then == "flag")
    if then == "pause" and attempt.pause(at, by=attempt.learner):
        return _elsewhere(request, reverse("interviews:attempt_pause", args=[attempt.pk]))
    if then == "next":
        ask_follow_up(item, at)
    overview = overview_of(attempt, at)
    wanted = destination(then, item.position, overview)
    position = wanted and overview.running_from(wanted)
    if position is None:
        return _elsewhere(request, reverse("interviews:attempt_finish", args=[attempt.pk]))
    there = f"{reverse('interviews:attempt_detail', args=[attempt.pk])}?item={position}"
    if not wants_fragment(request):
        return redirect(there)
    shown = attempt.items.select_related("response").get(position=position)
    shown.serve(at)
    context = card_context(attempt, shown, overview, at)
    return push_url(render_page(request, CARD, context, fragment="question-card"), there)


def _elsewhere(request: HttpRequest, url: str) -> HttpResponse:
    """To another page: a redirect, which htmx has to be told in its own way."""
    return HttpResponseClientRedirect(url) if wants_fragment(request) else redirect(url)


def destination(then: str, position: int, overview: Overview) -> int | None:
    """The item a button leads to; None is the page that finishes. Unknown words stay where they are."""
    wanted = {
        "next": overview.after(position),
        "previous": overview.before(position),
        "skip": overview.next_empty(position),
        "finish": None,
    }.get(then, position)
    if then.startswith("item-") and then[5:].isascii() and then[5:].isdigit() and len(then) < 9:
        wanted = int(then[5:])
    return None if wanted is None or wanted > len(overview.steps) else max(1, wanted)
