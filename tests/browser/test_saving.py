"""What is typed is never lost: offline, in two tabs, signed out."""

import re

from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.interviews.models import Attempt, Response
from tests.browser.browsing import answer_box, expect_saved, write
from tests.factories import PASSWORD, make_attempt, make_user

OFFLINE = "Offline, kept in this browser"


def test_text_typed_offline_is_saved_when_the_line_is_back(open_page):
    page = sit(open_page, make_user("learner"))
    write(page, "before")

    page.context.set_offline(True)  # Playwright's own signature
    answer_box(page).fill("before, and without a line")
    expect(page.locator("#save-state")).to_have_text(OFFLINE)
    page.context.set_offline(False)

    expect_saved(page)
    assert stored() == "before, and without a line"


def test_text_typed_offline_is_offered_after_the_page_was_closed(open_page):
    page = sit(open_page, make_user("learner"))
    address = page.url
    page.context.set_offline(True)
    answer_box(page).fill("never sent")
    expect(page.locator("#save-state")).to_have_text(OFFLINE)
    context = page.context
    page.close()
    context.set_offline(False)

    page = context.new_page()
    page.goto(address)
    expect(page.locator("#kept-text")).to_contain_text("never sent")
    page.get_by_role("button", name="Use it").click()

    expect_saved(page)
    assert stored() == "never sent"


def test_two_tabs_with_two_texts_show_both_and_let_the_learner_choose(open_page):
    one = sit(open_page, make_user("learner"))
    other = one.context.new_page()
    other.goto(one.url)
    write(one, "from one tab")

    answer_box(other).fill("from the other tab")

    expect(other.get_by_role("alert").locator("#stored-text")).to_have_text("from one tab")
    expect(answer_box(other)).to_have_value("from the other tab")
    assert stored() == "from one tab"
    other.get_by_role("button", name="Keep mine").click()
    expect_saved(other)
    assert stored() == "from the other tab"


def test_text_of_another_tab_can_be_taken_over(open_page):
    one = sit(open_page, make_user("learner"))
    other = one.context.new_page()
    other.goto(one.url)
    write(one, "from one tab")
    answer_box(other).fill("from the other tab")

    other.get_by_role("link", name="Use that text instead").click()

    expect(answer_box(other)).to_have_value("from one tab")
    expect(other.locator("#kept-text")).to_be_hidden()
    assert Response.objects.get(item__position=1).conflicting_texts.get().text == "from the other tab"


def test_signed_out_learner_keeps_the_text_and_signs_in_beside_it(open_page):
    page = sit(open_page, make_user("learner"))
    Session.objects.all().delete()

    answer_box(page).fill("typed while signed out")
    expect(page.get_by_role("alert").filter(has_text="You are signed out")).to_be_visible()
    expect(answer_box(page)).to_have_value("typed while signed out")
    assert stored() == ""

    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    sign_in_by_hand(opened.value)
    expect(page.locator("#save-state")).to_have_text(re.compile("^Saved "), timeout=40_000)
    assert stored() == "typed while signed out"
    expect(page.locator("#save-notice")).to_be_hidden()


def test_button_pressed_while_signed_out_keeps_the_text(open_page):
    page = sit(open_page, make_user("learner"))
    answer_box(page).focus()
    Session.objects.all().delete()
    answer_box(page).fill("typed, then next")

    page.get_by_role("button", name="Next question").click()

    expect(page.get_by_role("alert").filter(has_text="You are signed out")).to_be_visible()
    expect(answer_box(page)).to_have_value("typed, then next")


def sit(open_page, learner: User) -> Page:
    """The first question of a new interview."""
    attempt: Attempt = make_attempt(learner, count=2, started_at=timezone.now())
    page: Page = open_page(learner)
    page.goto(f"/interviews/{attempt.pk}/?item=1")
    expect(answer_box(page)).to_be_editable()
    return page


def sign_in_by_hand(page: Page) -> None:
    page.get_by_label("User name").fill("learner")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/interviews/**")
    page.close()


def stored() -> str:
    return Response.objects.get(item__position=1).text
