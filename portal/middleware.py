"""What every answer passes through: health probes before all else, and the headers that keep pages private."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"

GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Answer ``/healthz`` (the process lives) and ``/readyz`` (and reaches its database) for probes.

    First of all middleware, so that a probe by address needs neither an allowed host name nor a session.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("ok\n", content_type="text/plain")
        if request.path == "/readyz":
            return self.readiness()
        return self.get_response(request)

    def readiness(self) -> HttpResponse:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
        return HttpResponse("ok\n", content_type="text/plain")


class PrivacyMiddleware:
    """Name what pages may not use, and keep a signed-in person's pages out of every cache (unless a view says more)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if "Cache-Control" not in response.headers and "sessionid" in request.COOKIES:
            patch_cache_control(response, no_store=True, private=True)
        return response
