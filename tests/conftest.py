"""Fixtures that more than one folder of tests needs."""

import pytest
from django.test import Client

from portal.accounts.models import User
from tests.factories import make_user


@pytest.fixture
def learner(db: None) -> User:
    return make_user("learner")


@pytest.fixture
def learner_client(learner: User) -> Client:
    """A browser in which ``learner`` is signed in."""
    client = Client()
    client.force_login(learner)
    return client
