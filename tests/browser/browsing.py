"""What the journeys share: someone signed in, an ear to the console, and words for what people do on a page."""

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, WebError, expect

from portal.accounts.models import User

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


def sign_in(context: BrowserContext, user: User, address: str) -> None:
    client = Client()
    client.force_login(user)
    carry_session(context, client, address)


def carry_session(context: BrowserContext, client: Client, address: str) -> None:
    """Give the browser the session that ``client`` has."""
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


def listen(context: BrowserContext, errors: list[str]) -> None:
    """Collect what goes wrong on any page of ``context``: scripts that break, what the security policy refuses."""
    context.on("console", lambda message: errors.extend(complaint(message)))
    context.on("weberror", lambda error: errors.append(describe(error)))


def complaint(message: ConsoleMessage) -> list[str]:
    """The error that a console message tells, if any; what the network or an answer did is the journey's business."""
    is_error = message.type == "error" and not message.text.startswith("Failed to load resource:")
    return [f"{message.page.url if message.page else ''}: {message.text}"] if is_error else []


def describe(error: WebError) -> str:
    return f"{error.page.url if error.page else ''}: {error.error.message}"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def question(page: Page, slug: str) -> Locator:
    """A question on its guide's page."""
    return page.locator(f"#question-{slug}")


def answer_box(page: Page) -> Locator:
    return page.get_by_label("Your answer")


def write(page: Page, text: str) -> None:
    """Type an answer, and wait until the server has it."""
    with page.expect_response("**/save/") as saved:
        answer_box(page).fill(text)
    assert saved.value.ok
    expect_saved(page)


def expect_saved(page: Page) -> None:
    expect(page.locator("#save-state")).to_contain_text("Saved ", timeout=15_000)


def expect_question(page: Page, position: int, of: int) -> None:
    expect(page.locator(".question-step")).to_contain_text(f"Question {position} of {of}")


def focused(page: Page) -> str:
    """What has the focus, as its id, or else its words."""
    found: Any = page.evaluate("document.activeElement.id || document.activeElement.innerText.trim()")
    return str(found)
