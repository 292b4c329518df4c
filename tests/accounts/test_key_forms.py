"""A damaged answer of a key is refused in words."""

import pytest
from allauth.core.context import request_context
from allauth.mfa.totp.internal.auth import TOTP

from portal.accounts.key_forms import ReauthenticateKeyForm
from portal.accounts.sessions import SessionStore
from tests.accounts.conftest import who
from tests.factories import PASSWORD

LOGIN = "/accounts/login/"
BYTES = (
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", "authenticatorData": "AA"}}'
)
DAMAGED = ["", "[]", "1", "null", "{}", '{"id": 1, "response": []}', "{", '"\\ud800"', '{"id": "AA"}', BYTES]


@pytest.mark.parametrize("credential", DAMAGED)
def test_passkey_sign_in_refuses_a_damaged_answer(credential, client, learner):
    page = "/accounts/2fa/webauthn/login/"
    challenge = client.get(page, headers={"accept": "application/json"}).json()

    response = client.post(page, {"credential": credential})

    assert challenge["request_options"]["publicKey"]["rpId"] == "testserver"
    assert (response.status_code, response["Location"], who(client)) == (302, LOGIN, "")


@pytest.mark.parametrize("credential", DAMAGED)
def test_second_step_refuses_a_damaged_answer(credential, client, learner):
    TOTP.activate(learner, "JBSWY3DPEHPK3PXP")
    client.post(LOGIN, {"login": "learner", "password": PASSWORD})

    page = client.post("/accounts/2fa/authenticate/", {"credential": credential}).content.decode()

    assert "Second step" in page
    assert who(client) == ""


@pytest.mark.parametrize("credential", DAMAGED)
def test_adding_a_key_refuses_a_damaged_answer(credential, confirmed_client, learner):
    response = confirmed_client.post("/accounts/2fa/webauthn/add/", {"name": "Key", "credential": credential})

    assert response.context["form"].errors
    assert not learner.authenticator_set.exists()


@pytest.mark.parametrize("credential", DAMAGED)
def test_confirming_with_a_key_refuses_a_damaged_answer(credential, rf, learner):
    request = rf.post("/")
    request.session = SessionStore()
    with request_context(request):
        form = ReauthenticateKeyForm({"credential": credential}, user=learner)  # type: ignore[call-arg]

        assert list(form.errors) == ["credential"]
