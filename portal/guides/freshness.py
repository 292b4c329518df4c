"""Answer “nothing has changed” before a page is rendered: rendering is most of what a guide page costs.

A browser keeps guide pages but asks each time (``private, no-cache``). The tag it shows names everything such a page is
made of: the content shown, the person it was made for, and the templates and style sheets of this release.
"""

from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from portal.prepared.pages import site_version
from portal.shortcuts import wants_fragment

MESSAGES_COOKIE = CookieStorage.cookie_name


def render_if_changed(request: HttpRequest, content: object, render: Callable[[], HttpResponse]) -> HttpResponse:
    """Render the page, unless the browser holds the one of this very ``content``, a value with a faithful repr."""
    if MESSAGES_COOKIE in request.COOKIES:  # a message waits to be shown, once
        return render()
    etag = _page_etag(request, content)
    response: HttpResponse | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = render()
        response.headers["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _page_etag(request: HttpRequest, content: object) -> str:
    user = request.user
    person: tuple[object, ...] = ()
    if user.is_authenticated:
        form_token = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
        rights = (user.role, user.is_staff)
        person = (user.pk, user.username, user.last_login, rights, user.has_shortcuts, form_token)
    parts = (content, person, wants_fragment(request), request.get_full_path(), site_version())
    return f'"{sha256(repr(parts).encode()).hexdigest()}"'
