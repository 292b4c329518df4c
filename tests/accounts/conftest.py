"""What tests of accounts share: a clean count of tries, and ways to sign in as a browser does."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from tests.factories import PASSWORD, make_administrator


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sign_in(client: Client) -> Callable[..., Client]:
    """Fill in the sign-in page, in a browser that is then returned."""

    def _sign_in(login: str, password: str = PASSWORD) -> Client:
        client.post(reverse("account_login"), {"login": login, "password": password})
        return client

    return _sign_in


@pytest.fixture
def confirmed_client(learner: User, learner_client: Client) -> Client:
    """``learner`` is signed in and has just typed the password again, as sensitive pages ask."""
    learner_client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": "/"})
    return learner_client


@pytest.fixture
def administrator(db: None) -> User:
    return make_administrator()


@pytest.fixture
def admin_client(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def who(client: Client) -> str:
    """The key of the person signed in there; empty for nobody."""
    return str(client.session.get("_auth_user_id", ""))


def links(text: str) -> list[str]:
    """Paths of the links to account pages in a letter or a page, less scheme and host."""
    return re.findall(r"https?://[^/\s]+(/accounts/[^\s<]+)", text)
