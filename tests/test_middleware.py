import pytest
from csp.constants import HEADER
from csp.decorators import csp_update
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertTemplateNotUsed, assertTemplateUsed

from portal.middleware import PolicyMiddleware

pytestmark = pytest.mark.django_db


def test_health_is_told_to_a_probe_by_address_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz", headers={"host": "10.1.2.3"})

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert not response.cookies


def test_readiness_asks_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/readyz", headers={"host": "10.1.2.3"})

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_readiness_is_denied_in_words_when_the_database_does_not_answer(client):
    def refuse(execute, sql, params, many, context):
        raise OperationalError

    with connection.execute_wrapper(refuse):
        response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"the database does not answer\n")


def test_page_is_refused_when_asked_for_by_another_host_name(client):
    response = client.get("/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assertTemplateUsed(response, "400.html")
    assertTemplateNotUsed(response, "home.html")


def test_page_carries_every_header_that_protects_it(client):
    headers = client.get(reverse("account_login")).headers

    assert dict(directive.split(" ", 1) for directive in headers["Content-Security-Policy"].split("; ")) == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("camera=(), geolocation=(), microphone=()")


def test_page_is_kept_by_no_cache_when_someone_is_signed_in(learner_client):
    cache_control = learner_client.get(reverse("home")).headers["Cache-Control"]

    assert {part.strip() for part in cache_control.split(",")} >= {"no-store", "private"}


def test_plain_request_is_sent_to_tls_and_a_secure_one_told_to_stay_there(settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 3600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    plain = Client().get("/")
    secure = Client().get("/", headers={"x-forwarded-proto": "https"})

    assert (plain.status_code, plain.headers["Location"]) == (301, "https://testserver/")
    assert secure.headers["Strict-Transport-Security"].startswith("max-age=3600")


@pytest.mark.parametrize("address", ["/guides/?q=%00", "/guides/?%00=1", "/guides/a%00b/", "/%00"])
def test_address_with_a_nul_is_refused(learner_client, address):
    response = learner_client.get(address)

    assert response.status_code == 400
    assertTemplateUsed(response, "400.html")


@pytest.mark.parametrize("query", ["q=%ED%A0%80", "q=%FF", "q=%2500"])
def test_address_with_other_broken_text_is_read_as_replacement_characters(learner_client, query):
    response = learner_client.get(f"/healthz?{query}")
    page = learner_client.get(f"{reverse('home')}?{query}")

    assert (response.content, page.status_code) == (b"ok\n", 200)
    assert not {char for char in page.wsgi_request.GET["q"] if "\ud800" <= char <= "\udfff" or char == "\0"}


def test_form_refuses_a_nul_and_gives_the_text_back(client):
    response = client.post(reverse("account_login"), {"login": "ad\0min", "password": "a quiet study"})

    form = response.context["form"]
    assert (response.status_code, form["login"].value()) == (200, "ad\0min")
    assert form.errors["login"] == ["Null characters are not allowed."]


def test_form_reads_a_lone_surrogate_as_replacement_characters(client):
    body = "login=ad%ED%A0%80min&password=a+quiet+study"
    response = client.post(reverse("account_login"), body, content_type="application/x-www-form-urlencoded")

    assert (response.status_code, response.context["form"]["login"].value()) == (200, "ad\ufffd\ufffd\ufffdmin")


def test_policy_of_a_view_that_changes_it_counts_for_its_answers_only(rf):
    @csp_update({"img-src": ["https://pictures.example"]})
    def changed(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def plain(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    policies = [PolicyMiddleware(view)(rf.get("/")).headers[HEADER] for view in (plain, changed, plain)]

    assert ["https://pictures.example" in policy for policy in policies] == [False, True, False]
    assert policies[0] == policies[2]
