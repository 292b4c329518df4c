"""Fixtures that more than one folder of tests needs."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from portal.accounts.models import User
from portal.prepared.keeping import forget_everything
from tests.factories import make_user
from tests.sessions import end_sessions

# A rule holds however slow the machine: how long an example takes is no part of it.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

CHROMIUM = shutil.which("chromium")
"""The browser that the journeys drive, none where they are left out."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if CHROMIUM is None and not os.environ.get("CI"):
        terminalreporter.line("Browser tests skipped: Chromium is not here, `make browser` installs it.")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        end_sessions()


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Every test has a database of its own, with the same keys in it."""
    forget_everything()


@pytest.fixture
def learner(db: None) -> User:
    return make_user("learner")


@pytest.fixture
def learner_client(learner: User) -> Client:
    """A browser in which ``learner`` is signed in."""
    client = Client()
    client.force_login(learner)
    return client
