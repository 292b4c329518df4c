"""What every request passes through: health probes, the headers that keep pages private, and a look at its address."""

from collections.abc import Callable
from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
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


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, which builds the policy anew for each answer; where a view changes nothing, the site's is meant."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if any(name.startswith("_csp_") for name in (*vars(request), *vars(response))):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, site_policy())
        return response


@cache
def site_policy() -> str:
    return build_policy()


class PrivacyMiddleware:
    """Name what pages may not use, and keep a signed-in person's pages out of every cache (unless a view says more)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if "Cache-Control" not in response.headers and settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, no_store=True, private=True)
        return response


class AddressMiddleware:
    """Refuse an address with a NUL character: no guide holds one, and PostgreSQL fails when asked for it.

    Other broken text cannot arrive by an address (Django replaces what is not UTF-8), and what is posted is the form's
    to refuse: its fields do, and give the text back.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The address holds a NUL character.")
        return self.get_response(request)
