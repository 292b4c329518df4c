"""A cohort with its people, for the tests of teaching."""

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.cohorts.models import Cohort
from tests.cohorts.cast import make_cohort
from tests.factories import make_instructor


@pytest.fixture
def owner(db: None) -> User:
    return make_instructor("owner")


@pytest.fixture
def cohort(owner: User) -> Cohort:
    return make_cohort(owner)


@pytest.fixture
def owner_client(owner: User) -> Client:
    client = Client()
    client.force_login(owner)
    return client
