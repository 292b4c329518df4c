"""Choosing an interview, and the page before it starts."""

import secrets
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.request import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.accounts.requests import SignedInRequest
from portal.interviews.clock import OwnTime, Timing, duration_words
from portal.interviews.forms import PRESETS, BlueprintForm, with_defaults
from portal.interviews.models import Blueprint, BlueprintRevision
from portal.interviews.selection import available
from portal.interviews.spec import Spec
from portal.interviews.start_form import OwnTimeForm
from portal.interviews.starting import NothingToAsk, get_or_create_blueprint, start, timing_for
from portal.interviews.weaknesses import weak_topics
from portal.shortcuts import render_page

SEED_BITS = 63


@require_http_methods(["GET", "POST"])
def blueprint_create(request: SignedInRequest) -> HttpResponse:
    """Choose; with GET, count what a choice would match."""
    data = _with_preset(request.POST) if request.method == "POST" else with_defaults(request.GET, request.user)
    form = BlueprintForm(data, user=request.user)
    spec = form.spec()
    if request.method == "POST" and form.is_valid():
        blueprint = get_or_create_blueprint(request.user, spec, timezone.now())
        return redirect("interviews:attempt_start", pk=blueprint.pk)
    has_errors = bool(form.errors) and request.method == "POST"
    context = {
        "form": form,
        "has_errors": has_errors,
        "matches": available(spec, request.user),
        "presets": [(name, label) for name, (label, _) in PRESETS.items()],
    }
    return render_page(
        request, "interviews/blueprint_create.html", context, fragment="match-count", status=422 if has_errors else 200
    )


def _with_preset(posted: QueryDict) -> QueryDict:
    """The form as it was sent, or as the preset that was clicked fills it in, over the guides sent with it."""
    _, preset = PRESETS.get(posted.get("preset", ""), ("", None))
    if preset is None:
        return posted
    data = QueryDict(mutable=True)
    data.setlist("guides", posted.getlist("guides"))
    for name, value in preset.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    return data


@require_http_methods(["GET", "POST"])
def attempt_start(request: SignedInRequest, pk: int) -> HttpResponse:
    """What this interview will be, said before its clock runs; POST starts it.

    A practising learner may choose more time, or a fixed end: GET says what that gives.
    """
    at = timezone.now()
    blueprint = get_object_or_404(Blueprint.objects.chosen().filter(owner=request.user), pk=pk)
    revision = blueprint.revisions.latest("number")
    request.user.attempts.close_overdue(at)
    form = OwnTimeForm(request.POST if request.method == "POST" else request.GET, at=at)
    own = form.own_time()
    if request.method == "POST" and form.is_valid():
        return _start(request, revision, own, at)
    context = _before_the_start(request, blueprint, Spec.from_json(revision.spec), own, at) | {"form": form}
    return render_page(request, "interviews/attempt_start.html", context, status=422 if form.errors else 200)


def _start_key(request: SignedInRequest) -> str:
    """That of the form, so that a second click finds the attempt of the first."""
    return request.POST.get("start_key", "").replace("\0", "")[:40] or secrets.token_urlsafe(16)


def _start(request: SignedInRequest, revision: BlueprintRevision, own: OwnTime, at: datetime) -> HttpResponse:
    seed = secrets.randbits(SEED_BITS)
    try:
        begun = start(request.user, revision, start_key=_start_key(request), seed=seed, at=at, own=own)
    except NothingToAsk:
        messages.error(request, "No question matches this choice any more, so nothing was started.")
        return redirect("interviews:attempt_start", pk=revision.blueprint_id)
    if not begun.is_new:
        messages.info(request, "This interview was already open, so it goes on here.")
    return redirect("interviews:attempt_detail", pk=begun.attempt.pk)


def _before_the_start(
    request: SignedInRequest, blueprint: Blueprint, spec: Spec, own: OwnTime, at: datetime
) -> dict[str, Any]:
    """What there is to ask, the time for it, and why."""
    matches = available(spec, request.user)
    time = timing_for(request.user, spec, min(matches, spec.count), own)
    return {
        "blueprint": blueprint,
        "spec": spec,
        "available": matches,
        "time": time_in_words(time, at),
        "weak_topics": weak_topics(request.user.attempts.all(), at) if spec.aims_at_weak else [],
        "can_pause": spec.mode == Blueprint.Mode.PRACTICE and time.closes_at is None,
        "open_attempt": request.user.attempts.unfinished().filter(blueprint=blueprint).first(),
        "start_key": _start_key(request),
    }


def time_in_words(time: Timing, at: datetime) -> dict[str, str]:
    """What the clock gives when it starts at ``at``, and why; empty strings where there is nothing to say."""
    given, limit = time.given(at), time.effective or time.closes_at
    cut = f"this closes at {timezone.localtime(time.closes_at):%H:%M}" if time.closes_at and time.is_cut(at) else ""
    base = time.limit_each or time.limit
    stretch = f"{duration_words(base)} times a time factor of {time.factor.normalize():f}" if base else ""
    return {
        "whole": duration_words(given) if given is not None and limit else "",
        "each": duration_words(time.effective_each) if time.effective_each else "",
        "cut": cut,
        "stretch": stretch if time.is_stretched else "",
    }
