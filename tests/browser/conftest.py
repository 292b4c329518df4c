"""Journeys in a real Chromium. Without one they are skipped, except in CI, where that is a failure.

``page`` is a signed-out page, ``open_page(user, **options)`` one more, signed in as ``user``, with the options of a
browser context (``java_script_enabled=False``, ``color_scheme="dark"``, ``viewport=…``). Addresses are relative to the
site: ``page.goto("/guides/")``. A test fails when its pages had an error in their console: a script that broke, or
something that the content security policy refused.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from portal.accounts.models import User
from portal.guides.importing import Document, import_guide
from portal.guides.models import Guide, GuideRevision
from tests.browser.browsing import listen, sign_in
from tests.conftest import CHROMIUM

HERE = Path(__file__).parent
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the journeys out where they cannot run, all with one word to the reader; in CI they fail instead."""
    journeys = [item for item in items if item.path.is_relative_to(HERE)]
    for item in journeys:
        item.add_marker(pytest.mark.browser)
    if CHROMIUM is None and not os.environ.get("CI"):
        config.hook.pytest_deselected(items=journeys)
        items[:] = [item for item in items if item not in journeys]


@pytest.fixture(scope="session", autouse=True)
def chromium() -> str:
    if CHROMIUM is None:
        pytest.fail("Chromium is not here, and CI runs all tests: `make browser` installs it.", pytrace=False)
    return CHROMIUM


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium: str) -> dict[str, Any]:
    # Playwright runs an event loop in this thread, which makes Django suspect every query of blocking one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {**browser_type_launch_args, "executable_path": chromium, "args": QUIET}


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext], live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    errors: list[str] = []

    def open_page(user: User | None = None, **options: Any) -> Page:
        context = new_context(base_url=live_server.url, **options)
        listen(context, errors)
        if user:
            sign_in(context, user, live_server.url)
        return context.new_page()

    yield open_page
    assert errors == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page of someone who is not signed in."""
    return open_page()


@pytest.fixture
def founding_guide(transactional_db: None) -> Guide:
    """The guide that Viva was founded on, as the site imports it."""
    return import_founding_guide()


def import_founding_guide() -> Guide:
    path = settings.CONTENT_DIR / "aws-codepipeline.md"
    document = Document(path.read_bytes(), path.stem, GuideRevision.Origin.REPOSITORY, timezone.now())
    revision = import_guide(document).revision
    assert revision
    return revision.guide


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Look a page over for what hinders people, by all rules of axe or by those named.

    Returns one line per violation, none when all is well.
    """
    script = (HERE / "axe.min.js").read_text()

    def look(page: Page, *rules: str) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
        found = page.evaluate("options => axe.run(options)", options)["violations"]
        return [f"{rule['id']}: {rule['help']}: {node['html']}" for rule in found for node in rule["nodes"]]

    return look
