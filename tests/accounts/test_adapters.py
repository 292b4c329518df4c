"""The second step: authenticator app, recovery codes, keys."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from portal.accounts.models import User
from tests.accounts.conftest import who
from tests.factories import PASSWORD, make_user

LOGIN, STEP, ACTIVATE = "/accounts/login/", "/accounts/2fa/authenticate/", "/accounts/2fa/totp/activate/"
SECRET = "JBSWY3DPEHPK3PXP"


def code(secret: str) -> str:
    """What an app would show now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def protected(learner: User) -> User:
    """``learner`` with an app and recovery codes."""
    TOTP.activate(learner, SECRET)
    RecoveryCodes.activate(learner)
    return learner


def test_first_administrator_switches_the_app_on(administrator, admin_client):
    EmailAddress.objects.create(user=administrator, email=administrator.email, primary=True, verified=True)
    admin_client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": ACTIVATE})
    secret = admin_client.get(ACTIVATE).context["form"].secret

    page = admin_client.post(ACTIVATE, {"code": code(secret)}, follow=True).content.decode()

    assert sorted(administrator.authenticator_set.values_list("type", flat=True)) == ["recovery_codes", "totp"]
    assert RecoveryCodes(administrator.authenticator_set.get(type="recovery_codes")).get_unused_codes()[0] in page


def test_app_is_not_switched_on_while_an_address_is_unverified(confirmed_client, learner):
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True)

    response = confirmed_client.get(ACTIVATE, follow=True)

    assert response.redirect_chain == [("/accounts/2fa/", 302)]
    assert "until you have verified your email address" in response.content.decode()


def test_sign_in_asks_for_the_code_before_anything_is_shown(client, protected):
    response = client.post(f"{LOGIN}?next=/accounts/profile/", {"login": "learner", "password": PASSWORD}, follow=True)

    assert "Second step" in response.content.decode()
    assert who(client) == ""
    client.post(STEP, {"code": "000000"})
    assert who(client) == ""
    assert client.post(STEP, {"code": code(SECRET)})["Location"] == "/accounts/profile/"
    assert who(client) == str(protected.pk)


def test_recovery_code_lets_in_once(protected):
    first = RecoveryCodes(protected.authenticator_set.get(type="recovery_codes")).get_unused_codes()[0]

    def sign_in() -> str:
        browser = Client()
        browser.post(LOGIN, {"login": "learner", "password": PASSWORD})
        browser.post(STEP, {"code": first})
        return who(browser)

    assert [sign_in(), sign_in()] == [str(protected.pk), ""]


def test_admin_sign_in_asks_for_the_code_too(client, administrator):
    TOTP.activate(administrator, SECRET)

    response = client.post("/admin/login/", {"username": "administrator", "password": PASSWORD}, follow=True)

    assert response.redirect_chain[0] == ("/accounts/login/?next=%2Fadmin%2Flogin%2F", 302)
    assert who(client) == ""


def test_keys_of_another_person_are_not_found(confirmed_client):
    key = Authenticator.objects.create(user=make_user("other"), type="webauthn", data={"name": "Their key"})

    for page in ("edit", "remove"):
        response = confirmed_client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/{page}/", {"name": "Mine"})
        assert response.status_code == 404
    key.refresh_from_db()
    assert key.data == {"name": "Their key"}


def test_key_is_offered_by_the_name_of_the_site(confirmed_client):
    page = confirmed_client.get("/accounts/2fa/webauthn/add/")

    options = page.context["js_data"]["creation_options"]["publicKey"]
    assert options["rp"] == {"id": "testserver", "name": "Viva"}
