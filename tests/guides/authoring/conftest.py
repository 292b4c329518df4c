"""An author at their desk."""

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.guides.models import Guide
from tests.factories import import_guide_text, make_instructor


@pytest.fixture
def author(db: None) -> User:
    return make_instructor("author")


@pytest.fixture
def desk(author: User) -> Client:
    """A browser in which ``author`` is signed in."""
    client = Client()
    client.force_login(author)
    return client


@pytest.fixture
def guide(author: User) -> Guide:
    """A published guide of the author's, of the two questions of ``SMALL_GUIDE``."""
    return import_guide_text(owner=author)
