"""Authors at work: a file goes in, two editors meet, key points are reviewed by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.guides.models import Guide, PointAlias, RevisionPoint
from tests.browser.browsing import press
from tests.browser.desk import CHANGED, WORKSHOP
from tests.factories import import_guide_text, make_instructor


@pytest.fixture
def author(transactional_db: None) -> User:
    return make_instructor("author")


def workshop(author: User) -> Guide:
    return import_guide_text(WORKSHOP, slug="workshop", owner=author)


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_file_is_uploaded_read_planned_applied_and_read(author, open_page, has_scripts):
    workshop(author)
    page = open_page(author, java_script_enabled=has_scripts)
    page.goto("/write/")
    page.get_by_role("button", name="Add a guide").click()
    page.get_by_label("A file").set_input_files(
        {"name": "workshop.md", "mimeType": "text/markdown", "buffer": CHANGED.encode()}
    )
    page.get_by_label("This text is").select_option("workshop")
    page.get_by_role("button", name="Read it").click()

    expect(page.get_by_role("heading", name="What applying changes")).to_be_visible()
    page.get_by_label("What makes a tool chatter?").check()
    page.get_by_role("button", name="Take what is ticked as renames").click()
    expect(page.get_by_label("What makes a tool chatter?")).to_be_checked()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("Applied as revision 2.")).to_be_visible()
    page.get_by_role("button", name="Read the guide").click()

    expect(page.get_by_role("heading", name="What makes a tool chatter?")).to_be_visible()
    assert Guide.objects.get().questions.filter(retired_at=None).count() == 4


def open_editor(open_page: Callable[..., Page], user: User) -> Page:
    page = open_page(user)
    page.goto("/write/guides/workshop/")
    page.get_by_role("button", name="Edit the text").click()
    return page


def rewrite(page: Page, old: str, new: str) -> None:
    """Change the text as one who types, and wait until it is saved and read."""
    box = page.get_by_label("The guide’s Markdown")
    with page.expect_response("**/text/"):
        box.fill(box.input_value().replace(old, new))
    expect(page.locator("#draft-live strong", has_text=new.strip("*"))).to_be_visible(timeout=15_000)


def test_the_second_of_two_editors_sees_both_texts_and_loses_none(author, open_page):
    guide = workshop(author)
    colleague = make_instructor("colleague")
    guide.editors.add(colleague)
    first, second = open_editor(open_page, author), open_editor(open_page, colleague)
    rewrite(first, "**brush**", "**vacuum**")
    rewrite(second, "**brush**", "**cloth**")
    for page in (first, second):
        page.get_by_role("button", name="Save, and see what applying changes").click()
        expect(page.get_by_role("heading", name="What applying changes")).to_be_visible()

    first.get_by_role("button", name="Apply").click()
    expect(first.get_by_text("Applied as revision 2.")).to_be_visible()
    with second.expect_response(lambda answer: answer.status == 409):
        second.get_by_role("button", name="Apply").click()

    expect(second.get_by_role("heading", name="author changed this guide while you were writing")).to_be_visible()
    expect(second.locator("del")).to_contain_text(["With a **vacuum**, never"])
    expect(second.locator("ins")).to_contain_text(["With a **cloth**, never"])
    second.get_by_role("button", name="Put my text on top of revision 2").click()
    second.get_by_role("button", name="Apply").click()
    expect(second.get_by_text("Applied as revision 3.")).to_be_visible()


def test_a_problem_is_found_in_the_text_while_one_types(author, open_page):
    workshop(author)
    page = open_editor(open_page, author)
    box = page.get_by_label("The guide’s Markdown")

    with page.expect_response("**/text/"):
        box.fill(WORKSHOP.replace("{#lathe topics=machines}", "{level=hard}"))
    expect(page.locator(".problem-code")).to_have_text("UNKNOWN-LEVEL", timeout=15_000)
    page.get_by_role("link", name="line 11").click()

    selected = page.evaluate("document.getSelection().toString()")
    assert selected == "### 1. What is a lathe? {level=hard}"


def expect_question(page: Page, number: int) -> None:
    """Wait until the page of this question listens to keys: its help is shown only then."""
    expect(page.get_by_text(f"Question {number} of 4")).to_be_visible()
    expect(page.locator(".keys-help")).to_be_visible()


def test_key_points_are_reviewed_by_keyboard(author, open_page):
    workshop(author)
    page = open_page(author)
    page.goto("/write/guides/workshop/")
    page.get_by_role("button", name="Review key points").click()

    expect_question(page, 1)
    press(page, "a")
    page.keyboard.type("spins; rotates")
    press(page, "Escape", "j", "o", "Control+Enter")
    expect_question(page, 2)
    press(page, "Control+Enter")
    expect_question(page, 4)
    press(page, "j", "m", "j", "x", "Control+Enter")
    expect(page.get_by_text("That was the last one")).to_be_visible()
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("Applied as revision 2.")).to_be_visible()

    current = Guide.objects.get().current_revision
    points = RevisionPoint.objects.filter(question_revision__placements__guide_revision=current)
    assert list(
        points.order_by("question_revision__placements__position", "position").values_list("text", "is_required")
    ) == [
        ("It turns the workpiece", True),
        ("The tool stands still", False),
        ("brush", True),
        ("shorter overhang", True),
    ]
    aliases = PointAlias.objects.filter(guide_revision=current).order_by("pk")
    assert list(aliases.values_list("text", flat=True)) == ["spins", "rotates", "lower speed"]
