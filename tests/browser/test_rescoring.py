"""Scoring again, from the choice to the change: by keyboard, without scripts, and when the worker died over it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.guides.models import Guide
from portal.interviews.models import Rescoring, Score
from tests.browser.browsing import DESKTOP, PHONE, focused, press
from tests.factories import import_guide_text, make_instructor
from tests.interviews.rescored import BEFORE, learn_wording, previewed, sat


@pytest.fixture
def guide(transactional_db) -> Guide:
    """A guide that has learned a wording since one person answered in it."""
    guide = import_guide_text(BEFORE, owner=make_instructor("author"))
    sat(guide, "It spins to the west")
    learn_wording(guide)
    return guide


def stopped(guide: Guide) -> Rescoring:
    """A batch that a worker left half an hour ago."""
    at = timezone.now() - timedelta(minutes=30)
    return Rescoring.objects.create(
        guide=guide, asked_by=guide.owner, asked_at=at, begun_at=at, moved_at=at, done=50, total=200
    )


def tab_to(page: Page, words: str) -> None:
    """Go on with Tab until what has the focus says ``words``."""
    for _ in range(40):
        press(page, "Tab")
        if words in focused(page):
            return
    raise AssertionError(f"{words!r} is not reached by Tab")


def test_author_scores_again_by_keyboard(open_page, guide):
    page = open_page(guide.owner)
    page.goto(f"/interviews/rescoring/guides/{guide.slug}/")

    tab_to(page, "Show what would change")
    press(page, "Enter")
    expect(page.get_by_text("1 attempt changes, 0 go down.")).to_be_visible()
    tab_to(page, "id_reason")
    page.keyboard.type("the west is left")
    press(page, "Tab", "Enter")

    expect(page.get_by_text("1 score written")).to_be_visible()
    assert Score.objects.filter(cause="rescored", reason="the west is left").count() == 1


@pytest.mark.parametrize("has_scripts", [True, False])
def test_batch_that_stopped_is_tried_again_at_a_press(open_page, guide, has_scripts):
    page = open_page(guide.owner, java_script_enabled=has_scripts)
    page.goto(f"/interviews/rescoring/{stopped(guide).pk}/")
    expect(page.get_by_text("It has stopped.")).to_be_visible()
    expect(page.get_by_text("50 of 200 responses")).to_be_visible()

    tab_to(page, "Try again") if has_scripts else page.get_by_role("button", name="Try again").focus()
    press(page, "Enter")

    expect(page.get_by_text("1 attempt changes, 0 go down.")).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "light"), (PHONE, "dark"), (DESKTOP, "dark")])
def test_pages_of_scoring_again_hinder_nobody(
    open_page: Callable[..., Page], axe: Callable[..., list[str]], guide, size, scheme
):
    page = open_page(guide.owner, viewport=size, color_scheme=scheme)
    written = previewed(guide)
    written.decide(may_lower=False, reason="a new wording", by=guide.owner, at=timezone.now())
    Rescoring.objects.filter(pk=written.pk).update(step="applied")
    paths = [f"/interviews/rescoring/{batch.pk}/" for batch in (previewed(guide), stopped(guide), written)]
    found = {}
    for path in [f"/interviews/rescoring/guides/{guide.slug}/", *paths]:
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[path] = [*axe(page), *([f"{wide} px too wide"] if wide > 0 else [])]

    assert {path: words for path, words in found.items() if words} == {}
