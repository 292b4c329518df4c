"""What is typed is never lost: offline, in two tabs, signed out."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.accounts.models import Session, User
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


def test_text_typed_before_the_scripts_are_there_is_saved(open_page):
    learner = make_user("learner")
    page, held = open_page(learner), []
    page.route("**/js/interview.js", lambda route: held.append(route))  # noqa: PLW0108  # it marks the function

    page.goto(f"/interviews/{make_attempt(learner, started_at=timezone.now()).pk}/?item=1", wait_until="commit")
    answer_box(page).fill("before the scripts")
    held[0].continue_()

    expect_saved(page)
    assert stored() == "before the scripts"


def test_text_typed_during_a_minute_offline_is_saved_and_the_log_says_so(open_page):
    page = sit(open_page, make_user("learner"), is_simulated=True)
    page.context.set_offline(True)
    answer_box(page).fill("without a line")
    page.clock.run_for(2_000)
    expect(page.locator("#save-state")).to_have_text(OFFLINE)

    page.clock.run_for(60_000)
    expect(page.locator("#save-state")).to_have_text(OFFLINE)
    page.context.set_offline(False)

    expect_saved(page)
    assert stored() == "without a line"
    page.goto(page.url.replace("?item=1", "log/"))
    expect(page.get_by_role("cell", name="Back after saves that did not get through")).to_be_visible()


def test_server_in_trouble_is_asked_again_until_it_has_the_text(open_page):
    page = sit(open_page, make_user("learner"))
    page.route("**/save/", lambda route: route.fulfill(status=503, body="no"))

    answer_box(page).fill("said to a server in trouble")

    expect(page.locator("#save-state")).to_have_text("Not saved, retrying")
    expect(page.locator("#save-announcer")).to_have_text("Not saved, retrying")
    page.unroute("**/save/")
    expect_saved(page)
    expect(page.locator("#save-announcer")).to_contain_text("Saved ")
    assert stored() == "said to a server in trouble"


def test_signing_out_sends_first_what_is_unsaved(open_page):
    page = sit(open_page, make_user("learner"))
    home = page.context.new_page()
    home.goto("/")
    page.route("**/save/", lambda route: route.abort())
    answer_box(page).fill("typed, and not sent")
    expect(page.locator("#save-state")).to_have_text("Not saved, retrying")

    home.locator("summary").filter(has_text="learner").click()
    home.get_by_role("button", name="Sign out").click()

    expect(home.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
    assert stored() == "typed, and not sent"


def test_signing_out_asks_when_what_is_unsaved_cannot_be_sent(open_page):
    page = sit(open_page, make_user("learner"))
    home = page.context.new_page()
    home.goto("/")
    page.context.route("**/save/", lambda route: route.abort())
    answer_box(page).fill("typed, and not sent")
    expect(page.locator("#save-state")).to_have_text("Not saved, retrying")
    home.locator("summary").filter(has_text="learner").click()
    home.on("dialog", lambda dialog: dialog.dismiss())

    with home.expect_event("dialog") as asked:
        home.get_by_role("button", name="Sign out").click()

    assert asked.value.message == "One answer could not be saved: it stays in this browser only. Sign out all the same?"
    home.reload()
    expect(home.locator("summary").filter(has_text="learner")).to_be_visible()


def test_other_tab_turns_read_only_when_the_interview_is_finished(open_page):
    one = sit(open_page, make_user("learner"))
    other = one.context.new_page()
    other.goto(one.url)
    write(one, "said")

    one.goto(one.url.replace("?item=1", "finish/"))
    one.get_by_role("button", name="Finish and see the result").click()

    expect(answer_box(other)).not_to_be_editable()
    expect(other.get_by_role("alert").filter(has_text="Time is up")).to_be_visible()


def test_text_typed_offline_is_offered_after_the_page_was_closed(open_page):
    page = sit(open_page, make_user("learner"))
    address = page.url
    page.context.set_offline(True)
    answer_box(page).fill("never sent")
    expect(page.locator("#save-state")).to_have_text(OFFLINE)
    context = page.context
    # The last save of a page that closes may go out after it, when the line is back: here it never does.
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no line')); }")
    page.close()
    context.set_offline(False)

    page = context.new_page()
    page.goto(address)
    expect(page.locator("#kept-text")).to_contain_text("never sent")
    page.get_by_role("button", name="Use it").click()

    expect_saved(page)
    assert stored() == "never sent"


@pytest.mark.parametrize("where", ["tab", "device"])
def test_two_tabs_or_devices_with_two_texts_show_both_and_let_the_learner_choose(open_page, where: str):
    learner = make_user("learner")
    one = sit(open_page, learner)
    other = one.context.new_page() if where == "tab" else open_page(learner)
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

    page.get_by_label("User name or e-mail").fill("learner")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in and save").click()
    expect(page.get_by_text("No account has this user name")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in and save").click()

    expect_saved(page)
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


def sit(open_page, learner: User, *, is_simulated: bool = False) -> Page:
    """The first question of a new interview; ``is_simulated`` with a clock that the test moves."""
    attempt: Attempt = make_attempt(learner, count=2, started_at=timezone.now())
    page: Page = open_page(learner)
    if is_simulated:
        page.clock.install()
    page.goto(f"/interviews/{attempt.pk}/?item=1")
    expect(answer_box(page)).to_be_editable()
    return page


def stored() -> str:
    return Response.objects.get(item__position=1).text
