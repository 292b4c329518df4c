"""The reader's own zone is active while their page is made."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from portal.accounts.middleware import TimeZoneMiddleware
from portal.accounts.models import User


@pytest.mark.parametrize(
    ("stored", "active"), [("Europe/Berlin", "Europe/Berlin"), ("UTC", "UTC"), ("Mars/Base", "UTC"), ("../x", "UTC")]
)
def test_time_zone_is_the_readers_own_and_utc_when_damaged(stored, active):
    request = RequestFactory().get("/")
    request.user = User(username="learner", time_zone=stored)
    middleware = TimeZoneMiddleware(lambda _: HttpResponse(timezone.get_current_timezone_name()))

    assert middleware(request).content.decode() == active
    assert timezone.get_current_timezone_name() == "UTC"
