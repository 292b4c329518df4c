"""The clock as a person meets it: right whatever their computer thinks, heard, hidden, stopped, and enforced."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.interviews.models import Attempt, Item, Response
from tests.browser.browsing import answer_box, expect_question, write
from tests.factories import MINUTE, SECOND, make_administrator, make_attempt, make_user


@pytest.mark.parametrize("hours", [2, -2])
def test_time_left_is_right_on_a_computer_whose_clock_is_wrong_and_after_it_slept(open_page, hours: int):
    page, attempt = sit(open_page, clock_off_by=timedelta(hours=hours))
    assert abs(shown_seconds(page) - left(attempt)) < 2

    move_deadline(attempt, -10 * MINUTE)  # the computer slept for ten minutes: its counting stood still
    page.clock.set_system_time(timezone.now() + timedelta(hours=hours, minutes=10))
    page.clock.run_for(500)

    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^1[89]:|^20:"))
    assert abs(shown_seconds(page) - left(attempt)) < 2


def test_time_left_is_right_after_ten_minutes_in_the_background(open_page):
    page, attempt = sit(open_page)
    move_deadline(attempt, -10 * MINUTE)

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^1[89]:|^20:"))
    assert abs(shown_seconds(page) - left(attempt)) < 2


def test_clock_speaks_at_half_and_near_the_end_and_says_the_time_when_asked(open_page):
    page, _ = sit(open_page)
    page.route(re.compile("/clock/"), lambda route: route.abort())  # the simulated time is the browser's alone
    timer, words = page.get_by_role("timer"), page.locator("#clock-words")
    assert (timer.get_attribute("aria-live"), words.get_attribute("role")) == ("off", "status")

    heard = []
    for minutes in (15.1, 10, 4, 0.5):
        page.clock.run_for(int(minutes * 60_000))
        heard.append(words.inner_text())
    assert heard == ["15 minutes left.", "5 minutes left.", "1 minute left.", "30 seconds left."]

    page.get_by_role("button", name="Say the time left").click()
    expect(words).to_have_text(re.compile(r"^2\d seconds left\.$"))
    page.get_by_role("button", name="Hide clock").click()
    expect(timer).to_be_hidden()
    page.clock.run_for(30_000)
    expect(page.get_by_role("alert").filter(has_text="Time is up. Nothing more can be changed.")).to_be_visible()
    expect(answer_box(page)).not_to_be_editable()


def test_question_with_a_time_of_its_own_gives_way_to_the_next_by_itself(open_page):
    page, attempt = sit(open_page, minutes=None, seconds_each=60, is_simulated=False)
    expect(page.get_by_role("timer", name="Time left for this question")).to_have_text(re.compile(r"^0?1:00|^00:5\d"))
    Item.objects.filter(attempt=attempt, position=1).update(expires_at=timezone.now() + 3 * SECOND)
    page.reload()

    answer_box(page).fill("said in the last second of the question")

    expect_question(page, 2, of=2)
    expect(page.locator("h1")).to_be_focused()
    assert Response.objects.get(item__position=1).text == "said in the last second of the question"
    page.goto(f"/interviews/{attempt.pk}/?item=1")
    expect_question(page, 2, of=2)


def test_extension_reaches_a_page_whose_time_was_up(open_page):
    page, attempt = sit(open_page, is_simulated=False)
    Attempt.objects.update(expires_at=timezone.now() + 2 * SECOND)
    page.reload()
    expect(answer_box(page)).not_to_be_editable()

    attempt.extend(5 * MINUTE, timezone.now(), by=make_administrator(), reason="fire alarm")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(answer_box(page)).to_be_editable()
    expect(page.locator("#clock-words")).to_contain_text("there is more time")
    write(page, "said in the time that was given")


def test_practice_is_paused_with_its_text_saved_and_goes_on(open_page, axe):
    page, attempt = sit(open_page, is_simulated=False)
    answer_box(page).fill("before the pause")

    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("heading", name="Paused")).to_be_visible()
    assert axe(page) == []
    attempt.refresh_from_db()
    assert attempt.paused_at
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^29:|^30:"))
    page.goto(f"/interviews/{attempt.pk}/?item=1")
    expect(answer_box(page)).to_have_value("before the pause")


def sit(
    open_page,
    *,
    clock_off_by: timedelta = timedelta(0),
    is_simulated: bool = True,
    minutes: int | None = 30,
    seconds_each: int | None = None,
) -> tuple[Page, Attempt]:
    """The first question of a new interview, in a browser whose clock the test moves."""
    learner = make_user("learner")
    attempt = make_attempt(learner, count=2, minutes=minutes, seconds_each=seconds_each, started_at=timezone.now())
    page: Page = open_page(learner)
    if is_simulated:
        page.clock.install(time=timezone.now() + clock_off_by)
    page.goto(f"/interviews/{attempt.pk}/?item=1")
    expect(answer_box(page)).to_be_editable()
    return page, attempt


def shown_seconds(page: Page) -> int:
    minutes, seconds = page.get_by_role("timer").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def left(attempt: Attempt) -> float:
    attempt.refresh_from_db()
    return attempt.seconds_left(timezone.now()) or 0.0


def move_deadline(attempt: Attempt, by: timedelta) -> None:
    attempt.refresh_from_db()
    assert attempt.expires_at
    moved: datetime = attempt.expires_at + by
    Attempt.objects.filter(pk=attempt.pk).update(expires_at=moved)
