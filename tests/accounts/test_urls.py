"""Every account page, as everyone; where it may lead; what it may run."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.conftest import who
from tests.factories import PASSWORD, make_user

OPEN = ["login", "signup", "reset_password", "reset_password_done", "reset_password_from_key_done", "inactive"]
OPEN = [f"account_{name}" for name in OPEN]
OWN = [
    "accounts:profile",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_reauthenticate",
]
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "\x00",
]


@pytest.mark.parametrize("name", OWN)
def test_own_page_asks_anonymous_people_to_sign_in(name, client, db):
    response = client.get(reverse(name))

    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={reverse(name)}")


@pytest.mark.parametrize("name", OPEN)
def test_open_page_is_shown_to_anonymous_people_in_our_look(name, client, db, settings):
    settings.OPEN_SIGN_UP = True

    page = client.get(reverse(name)).content.decode()

    assert page.count("<h1>") == page.count('<main id="main"') == 1
    assert "css/accounts.css" in page
    assert " – Viva</title>" in page


@pytest.mark.parametrize("name", [name for name in OWN if name != "mfa_download_recovery_codes"])
def test_own_page_shows_nothing_of_another_person(name, confirmed_client):
    make_user("stranger", first_name="Strange")

    page = confirmed_client.get(reverse(name), follow=True).content.decode()

    assert "learner" in page
    assert "stranger" not in page.lower()


@pytest.mark.parametrize("target", ELSEWHERE)
def test_sign_in_leads_nowhere_but_here(target, client, learner):
    response = client.post(f"{reverse('account_login')}", {"login": "learner", "password": PASSWORD, "next": target})

    assert (response["Location"], who(client)) == ("/", str(learner.pk))


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("name", ["account_logout", "account_reauthenticate"])
def test_signing_out_and_confirming_lead_nowhere_but_here(name, target, learner_client):
    response = learner_client.post(reverse(name), {"password": PASSWORD, "next": target})

    assert response["Location"] == "/"


@pytest.mark.parametrize("target", ["/accounts/profile/", "/guides/?q=a%20b"])
def test_sign_in_leads_back_to_the_page_that_asked(target, client, learner):
    response = client.post(reverse("account_login"), {"login": "learner", "password": PASSWORD, "next": target})

    assert response["Location"] == target


def test_signing_out_takes_a_post(learner, learner_client):
    page = learner_client.get(reverse("account_logout")).content.decode()

    assert "Sign out?" in page
    assert who(learner_client) == str(learner.pk)
    learner_client.post(reverse("account_logout"))
    assert who(learner_client) == ""


def test_signing_out_takes_a_csrf_token(learner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner)

    response = client.post(reverse("account_logout"))

    assert (response.status_code, who(client)) == (403, str(learner.pk))


@pytest.mark.parametrize("name", [*OPEN, *OWN])
def test_page_has_no_inline_script_or_style(name, confirmed_client, client):
    browser = client if name in OPEN else confirmed_client

    page = browser.get(reverse(name), follow=True).content.decode()

    scripts = re.findall(r"<script([^>]*)>", page)
    assert [tag for tag in scripts if "src=" not in tag and 'type="application/json"' not in tag] == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", page) == []


def test_too_many_tries_say_so_in_our_look(client, db):
    pages = [client.post(reverse("account_reset_password"), {"email": "a@example.com"}) for _ in range(6)]

    assert [page.status_code for page in pages] == [302] * 5 + [429]
    assert "Too many tries" in pages[-1].content.decode()
    assert "css/accounts.css" in pages[-1].content.decode()
