"""Everything by keyboard, and the focus always to be seen."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.browsing import focused, press
from tests.factories import make_attempt, make_guide, make_user

RING = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


@pytest.fixture
def sitting(open_page) -> Page:
    learner = make_user("learner")
    attempt = make_attempt(learner, count=2, started_at=timezone.now())
    page: Page = open_page(learner)
    page.goto(f"/interviews/{attempt.pk}/?item=2")
    return page


def tab_through(page: Page, stops: int) -> list[str]:
    """What the next Tab presses reach; a stop whose focus is not to be seen says so."""
    reached = []
    for _ in range(stops):
        press(page, "Tab")
        reached.append(focused(page) if page.evaluate(RING) else f"{focused(page)} (no ring)")
    return reached


def test_tab_reaches_everything_of_an_interview_in_order(sitting):
    sitting.evaluate("document.querySelector('details.overview').open = true")

    reached = tab_through(sitting, 14)

    assert reached == [
        "Skip to the content",
        "Viva",
        "Say the time left",
        "Hide clock",
        "response",
        "Review and finish",
        "Skip for now",
        "flag",
        "Previous",
        "Pause",
        "All questions: 0 answered, 2 empty, 0 flagged",
        "Question 1",
        "Question 2",
        "Review and finish",
    ]


def test_focus_moves_to_the_heading_of_a_question_that_was_swapped_in(sitting):
    sitting.get_by_role("button", name="Previous").press("Enter")

    expect(sitting.get_by_role("heading", level=1)).to_be_focused()
    press(sitting, "Tab")
    assert focused(sitting) == "response"


def test_skip_link_leads_past_the_header(open_page):
    make_guide()
    page = open_page(make_user("learner"))
    page.goto("/guides/")

    press(page, "Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    press(page, "Enter", "Tab")

    assert focused(page) == "The widgets guide"


def test_shortcuts_are_silent_when_switched_off(open_page):
    make_guide()
    page = open_page(make_user("learner", has_shortcuts=False))
    page.goto("/guides/widgets/")

    press(page, "j")

    expect(page.locator("details.question summary").first).not_to_be_focused()
    expect(page.locator(".keys-help")).to_have_count(0)
