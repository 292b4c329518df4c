"""A page that is made once shows everyone their own, and nobody another's."""

import re

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings

from portal.accounts.models import User
from portal.prepared.pages import Prepared, hole
from tests.factories import make_administrator, make_guide, make_user

pytestmark = pytest.mark.django_db

GUIDE, QUESTION = "/guides/widgets/", "/guides/widgets/q-1/"
MARK = re.compile(r'id="question-state-q-1" data-mark="(\w+)"')
TOKEN = re.compile(r'(?:"x-csrftoken": |name="csrfmiddlewaretoken" value=)"(\w+)"')


def browser(user: User | None = None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def leave_message(client: Client, words: str) -> None:
    request, response = HttpRequest(), HttpResponse()
    storage = CookieStorage(request)
    storage.add(constants.INFO, words)
    storage.update(response)
    client.cookies[CookieStorage.cookie_name] = response.cookies[CookieStorage.cookie_name].value


def tokens(text: str) -> set[str]:
    return set(TOKEN.findall(text))


def test_text_is_cut_at_its_holes_and_filled_in_their_order():
    text = f"<p>{hole('who')} of {hole('place', 'näh')}</p>"
    fillings = {"who": lambda _: b"one", "place": lambda argument: argument.upper().encode()}

    assert Prepared.cut(text).filled(fillings).decode() == "<p>one of NÄH</p>"


def test_text_without_holes_stays_as_it_is():
    assert Prepared.cut("<p>who:place</p>").filled({}) == b"<p>who:place</p>"


@pytest.mark.parametrize("url", [GUIDE, QUESTION])
def test_page_shows_each_their_own_name_marks_and_token(url):
    make_guide()
    first, second = browser(make_user("first")), browser(make_user("second"))
    first.post("/guides/widgets/q-1/progress/", {"mark": "known"})

    pages = [page(client, url) for client in (first, second, first)]

    assert [("first<" in text, "second<" in text) for text in pages] == [(True, False), (False, True), (True, False)]
    assert [MARK.findall(text) for text in pages] == [["known"], ["unread"], ["known"]]
    assert all(len(tokens(text)) == 1 for text in pages)
    assert len(set.union(*map(tokens, pages))) == 3


def test_form_token_of_a_kept_page_is_accepted():
    make_guide()
    page(browser(make_user()), QUESTION)
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())
    (token,) = tokens(page(client, QUESTION))

    response = client.post(f"{QUESTION}progress/", {"mark": "known", "csrfmiddlewaretoken": token})

    assert response.status_code == 302


@pytest.mark.parametrize("url", [GUIDE, QUESTION])
@override_settings(PUBLIC_GUIDES=True)
def test_page_is_another_one_for_staff_for_who_wants_no_keys_and_for_who_is_signed_out(url):
    make_guide()
    people = {
        "learner": make_user("one"),
        "staff": make_administrator(),
        "no keys": make_user("two", has_shortcuts=False),
        "signed out": None,
    }

    for _ in range(2):  # the second time round all are kept
        seen = {name: page(browser(user), url) for name, user in people.items()}
        assert {name for name, text in seen.items() if "/admin/" in text} == {"staff"}
        assert {name for name, text in seen.items() if "/accounts/logout/" not in text} == {"signed out"}
        with_keys = {"learner", "staff"} if url == GUIDE else set()
        assert {name for name, text in seen.items() if "data-shortcuts" in text} == with_keys


@override_settings(PUBLIC_GUIDES=True)
def test_guide_page_is_the_same_for_all_who_are_signed_out():
    make_guide()
    responses = [browser().get(GUIDE) for _ in range(2)]

    assert responses[0].content == responses[1].content
    assert responses[0]["ETag"] == responses[1]["ETag"]
    assert [dict(response.cookies) for response in responses] == [{}, {}]


def test_page_follows_the_settings_of_the_site():
    make_guide()
    with override_settings(PUBLIC_GUIDES=True, OPEN_SIGN_UP=True):
        before = page(browser(), GUIDE)
    with override_settings(PUBLIC_GUIDES=True, OPEN_SIGN_UP=False):
        after = page(browser(), GUIDE)

    assert ["/accounts/signup/" in text for text in (before, after)] == [True, False]


@pytest.mark.parametrize("url", [GUIDE, QUESTION])
def test_message_is_shown_once_and_to_nobody_else(url):
    make_guide()
    client, other = browser(make_user()), browser(make_user())
    leave_message(client, "Only for one pair of eyes")

    pages = [page(each, url) for each in (client, client, other)]

    assert ["Only for one pair of eyes" in text for text in pages] == [True, False, False]


def test_name_of_the_reader_is_escaped(learner):
    make_guide()
    User.objects.filter(pk=learner.pk).update(username="<b>&")  # no form takes such a name

    assert "&lt;b&gt;&amp;" in page(browser(learner), QUESTION)


def test_kept_page_is_hidden_when_the_guide_may_no_longer_be_read(learner):
    guide = make_guide()
    page(browser(learner), QUESTION)
    guide.status = guide.Status.DRAFT
    guide.save(update_fields=["status"])

    assert browser(learner).get(QUESTION).status_code == 404
