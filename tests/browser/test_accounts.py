"""One's own account in a real browser: nothing refused by the content security policy, nothing that hinders people."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD, make_administrator, make_user

ENTRANCE = [
    "login/",
    "signup/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/1-x/",
    "confirm-email/x/",
]
OWN = ["profile/", "email/", "password/change/", "logout/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/add/"]


def confirm(page: Page) -> None:
    """Type the password again, as sensitive pages ask."""
    page.goto("/accounts/reauthenticate/?next=/accounts/2fa/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


@pytest.fixture
def key() -> dict[str, object]:
    """A passkey that is always at hand, always says yes."""
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    return {"options": {**kind, "isUserVerified": True, "automaticPresenceSimulation": True}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_account_pages_hinder_nobody(scheme, open_page, axe, settings, live_server):
    settings.OPEN_SIGN_UP = True
    stranger = open_page(color_scheme=scheme)
    own = open_page(make_user("learner"), color_scheme=scheme)
    confirm(own)

    found = {}
    for page, paths in ((stranger, ENTRANCE), (own, OWN)):
        for path in paths:
            page.goto(f"/accounts/{path}")
            found[path] = axe(page)

    assert found == {path: [] for path in [*ENTRANCE, *OWN]}


def test_passkey_is_added_signs_in_and_serves_as_second_step(open_page, key):
    page = open_page(make_user("learner"))
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", key)
    confirm(page)

    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Passkey").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Security key added.")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url("/")

    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address or user name").fill("LEARNER")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey or security key").click()
    expect(page).to_have_url("/")


def test_passkey_that_was_cancelled_is_told_in_words(open_page, key):
    page = open_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", key)  # without a passkey in it

    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.locator("#trouble")).to_contain_text("No key was used")


def test_first_administrator_switches_the_app_on_without_javascript(open_page):
    user = make_administrator()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    page = open_page(user, java_script_enabled=False)
    confirm(page)

    page.get_by_role("button", name="Set it up").or_(page.get_by_role("link", name="Set it up")).click()
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Authenticator code").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Switch it on").click()

    expect(page.locator(".codes li")).to_have_count(10)
