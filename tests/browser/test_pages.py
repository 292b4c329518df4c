"""Every page in light and dark, on a desk and on a phone, has nothing to complain of.

That is: nothing that axe finds, no error in the console, nothing to scroll sideways, one first heading, a title, and a
language.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests.browser.browsing import DESKTOP, carry_session, listen
from tests.browser.conftest import import_founding_guide
from tests.browser.stage import Stage, set_stage

LOOKS: list[tuple[Any, int, int]] = [
    ("light", 1280, 900),
    ("light", 390, 844),
    ("dark", 390, 844),
    ("dark", 1280, 900),
]
GUIDE = "/guides/aws-codepipeline/"


def nothing(page: Page) -> None:
    pass


def open_some(page: Page) -> None:
    for slug in ("what-is-codepipeline", "pipeline-execution", "debug-failed-deployment"):
        page.locator(f"#question-{slug} > summary").click()


def reveal(page: Page) -> None:
    page.get_by_text("Think first, then reveal the answer").click()


def ask_for_nothing(page: Page) -> None:
    page.get_by_label("AWS CodePipeline").uncheck()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert").first).to_contain_text("Not ready yet")


def take_nothing(page: Page) -> None:
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("alert")).to_contain_text("Not taken yet.")


def open_changes(page: Page) -> None:
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")


def open_overview(page: Page) -> None:
    page.get_by_text("All questions:").click()


def open_menu(page: Page) -> None:
    page.locator(".menu > summary").click()


def open_table(page: Page) -> None:
    page.get_by_text("The same as a table").click()


def mistype(page: Page) -> None:
    page.get_by_label("User name").fill("learner")
    page.get_by_label("Password", exact=True).fill("not this")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("main")).to_contain_text("No account has this")


def lose_the_token(page: Page) -> None:
    page.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').remove()")
    page.context.clear_cookies(name="csrftoken")
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def ask_for_reset(page: Page) -> None:
    page.locator("#id_email").fill("nobody@example.com")
    page.locator("main form button").first.click()
    page.wait_for_url("**/done/")


@dataclass(frozen=True)
class View:
    """A page as ``who`` sees it, after ``act``. ``path`` may name one of the stage's."""

    who: str
    path: str
    act: Callable[[Page], None] = nothing


VIEWS: dict[str, View] = {
    "home signed out": View("", "/"),
    "home of a newcomer": View("newcomer", "/"),
    "home with history": View("learner", "/", open_table),
    "account menu": View("learner", "/", open_menu),
    "guide list": View("learner", "/guides/"),
    "guide": View("learner", GUIDE),
    "guide, some open": View("learner", GUIDE, open_some),
    "guide, narrowed to nothing": View("learner", f"{GUIDE}?level=basic&topic=cross-account"),
    "question": View("learner", f"{GUIDE}pipeline-execution/"),
    "question, revealed": View("learner", f"{GUIDE}environments/", reveal),
    "scenario": View("learner", f"{GUIDE}debug-failed-deployment/steps/?step=2"),
    "scenario, all steps": View("learner", f"{GUIDE}debug-failed-deployment/steps/?step=99"),
    "search": View("learner", "/guides/search/"),
    "search with hits": View("learner", "/guides/search/?q=artifact"),
    "search without hits": View("learner", "/guides/search/?q=zeppelin"),
    "cheat sheet": View("learner", f"{GUIDE}cheat-sheet/"),
    "sheets": View("learner", f"{GUIDE}sheets/"),
    "new interview": View("learner", "/interviews/new/"),
    "new interview with errors": View("learner", "/interviews/new/", ask_for_nothing),
    "start": View("learner", "start"),
    "start of an open one": View("learner", "open start"),
    "item": View("learner", "item", open_overview),
    "empty item": View("learner", "empty item"),
    "steps to order": View("learner", "steps"),
    "pairs to match": View("learner", "pairs"),
    "finish": View("learner", "finish"),
    "log": View("learner", "log"),
    "result": View("learner", "result"),
    "transcript": View("learner", "transcript"),
    "interviews": View("learner", "/interviews/"),
    "interviews of a newcomer": View("newcomer", "/interviews/"),
    "profile": View("learner", "/accounts/profile/"),
    "sign-in": View("", "/accounts/login/"),
    "sign-in with errors": View("", "/accounts/login/", mistype),
    "sign-up closed": View("", "/accounts/signup/"),
    "sign-out": View("learner", "/accounts/logout/"),
    "password reset": View("", "/accounts/password/reset/"),
    "password reset sent": View("", "/accounts/password/reset/", ask_for_reset),
    "password reset link gone": View("", "/accounts/password/reset/key/1-gone/"),
    "e-mail": View("learner", "/accounts/email/"),
    "password change": View("learner", "/accounts/password/change/"),
    "password asked again": View("newcomer", "/accounts/2fa/totp/activate/"),
    "two-factor sign-in": View("learner", "/accounts/2fa/"),
    "two-factor sign-in, on": View("secured", "/accounts/2fa/"),
    "authenticator app": View("learner", "/accounts/2fa/totp/activate/"),
    "recovery codes": View("secured", "/accounts/2fa/recovery-codes/"),
    "security keys": View("learner", "/accounts/2fa/webauthn/"),
    "writing": View("author", "/write/"),
    "new guide with errors": View("author", "/write/new/", take_nothing),
    "report": View("author", "report", open_changes),
    "refusal": View("author", "refusal"),
    "collision": View("author", "collision"),
    "waiting": View("author", "waiting"),
    "editor": View("author", "editor"),
    "key points": View("author", "key points"),
    "guide to write": View("author", "/write/guides/workshop/"),
    "revision": View("author", "/write/guides/workshop/revisions/2/"),
    "mistakes": View("author", "/write/guides/workshop/mistakes/"),
    "report of a mistake": View("learner", f"{GUIDE}pipeline-execution/mistake/"),
    "not found": View("learner", "/nowhere/"),
    "forbidden": View("learner", "/forbidden/"),
    "server error": View("learner", "/broken/"),
    "stale form": View("", "/accounts/login/", lose_the_token),
}


@pytest.fixture(scope="module")
def transactional_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of pytest-django's, which empties the database after each test: the tests here only look."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", interactive=False, verbosity=0)
        connection.close()


@pytest.fixture(scope="module")
def stage(transactional_db: None, chromium: str) -> Iterator[Stage]:
    server = LiveServer("localhost")
    yield set_stage(server.url, import_founding_guide())
    server.stop()


@pytest.fixture
def open_view(stage: Stage, new_context: Callable[..., BrowserContext]) -> Callable[[View], tuple[Page, list[str]]]:
    """Open a view on a desk; the list beside the page collects what its console complains of."""

    def open_view(view: View) -> tuple[Page, list[str]]:
        errors: list[str] = []
        context = new_context(base_url=stage.url, reduced_motion="reduce", viewport=DESKTOP)
        listen(context, errors)
        if view.who:
            carry_session(context, stage.sessions[view.who], stage.url)
        page = context.new_page()
        page.goto(stage.paths.get(view.path, view.path))
        view.act(page)
        return page, errors

    return open_view


def outline_complaints(page: Page) -> list[str]:
    page_is = page.evaluate(
        "[document.querySelectorAll('h1').length, document.title.trim() !== '', document.documentElement.lang]"
    )
    return [] if page_is == [1, True, "en"] else [f"first headings, a title, the language: {page_is}"]


def width_complaints(page: Page) -> list[str]:
    """What sticks out sideways at this width."""
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{overflow} px too wide"] if overflow > 0 else []


@pytest.mark.parametrize("name", VIEWS)
def test_page_is_clean(open_view, axe, settings, name):
    settings.ROOT_URLCONF = "tests.test_errors"  # the site, and two pages that fail
    page, found = open_view(VIEWS[name])

    found += outline_complaints(page)
    for scheme, width, height in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        # Only colours differ in the dark, so only they are looked at again.
        rules = [] if scheme == "light" else ["color-contrast", "link-in-text-block"]
        found += [f"{scheme}, {width} px: {words}" for words in axe(page, *rules) + width_complaints(page)]

    page.set_viewport_size({"width": 360, "height": 740})
    assert found + width_complaints(page) == []
