"""Back in without the old password: by mail, and by an administrator's link."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.reset_links import make_reset_link
from tests.accounts.conftest import links, who
from tests.factories import PASSWORD

RESET = "/accounts/password/reset/"
NEW = "an even quieter study"
GONE = "This link works no longer"


def choose(link: str, password: str = NEW) -> str:
    """Open the link in a fresh browser, choose a password, and return the last page."""
    browser = Client()
    page = browser.get(link, follow=True)
    if GONE in page.content.decode():
        return page.content.decode()
    form = page.context["action_url"]
    return browser.post(form, {"password1": password, "password2": password}, follow=True).content.decode()


def test_reset_by_mail_works_once(client, learner):
    client.post(RESET, {"email": "LEARNER@example.com"})

    (letter,) = mail.outbox
    link = links(letter.body)[0]
    assert (letter.subject, letter.to) == ("[Viva] Choose a new password", ["learner@example.com"])
    assert "Your password is changed" in choose(link)
    assert User.objects.get().check_password(NEW)
    assert GONE in choose(link, PASSWORD)


def test_reset_by_mail_shows_the_same_page_whether_or_not_the_address_is_known(client, learner):
    answers = [client.post(RESET, {"email": email}) for email in (learner.email, "nobody@example.com")]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, f"{RESET}done/")] * 2
    assert [letter.subject for letter in mail.outbox] == [
        "[Viva] Choose a new password",
        "[Viva] No account with this address",
    ]


def test_reset_link_stands_on_the_sites_own_address_and_works_once(learner, settings):
    settings.ORIGIN = "https://viva.example"

    link = make_reset_link(learner)

    assert link.startswith("https://viva.example/accounts/password/reset/key/")
    path = link.removeprefix("https://viva.example")
    assert "Your password is changed" in choose(path)
    assert GONE in choose(path, PASSWORD)
    assert User.objects.get().check_password(NEW)


def test_reset_link_gives_a_password_to_an_account_that_has_none(db, sign_in):
    user = User.objects.create_user("newcomer")  # made by an administrator, without address or password

    choose(links(make_reset_link(user))[0])

    assert who(sign_in("newcomer", NEW)) == str(user.pk)


@pytest.mark.parametrize(("timeout", "works"), [(600, True), (-1, False)])
def test_reset_link_ends_after_its_time(timeout, works, learner, settings):
    link = links(make_reset_link(learner))[0]
    settings.PASSWORD_RESET_TIMEOUT = timeout

    assert (GONE not in choose(link)) == works


def test_reset_link_ends_when_the_person_signs_in(learner):
    link = links(make_reset_link(learner))[0]

    User.objects.filter(pk=learner.pk).update(last_login=timezone.now())

    assert GONE in choose(link)


@pytest.mark.parametrize("link", ["1-abc", "zzzzzzzzzzzzzzzzzz-abc", "1-set-password", "0-x"])
def test_reset_link_that_was_not_copied_whole_says_so(link, client, learner):
    page = client.get(f"/accounts/password/reset/key/{link}/", follow=True).content.decode()

    assert GONE in page
    assert learner.username not in page
