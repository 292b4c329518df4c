"""The pages that say what went wrong: in the site's look, with what was kept, and a way home."""

import re

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from tests.factories import make_user


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the secret cause")


@login_not_required
def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("the secret reason")


urlpatterns = [path("broken/", broken), path("forbidden/", forbidden), path("", include("portal.urls"))]


def heading(response: HttpResponse) -> str:
    return " ".join(re.findall(r"<h1>(.+?)</h1>", response.content.decode()))


def ways_out(response: HttpResponse) -> list[str]:
    return re.findall(r'<a role="button"[^>]* href="([^"]+)"', response.content.decode())


def test_not_found_says_so_and_leads_home_or_to_sign_in(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert heading(response) == "There is nothing here for you to see"
    assert ways_out(response) == ["/", "/accounts/login/"]


@pytest.mark.django_db
def test_not_found_offers_no_sign_in_to_someone_signed_in(client):
    client.force_login(make_user())

    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert ways_out(response) == ["/"]


@pytest.mark.urls("tests.test_errors")
def test_forbidden_says_that_nothing_was_changed_and_keeps_its_reason(client):
    response = client.get("/forbidden/")

    assert response.status_code == 403
    assert heading(response) == "This is not for this account"
    assert "Nothing was changed." in response.text
    assert "secret reason" not in response.text
    assert ways_out(response) == ["/", "/accounts/login/"]


@pytest.mark.django_db
@pytest.mark.urls("tests.test_errors")
def test_forbidden_names_the_account_that_is_signed_in(client):
    client.force_login(make_user("ada"))

    response = client.get("/forbidden/")

    assert response.status_code == 403
    assert "You are signed in as ada" in response.text
    assert ways_out(response) == ["/"]


@pytest.mark.urls("tests.test_errors")
def test_server_error_needs_no_database_and_keeps_its_cause():
    response = Client(raise_request_exception=False).get("/broken/")

    assert response.status_code == 500
    assert heading(response) == "Something broke on this server"
    assert "secret cause" not in response.text
    assert ways_out(response) == ["/"]


def test_unknown_host_is_not_understood(client):
    response = client.get("/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert heading(response) == "The server did not understand this request"
    assert ways_out(response) == ["/"]


def test_stale_form_says_that_nothing_was_changed_and_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "ada", "password": "typed"})

    assert response.status_code == 403
    assert heading(response) == "This page was too old to send"
    assert "nothing was changed" in response.text
    assert "typed" not in response.text.replace("what you typed", "")
    assert ways_out(response) == ["/"]
