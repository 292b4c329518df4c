"""A learner sits an interview to its end, lets its clock run out, and sees what came of it."""

import re
from datetime import datetime, timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.interviews.models import Attempt
from tests.browser.browsing import answer_box, expect_question, expect_saved, focused, press, write
from tests.factories import SECOND, make_attempt, make_guide, make_user


def test_learner_sits_an_interview_to_its_end(open_page, founding_guide):
    learner = make_user("learner")
    page = open_page(learner)
    begin_quick_interview(page)
    attempt = learner.attempts.get()
    points = points_of(attempt, 1)

    expect_question(page, 1, of=4)
    write(page, f"{points[0]}. {points[1]}.")
    press(page, "Tab")
    assert focused(page) == "Next question"
    press(page, "Enter")
    expect_question(page, 2, of=4)
    expect(page.locator("h1")).to_be_focused()
    write(page, "I do not know, honestly")
    page.get_by_role("button", name="Flag").click()
    expect(page.get_by_role("button", name="Flagged")).to_have_attribute("aria-pressed", "true")
    expect(answer_box(page)).to_have_value("I do not know, honestly")
    finish(page, "2 of 4 questions are still empty, and 1 is flagged")

    first = page.locator("#item-result-1")
    expect(first.locator("mark[data-points~='1']").first).to_be_visible()
    expect(first.locator(".state-hit").first).to_be_visible()
    expect(first.locator(".model-answer")).to_be_visible()
    expect(page.locator("#item-result-3")).to_contain_text("Left empty.")


def test_learner_claims_a_point_and_home_shows_how_it_went(open_page):
    learner = make_user("learner")
    page = open_page(learner)
    attempt = finished(learner, "It is small, and that is all I know")
    page.goto(f"/interviews/{attempt.pk}/result/")
    coverage = page.locator("#item-result-1 .item-coverage strong")
    expect(coverage).to_have_text("50 %")

    page.get_by_role("link", name="Said for key point 1").focus()
    expect(page.locator("mark.is-lit")).to_have_count(page.locator("mark[data-points~='1']").count())
    page.get_by_text("I said it in other words").first.click()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#item-result-1 .response-text'))")
    expect(page.get_by_label("The words of your response")).to_have_value("It is small, and that is all I know")
    page.get_by_role("button", name="Claim it").click()

    expect(page.locator("#item-result-1")).to_contain_text("In other words: It is small, and that is all I know")
    expect(page.get_by_role("button", name="Take the claim back")).to_be_focused()
    page.goto("/")
    expect(page.locator(".history-chart circle")).to_have_count(1)
    page.get_by_text("The same as a table").click()
    expect(page.locator(".history-chart table")).to_contain_text("The widgets guide")


def test_time_runs_out_and_what_was_typed_in_the_last_second_counts(open_page):
    learner = make_user("learner")
    attempt = make_attempt(learner, count=1, started_at=timezone.now() - timedelta(minutes=29))
    page = open_page(learner)
    set_deadline(attempt, timezone.now() + 5 * SECOND)
    page.goto(f"/interviews/{attempt.pk}/")
    expect(page.get_by_role("timer")).to_have_text(re.compile("00:0[12]"), timeout=15_000)

    answer_box(page).fill("It turns left, in the last second")

    expect(page.get_by_role("alert").filter(has_text="Time is up")).to_be_visible()
    expect(answer_box(page)).not_to_be_editable()
    expect_saved(page)
    set_deadline(attempt, timezone.now() - timedelta(seconds=11))
    page.get_by_role("link", name="See the result").first.click()
    expect(page.locator(".own-words mark")).to_contain_text("turns left")
    expect(page.locator(".result-facts")).to_contain_text("closed at the deadline")


def test_result_waits_while_the_last_saves_are_taken_in_and_then_shows_by_itself(open_page):
    learner = make_user("learner")
    attempt = make_attempt(learner, count=1, started_at=timezone.now() - timedelta(minutes=31))
    set_deadline(attempt, timezone.now())
    page = open_page(learner)

    page.goto(f"/interviews/{attempt.pk}/result/")

    expect(page.get_by_role("status").filter(has_text="Time is up.")).to_be_visible()
    set_deadline(attempt, timezone.now() - timedelta(seconds=11))
    expect(page.locator("#result-state")).to_contain_text("Left empty.", timeout=15_000)


def test_way_back_leads_to_a_question_that_works_as_before(open_page):
    learner = make_user("learner")
    attempt = make_attempt(learner, count=2, started_at=timezone.now())
    page = open_page(learner)
    page.goto(f"/interviews/{attempt.pk}/?item=1")
    write(page, "It is small")
    page.get_by_role("button", name="Next question").click()
    expect_question(page, 2, of=2)

    page.go_back()

    expect_question(page, 1, of=2)
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"29:\d\d"))
    expect(answer_box(page)).to_have_value("It is small")
    write(page, "It is small and it turns left")
    assert attempt.items.get(position=1).response.text == "It is small and it turns left"


def begin_quick_interview(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Quick 10 minutes").click()
    expect(page.locator("main")).to_contain_text("4, drawn from 30 that match.")
    page.get_by_role("button", name="Start the clock").click()


def finish(page: Page, unanswered: str) -> None:
    page.get_by_text("All questions:").click()
    page.locator(".overview").get_by_role("button", name="Review and finish").click()
    expect(page.locator("main")).to_contain_text(unanswered)
    page.get_by_role("button", name="Finish and see the result").click()


def points_of(attempt: Attempt, position: int) -> list[str]:
    """The wordings of an item's key points."""
    asked = attempt.items.get(position=position).question_revision
    assert asked
    return [point.text for point in asked.points.order_by("position")]


def finished(learner: User, text: str) -> Attempt:
    """An interview of one question, answered with ``text`` and handed in just now."""
    at = timezone.now()
    attempt = make_attempt(learner, guide=make_guide(questions=1), count=1, started_at=at - timedelta(minutes=5))
    item = attempt.items.get()
    item.response.__class__.objects.filter(item=item).update(text=text, version=1, saved_at=at)
    attempt.finish(at, by=learner)
    return attempt


def set_deadline(attempt: Attempt, at: datetime) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(expires_at=at)
