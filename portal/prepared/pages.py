"""A page that is rendered once for everybody, and only filled in for each person.

Rendering is most of what a page costs. So it is rendered for a stand-in, with a request that holds nothing of the real
one, and with holes where something of the person belongs; it is cut at the holes, kept, and filled in. The person's
account, cookies and session never reach the template, so no page can show one person what is another's.

A template marks a hole with ``{% hole "name" argument %}``; name and form token of the reader are holes by themselves.
"""

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, Self, TypeAlias

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.prepared.keeping import Kept
from portal.shortcuts import template_for, vary_on_htmx

ROOM = 4_000_000
"""Bytes of pages that a process keeps."""

_secret = secrets.token_hex(16)
"""Nobody can write a hole into a guide: it is made of what only this process knows."""
_hole = re.compile(f"{_secret}(.*?):(.*?){_secret}".encode())

Filling: TypeAlias = Callable[[str], bytes]
"""Safe HTML for a hole, given its argument."""


def hole(name: str, argument: str = "") -> SafeString:
    return mark_safe(f"{_secret}{name}:{argument}{_secret}")  # noqa: S308  # slugs and names of ours


@dataclass(frozen=True, slots=True)
class Prepared:
    """A rendered text, cut at its holes: there is a literal before each of them, and one after the last."""

    literals: tuple[bytes, ...]
    holes: tuple[tuple[str, str], ...]

    @classmethod
    def cut(cls, text: str) -> Self:
        pieces = _hole.split(text.encode())
        names = zip(pieces[1::3], pieces[2::3], strict=True)
        return cls(tuple(pieces[::3]), tuple((name.decode(), argument.decode()) for name, argument in names))

    def __len__(self) -> int:
        return sum(map(len, self.literals))

    def filled(self, fillings: Mapping[str, Filling]) -> bytes:
        pieces = [b""] * (2 * len(self.holes) + 1)
        pieces[::2] = self.literals
        pieces[1::2] = (fillings[name](argument) for name, argument in self.holes)
        return b"".join(pieces)


_kept: Kept[Prepared] = Kept(ROOM, len)


def render_prepared(  # noqa: PLR0913
    request: HttpRequest,
    template: str,
    read_context: Callable[[], Mapping[str, Any]],
    *,
    key: Hashable,
    fillings: Mapping[str, Filling],
    fragment: str = "",
) -> HttpResponse:
    """Like ``render_page``, from the page that is kept under ``key``; ``read_context`` is asked where there is none.

    ``key`` names by value all that the context says, which is nothing about the person; without one (None) the page is
    not kept, and its context may be about them. A page with messages on it is for once only.
    """
    chosen = template_for(request, template, fragment)
    messages = list(get_messages(request))

    def make() -> Prepared:
        return Prepared.cut(_render(request, chosen, {**read_context(), "messages": messages}))

    if key is None or messages:
        page = make()
    else:
        reader = tuple(_what_counts(request.user).values())
        page = _kept.get((chosen, request.get_full_path(), site_version(), reader, key), make)
    return vary_on_htmx(HttpResponse(page.filled({**fillings, **_own_fillings(request)})))


def _own_fillings(request: HttpRequest) -> dict[str, Filling]:
    """The token looks different each time it is asked for; a page shows one."""
    return {
        "user-name": lambda _: escape(request.user.get_username()).encode(),
        "form-token": cache(lambda _: get_token(request).encode()),
    }


def prepared_part(template: str, context: Mapping[str, Any], *, key: Hashable) -> Prepared:
    """A template that knows of no request, rendered with holes; kept under ``key``, which names all of ``context``."""
    return _kept.get((template, release_version(), key), lambda: Prepared.cut(render_to_string(template, context)))


def site_version() -> Hashable:
    """What every page depends on, whatever it is about."""
    return release_version(), settings.PUBLIC_GUIDES, settings.OPEN_SIGN_UP


@cache
def release_version() -> str:
    """A short hash of all templates, and of the names of all built static files; fixed while the process lives."""
    digest = sha256(getattr(staticfiles_storage, "manifest_hash", "").encode())
    for template in sorted((settings.BASE_DIR / "templates").rglob("*.html")):
        digest.update(template.read_bytes())
    return digest.hexdigest()[:16]


def _what_counts(user: Any) -> dict[str, bool]:
    """What of a person a page depends on, beside its holes; nothing for someone signed out."""
    if not user.is_authenticated:
        return {}
    return {"is_staff": user.is_staff, "has_shortcuts": user.has_shortcuts, "teaches": user.is_instructor}


def _render(request: HttpRequest, template: str, context: Mapping[str, Any]) -> str:
    own = {"csrf_token": hole("form-token")}
    return render_to_string(template, {**context, **own}, _stand_in(request))


def _stand_in(request: HttpRequest) -> HttpRequest:
    """A request for the same address, of nobody in particular."""
    stand_in = HttpRequest()
    stand_in.method, stand_in.GET = "GET", request.GET
    stand_in.path, stand_in.path_info = request.path, request.path_info
    stand_in.resolver_match = request.resolver_match
    stand_in.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "")
    like = _what_counts(request.user)
    stand_in.user = get_user_model()(username=hole("user-name")) if like else AnonymousUser()
    for name, value in like.items():
        setattr(stand_in.user, name, value)
    return stand_in
