"""Show times in the reader's own zone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.accounts.zones import UTC, zone


class TimeZoneMiddleware:
    """Activate the signed-in person's time zone for this request; UTC for everyone else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = request.user.time_zone if request.user.is_authenticated else UTC
        with timezone.override(zone(name)):
            return self.get_response(request)
