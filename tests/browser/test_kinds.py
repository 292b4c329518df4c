"""Steps to order, pairs to match and options to choose: with scripts by the keyboard, and without any."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from portal.interviews.models import Attempt, Response
from tests.browser.browsing import expect_question, expect_saved, focused, write
from tests.factories import make_attempt, make_user


@pytest.fixture
def attempt(founding_guide) -> Attempt:
    """Two items, steps to order and pairs to match, in an open interview over the founding guide."""
    learner = make_user("learner")
    kinds = {"guide": founding_guide, "minutes": 30, "started_at": timezone.now()}
    attempt = make_attempt(learner, count=1, kinds=("ordering",), **kinds)
    pairs = make_attempt(make_user(), count=1, kinds=("matching",), **kinds).items.get()
    attempt.items.create(position=2, kind="matching", payload=pairs.payload, guide_revision=pairs.guide_revision)
    Response.objects.create(item=attempt.items.get(position=2))
    return attempt


def steps(page: Page) -> Locator:
    return page.locator("#steps-to-order > li")


def order(page: Page) -> str:
    return " ".join(step.get_attribute("data-key") or "" for step in steps(page).all())


def stored(attempt: Attempt, position: int) -> str:
    return attempt.items.select_related("response").get(position=position).response.text


def test_learner_orders_steps_and_matches_pairs_by_the_keyboard(open_page, attempt, axe):
    page = open_page(attempt.learner)
    page.goto(f"/interviews/{attempt.pk}/?item=1")
    page.locator("#down-a").press("Enter")
    assert (order(page)[:5], focused(page)) == ("b a c", "down-a")
    expect(page.locator("#step-moved")).to_have_text("Now step 2 of 7.")
    expect_saved(page)
    assert stored(attempt, 1) == order(page)

    page.reload()
    assert order(page)[:5] == "b a c"
    page.get_by_role("button", name="Next question").press("Enter")
    expect_question(page, 2, of=2)
    first = page.locator(".pair select").first
    first.select_option(index=2)
    expect_saved(page)
    assert stored(attempt, 2) == first.input_value()
    assert axe(page) == []


def test_step_is_dragged_to_its_place(open_page, attempt):
    page = open_page(attempt.learner)
    page.goto(f"/interviews/{attempt.pk}/")

    with page.expect_response("**/save/"):
        steps(page).nth(2).drag_to(steps(page).nth(0), target_position={"x": 20, "y": 2})

    assert order(page)[:5] == "c a b"
    expect_saved(page)
    assert stored(attempt, 1) == order(page)


def test_learner_orders_steps_and_matches_pairs_by_plain_forms(open_page, attempt):
    page = open_page(attempt.learner, java_script_enabled=False)
    page.goto(f"/interviews/{attempt.pk}/")
    page.locator("#up-b").click()
    assert order(page)[:5] == "b a c"
    page.get_by_role("button", name="Next question").click()
    for number, choice in enumerate(page.locator(".pair select").all(), start=1):
        choice.select_option(index=number)
    page.get_by_role("button", name="Review and finish").first.click()
    expect(page.locator("main")).to_contain_text("All 2 questions are answered")
    page.get_by_role("button", name="Finish and see the result").click()

    expect(page.locator("#item-result-1 .steps-result > li")).to_have_count(7)
    expect(page.locator("#item-result-2 .pairs-result dd").first).to_contain_text("You chose:")


def test_interviewer_follows_up_on_what_was_left_out(open_page, founding_guide, axe):
    learner = make_user("learner")
    attempt = make_attempt(learner, guide=founding_guide, count=2, has_follow_ups=True, started_at=timezone.now())
    page = open_page(learner)
    page.goto(f"/interviews/{attempt.pk}/")
    write(page, "That I do not know")
    page.get_by_role("button", name="Next question").click()

    expect(page.locator(".question-step")).to_contain_text("Question 1, follow-up")
    expect(page.locator("h1")).to_contain_text("You did not mention one thing")
    expect(page.locator("h1")).to_be_focused()
    expect(page).to_have_title(re.compile("^Question 1, follow-up – "))
    assert axe(page) == []
    write(page, "Nor that")
    page.get_by_role("button", name="Next question").click()
    expect_question(page, 2, of=2)
    page.get_by_role("button", name="Previous").click()
    expect(page.locator(".question-step")).to_contain_text("Question 1, follow-up")
    assert stored(attempt, 3) == "Nor that"
