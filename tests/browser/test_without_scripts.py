"""The same journeys with JavaScript switched off: plain links and plain forms."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import answer_box, expect_question, question
from tests.browser.test_sitting import begin_quick_interview, finish, points_of
from tests.factories import make_user


@pytest.fixture
def plain_page(open_page, founding_guide) -> Page:
    page: Page = open_page(make_user("learner"), java_script_enabled=False)
    return page


def test_learner_sits_an_interview_by_plain_forms(plain_page, founding_guide):
    page = plain_page
    begin_quick_interview(page)
    attempt = founding_guide.blueprints.get().attempts.get()
    points = points_of(attempt, 1)

    answer_box(page).fill(f"{points[0]}. {points[1]}.")
    page.get_by_role("button", name="Next question").click()
    expect_question(page, 2, of=4)
    answer_box(page).fill("Not sure")
    page.get_by_role("button", name="Flag").click()
    expect(page.get_by_role("button", name="Flagged")).to_be_visible()
    page.get_by_role("button", name="Previous").click()
    expect(answer_box(page)).to_have_value(f"{points[0]}. {points[1]}.")
    finish(page, "2 of 4 questions are still empty, and 1 is flagged")

    expect(page.locator("#item-result-1 mark[data-points~='1']").first).to_be_visible()
    expect(page.locator("#item-result-2 .own-words")).to_contain_text("Not sure")
    second = page.locator("#item-result-2")
    second.get_by_text("I said it in other words").first.click()
    second.get_by_label("The words of your response").first.fill("not said")
    second.get_by_role("button", name="Claim it").first.click()
    expect(second.get_by_role("alert")).to_contain_text("These words do not stand in your response like that")
    second.get_by_label("The words of your response").first.fill("not sure")
    second.get_by_role("button", name="Claim it").first.click()
    expect(second).to_contain_text("In other words: Not sure")


def test_learner_reads_and_marks_by_plain_forms(plain_page):
    page = plain_page
    page.goto("/guides/aws-codepipeline/")
    shown = question(page, "artifact")

    shown.locator("summary").click()
    expect(shown.locator(".answer")).to_be_visible()
    shown.get_by_role("button", name="I know it").click()

    expect(shown.locator(".question-state")).to_have_text("Known")
    expect(page.locator("#guide-outline")).to_contain_text("1 of 30 known")


def test_learner_narrows_opens_and_searches_by_plain_forms(plain_page):
    page = plain_page
    page.goto("/guides/aws-codepipeline/")
    page.get_by_label("Level").select_option("basic")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("details.question")).to_have_count(5)
    page.get_by_role("link", name="Open all").click()
    expect(page.locator("details.question[open]")).to_have_count(5)

    page.get_by_label("Search all guides").fill("blue/green deployment")
    page.keyboard.press("Enter")

    expect(page.locator(".hits mark").first).to_be_visible()
