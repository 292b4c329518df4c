"""The queue of marking, by keyboard."""

from playwright.sync_api import Page, expect

from portal.interviews.models import Claim, Response
from tests.cohorts.cast import join, make_cohort, set_task, sit
from tests.factories import NOON, make_instructor


def press(page: Page, key: str) -> None:
    """Press a key once the page listens to it."""
    expect(page.locator(".keys-help")).to_be_visible()
    page.keyboard.press(key)


def test_instructor_works_through_the_queue_by_keyboard(open_page):
    owner = make_instructor("owner")
    task = set_task(cohort := make_cohort(owner), count=1)
    for words in ("Tiny, I would say", "Of little size"):
        sit(task, join(cohort).user, words)
    for said in Response.objects.select_related("current_score"):
        said.claim(said.current_score.point_results.earliest("pk").key_point_id, (0, 4), NOON)
    page = open_page(owner)
    page.goto(f"/cohorts/assignments/{task.pk}/marking/")

    press(page, "j")
    page.keyboard.press("j")
    expect(page.locator("[data-entry]").nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("e")
    expect(page.locator(".claim-decision q")).to_have_text("Tiny")
    press(page, "a")
    expect(page.get_by_text("Accepted: the point counts.")).to_be_visible()
    press(page, "j")
    expect(page.locator(".claim-decision q")).to_have_text("Of l")
    press(page, "e")
    expect(page.locator("#marking [type=radio]:checked").first).to_be_focused()
    page.keyboard.press("d")
    expect(page.get_by_text("Declined: the score stays as it is.")).to_be_visible()
    page.get_by_label("Comment to the learner").press_sequentially("jade")

    expect(page.get_by_label("Comment to the learner")).to_have_value("jade")
    assert list(Claim.objects.order_by("pk").values_list("decision", flat=True)) == ["accepted", "declined"]


def test_queue_leaves_the_keys_alone_where_a_person_switched_them_off(open_page):
    owner = make_instructor("owner")
    owner.has_shortcuts = False
    owner.save()
    task = set_task(cohort := make_cohort(owner), count=1)
    sit(task, join(cohort).user, "Tiny")
    page = open_page(owner)
    page.goto(f"/cohorts/assignments/{task.pk}/marking/")

    page.keyboard.press("j")

    expect(page.locator("[data-entry]")).not_to_be_focused()
    expect(page.locator(".keys-help")).to_be_hidden()
