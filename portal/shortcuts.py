"""A page, or the fragment of it that htmx asked for: the only reader of htmx's request headers.

And the pages that give typed text back, and what tells a second click on a form from a second form.
"""

import secrets
from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx will swap the answer into a page, rather than show it as one.

    A boosted link and a page restored from history want the whole page.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def template_for(request: HttpRequest, template: str, fragment: str) -> str:
    """The template, or only its partial ``fragment`` (id, hx-target and partial share that one name)."""
    return f"{template}#{fragment}" if fragment and wants_fragment(request) else template


def vary_on_htmx(response: HttpResponse) -> HttpResponse:
    """Tell caches that the answer to htmx may be another one."""
    patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render what ``template_for`` says."""
    return vary_on_htmx(render(request, template_for(request, template, fragment), dict(context), status=status))


def new_form_key() -> str:
    """For one rendering of a form that makes something, in a hidden field ``form_key``."""
    return secrets.token_urlsafe(16)


def form_key_of(request: HttpRequest) -> str:
    """The same for a second click on a form, another for whatever says something else; at most 100 characters.

    A form sent without its field is like no other.
    """
    digest = sha256((request.POST.get("form_key") or new_form_key()).encode())
    for name in sorted(request.POST.keys() - {"csrfmiddlewaretoken"}):
        digest.update(repr((name, request.POST.getlist(name))).encode())
    for name, file in sorted(request.FILES.items()):
        digest.update(repr((name, file.name)).encode())  # type: ignore[union-attr]  # one file each
        for chunk in file.chunks():  # type: ignore[union-attr]
            digest.update(chunk)
        file.seek(0)  # type: ignore[union-attr]
    return f"{request.user.pk}:{digest.hexdigest()}"


View = Callable[..., HttpResponse]

TYPED = ("text", "aliases", "words", "comment", "reason", "people", "title")
"""How the names of fields end that hold what somebody typed at length."""


def keeping_text(fragment: str = "signed-out") -> Callable[[View], View]:
    """Answer a text sent by someone signed out with 401 and the text in it: sign-in alone would lose it."""

    def decorated(view: View) -> View:
        @login_not_required
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated:
                return view(request, *args, **kwargs)
            if request.method != "POST":
                return redirect_to_login(request.get_full_path())
            context = {"text": typed_in(request)}
            return render_page(request, "signed_out.html", context, fragment=fragment, status=401)

        return wrapped

    return decorated


def hand_back(request: HttpRequest, why: str, *, fragment: str = "") -> HttpResponse:
    """409: what somebody typed came too late to be kept anywhere; ``why`` says so, and what to do."""
    context = {"text": typed_in(request), "why": why}
    return render_page(request, "not_saved.html", context, fragment=fragment, status=409)


def typed_in(request: HttpRequest) -> str:
    """What somebody typed into a form, to be given back."""
    typed = (str(request.POST[name]) for name in request.POST if name.endswith(TYPED))
    return "\n".join(filter(None, typed))
