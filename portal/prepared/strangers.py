"""Pages that are the same for everyone signed out, answered before anybody is looked for.

To find out that nobody is signed in, and what that means, is most of what such a page costs. So a view marks the answer
that it gave a stranger with ``same_for_strangers``, and how to ask the database whether it would give it still. As long
as it would, the next stranger at that address gets the same bytes and headers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from portal.prepared.keeping import Kept
from portal.prepared.pages import site_version

ROOM = 2_000_000
"""Bytes of pages that a process keeps for strangers."""

PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name)
"""Whoever shows one may be somebody, or has a message waiting."""
PERSONAL_HEADERS = ("HTTP_HX_REQUEST", "HTTP_HX_HISTORY_RESTORE_REQUEST")
"""What else an answer may depend on: what htmx asks for may be a fragment."""

MARK = "_is_current"
IsCurrent = Callable[[], bool]


def same_for_strangers(response: HttpResponse, is_current: IsCurrent) -> HttpResponse:
    """Let this answer be given to every stranger at this address, for as long as ``is_current`` says so each time."""
    setattr(response, MARK, is_current)
    return response


@dataclass(frozen=True, slots=True)
class Page:
    content: bytes
    headers: dict[str, str]
    is_current: IsCurrent

    def __len__(self) -> int:
        return len(self.content)

    def answer(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(self.content, headers=self.headers)
        etag = self.headers.get("ETag", "")
        return cast("HttpResponse", get_conditional_response(request, etag=etag, response=response))


_kept: Kept[Page] = Kept(ROOM, len)


class StrangersMiddleware:
    """Stands before sessions, and after all that marks every answer of the site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_stranger(request):
            return self.get_response(request)
        key = (request.get_host(), request.get_full_path(), site_version())
        page = _kept.find(key)
        if page and page.is_current():
            return page.answer(request)
        response = self.get_response(request)
        is_current: IsCurrent | None = getattr(response, MARK, None)
        if is_current and response.status_code == 200 and not response.cookies:
            _kept.keep(key, Page(response.content, dict(response.headers), is_current))
        return response


def _is_stranger(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and not any(name in request.META for name in PERSONAL_HEADERS)
        and not any(name in request.COOKIES for name in PERSONAL_COOKIES)
    )
