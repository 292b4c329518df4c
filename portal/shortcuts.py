"""A page, or the fragment of it that htmx asked for: the only reader of htmx's request headers."""

from collections.abc import Mapping
from typing import Any

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
