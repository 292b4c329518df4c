"""Signing in, signing up, adding an address: what is typed, in every case and spelling."""

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from django.core import mail
from django.urls import reverse

from portal.accounts.forms import SignupForm
from portal.accounts.models import User
from portal.accounts.sessions import SessionStore
from tests.accounts.conftest import who
from tests.factories import PASSWORD, make_user

LOGIN, SIGNUP, EMAIL = "/accounts/login/", "/accounts/signup/", "/accounts/email/"
LONGER_IN_LOWER_CASE = f"a@{'.'.join(['İ' * 60] * 3)}.com"
NEWCOMER = {"email": "new@example.com", "username": "newcomer", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def _open(settings):
    settings.OPEN_SIGN_UP = True


@pytest.mark.parametrize(
    "login", ["änne", "ÄNNE", "a\u0308nne", " Änne ", "anna@example.com", "Anna@Example.COM", "ANNA@EXAMPLE.COM"]
)
def test_sign_in_works_by_name_and_address_in_any_case(login, sign_in, db):
    user = User.objects.create_user("Änne", "Anna@Example.com", PASSWORD)

    assert who(sign_in(login)) == str(user.pk)


def test_sign_in_renews_the_session(client, learner):
    client.get(LOGIN)
    session = client.session
    session["kept"] = "yes"
    session.save()
    client.cookies["sessionid"] = before = session.session_key

    client.post(LOGIN, {"login": "learner", "password": PASSWORD})

    assert client.session.session_key != before
    assert who(client) == str(learner.pk)


@pytest.mark.parametrize("login", ["learner", "nobody", "learner@example.com", "x" * 5000, "a\x00b", "' OR 1=1 --"])
def test_sign_in_refuses_a_wrong_password_without_saying_who_exists(login, client, learner):
    response = client.post(LOGIN, {"login": login, "password": "wrong"})

    assert who(client) == ""
    assert response.context["form"].errors
    assert "learner@example.com" not in response.content.decode().replace(f'value="{login}"', "")


def test_sign_in_refuses_a_closed_account(client, learner):
    User.objects.filter(pk=learner.pk).update(is_active=False)

    response = client.post(LOGIN, {"login": "learner", "password": PASSWORD}, follow=True)

    assert who(client) == ""
    assert "This account is closed" in response.content.decode()


def test_session_ends_when_the_account_is_closed(learner, learner_client):
    User.objects.filter(pk=learner.pk).update(is_active=False)

    response = learner_client.get("/accounts/profile/")

    assert response["Location"] == "/accounts/login/?next=/accounts/profile/"


@pytest.mark.parametrize("login", ["learner", "learner@example.com"])
def test_sign_in_stops_at_the_sixth_try_even_with_the_right_password(login, client, learner):
    pages = [client.post(LOGIN, {"login": login, "password": "wrong"}).content.decode() for _ in range(5)]

    last = client.post(LOGIN, {"login": login.upper(), "password": PASSWORD}).content.decode()

    assert ["Too many failed tries" in page for page in [*pages, last]] == [False] * 5 + [True]
    assert who(client) == ""


@pytest.mark.usefixtures("_open")
def test_sign_up_makes_a_learner_with_an_address_to_verify(client, db):
    response = client.post(SIGNUP, NEWCOMER | {"username": "NewComer", "email": "New@Example.com"})

    user = User.objects.get()
    assert (response.status_code, response["Location"], who(client)) == (302, "/", str(user.pk))
    assert (user.username, user.email, user.role) == ("newcomer", "new@example.com", "learner")
    assert list(EmailAddress.objects.values_list("email", "primary", "verified")) == [("new@example.com", True, False)]
    assert [(letter.subject, letter.to) for letter in mail.outbox] == [
        ("[Viva] Confirm your e-mail address", ["new@example.com"])
    ]


@pytest.mark.usefixtures("_open")
@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"username": "LEARNER"}, {"username": ["An account with this user name exists."]}),
        ({"username": "a@b.example"}, {"username": ["A user name has letters, digits and . + - _ only."]}),
        ({"email": "LEARNER@example.com"}, {"email": ["An account with this e-mail address exists."]}),
        ({"email": LONGER_IN_LOWER_CASE}, {"email": ["An e-mail address has at most 254 characters."]}),
        ({"password2": "different"}, {"password2": ["You must type the same password each time."]}),
    ],
)
def test_sign_up_says_what_is_wrong_and_keeps_the_rest(typed, errors, client, learner):
    response = client.post(SIGNUP, NEWCOMER | typed)

    assert response.context["form"].errors == errors
    assert f'value="{(NEWCOMER | typed)["username"]}"' in response.content.decode()
    assert list(User.objects.all()) == [learner]


@pytest.mark.usefixtures("_open")
@pytest.mark.parametrize("name", ["İ" * 100, "x" * 151, "\x00", " "])
def test_sign_up_refuses_a_name_that_does_not_fit(name, client, learner):
    response = client.post(SIGNUP, NEWCOMER | {"username": name})

    assert list(response.context["form"].errors) == ["username"]
    assert list(User.objects.all()) == [learner]


@pytest.mark.usefixtures("_open")
def test_sign_up_with_a_taken_address_writes_to_its_owner_when_addresses_must_be_verified(client, learner, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"

    response = client.post(SIGNUP, NEWCOMER | {"email": "Learner@Example.com"})

    assert response["Location"] == reverse("account_email_verification_sent")
    assert [(letter.subject, letter.to) for letter in mail.outbox] == [
        ("[Viva] You have an account already", ["learner@example.com"])
    ]
    assert list(User.objects.all()) == [learner]


@pytest.mark.parametrize("taken", ["username", "email"])
def test_sign_up_says_so_when_someone_was_faster_by_a_moment(taken, rf, db):
    request = rf.post(SIGNUP, NEWCOMER)
    request.session = SessionStore()
    with request_context(request):
        form = SignupForm(NEWCOMER)
        assert form.is_valid()
        other = {"username": "other", "email": "other@example.com"} | {taken: NEWCOMER[taken].upper()}
        User.objects.create_user(**other)

        user, response = form.try_save(request)

    assert (user, list(form.errors)) == (None, [taken])
    assert "exists." in response.content.decode()
    assert (User.objects.count(), EmailAddress.objects.count()) == (1, 0)


def test_sign_up_is_closed_and_says_what_to_do(client, db, settings):
    settings.OPEN_SIGN_UP = False

    page = client.post(SIGNUP, NEWCOMER).content.decode()

    assert "Sign-up is closed" in page
    assert "Ask your instructor" in page
    assert not User.objects.exists()


@pytest.mark.parametrize("mode", ["optional", "mandatory"])
def test_adding_an_address_of_another_account_is_refused_in_words(mode, confirmed_client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = mode
    make_user("other")

    response = confirmed_client.post(EMAIL, {"email": "Other@Example.com", "action_add": ""})

    assert response.context["form"].errors == {"email": ["An account with this e-mail address exists."]}
    assert not EmailAddress.objects.filter(email="other@example.com").exists()


def test_adding_an_address_sends_a_link_that_verifies_it(confirmed_client, learner):
    confirmed_client.post(EMAIL, {"email": "Second@Example.com", "action_add": ""})

    letter = mail.outbox[-1]
    link = next(line for line in letter.body.splitlines() if "confirm-email" in line)
    confirmed_client.post(link.removeprefix("http://testserver"))
    assert letter.to == ["second@example.com"]
    assert EmailAddress.objects.get(email="second@example.com").verified


def test_changing_addresses_asks_for_the_password_first(learner_client):
    response = learner_client.post(EMAIL, {"email": "second@example.com", "action_add": ""})

    assert response["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    assert not EmailAddress.objects.filter(email="second@example.com").exists()
