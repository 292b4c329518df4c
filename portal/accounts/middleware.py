"""Know who asks, and show times in their own zone."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth import middleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from portal.accounts.models import User
from portal.accounts.sessions import person_of
from portal.accounts.zones import UTC, zone


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """Django's; the person comes with the session instead of being asked for after it."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = cast("User | AnonymousUser", SimpleLazyObject(lambda: person_of(request)))


class TimeZoneMiddleware:
    """Activate the signed-in person's time zone for this request; UTC for everyone else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = request.user.time_zone if request.user.is_authenticated else UTC
        with timezone.override(zone(name)):
            return self.get_response(request)
