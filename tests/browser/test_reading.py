"""A learner reads the founding guide: by keyboard, by filter, by search, step by step."""

import re

from playwright.sync_api import expect

from portal.guides.models import CodeSample
from tests.browser.browsing import press, question
from tests.factories import make_guide, make_user

GUIDE = "/guides/aws-codepipeline/"
PRESS_QUICKLY = "selectors => selectors.forEach(selector => document.querySelector(selector).click())"
INSECURE = "Object.defineProperty(window, 'isSecureContext', {value: false})"


def test_reader_reveals_a_question_by_keyboard_which_marks_it_read(open_page, founding_guide):
    page = open_page(make_user("learner"))
    page.goto(GUIDE)

    press(page, "j", "j", "j", "k", "Enter")

    shown = question(page, "main-components")
    expect(shown.locator(".answer")).to_contain_text("A pipeline is a row of stages")
    expect(shown.locator(".question-state")).to_have_text("Read")
    expect(question(page, "purpose").locator(".answer")).to_be_hidden()
    expect(page.locator("#guide-outline")).to_contain_text("0 of 30 known, 1 read")


def test_reader_marks_a_question_known_and_the_page_remembers(open_page, founding_guide):
    page = open_page(make_user("learner"))
    page.goto(GUIDE)
    known = question(page, "artifact")
    known.locator("summary").click()

    known.get_by_role("button", name="I know it").click()

    expect(page.locator("#guide-outline")).to_contain_text("1 of 30 known")
    page.reload()
    expect(known.locator(".question-state")).to_have_text("Known")


def test_last_of_two_quick_presses_counts(open_page):
    make_guide()
    page = open_page(make_user("learner"))
    page.goto("/guides/widgets/")
    pressed = question(page, "q-1")

    # Opening it notes the reading; all three requests are on their way before the first is answered.
    page.evaluate(PRESS_QUICKLY, ["#question-q-1 > summary", "#mark-known-q-1", "#mark-unsure-q-1"])

    expect(pressed.locator(".question-state")).to_have_text("Unsure")
    expect(pressed.get_by_role("button", name="Unsure")).to_have_attribute("aria-pressed", "true")
    expect(pressed.get_by_role("button", name="I know it")).to_have_attribute("aria-pressed", "false")
    expect(pressed.get_by_role("button", name="Mark as read")).to_have_count(0)
    page.reload()
    expect(pressed.locator(".question-state")).to_have_text("Unsure")


def test_reader_narrows_a_guide_and_goes_back(open_page, founding_guide):
    page = open_page(make_user("learner"))
    page.goto(GUIDE)

    page.get_by_label("Level").select_option("advanced")
    expect(page.locator("details.question")).to_have_count(10)
    page.get_by_label("Topic").select_option("failure-handling")
    expect(page.locator("details.question")).to_have_count(3)
    expect(page).to_have_url(re.compile(r"level=advanced.*topic=failure-handling"))

    page.go_back()
    expect(page.locator("details.question")).to_have_count(10)
    expect(page.get_by_label("Topic")).to_have_value("")
    page.go_back()
    expect(page.locator("details.question")).to_have_count(30)
    expect(page.locator("#theme-switch")).to_be_visible()


def test_reader_finds_words_while_typing_and_follows_a_hit(open_page, founding_guide):
    page = open_page(make_user("learner"))
    page.goto("/guides/search/")

    page.keyboard.type("retry failed stage")

    hit = page.locator(".hits li").filter(has_text="pause or retry")
    expect(hit.locator("mark").first).to_have_text(re.compile("retry|failed|stage", re.IGNORECASE))
    hit.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Can you pause or retry a pipeline?")
    page.go_back()
    expect(page.locator(".hits li").first).to_be_visible()


def test_reader_walks_through_a_scenario_step_by_step(open_page, founding_guide):
    page = open_page(make_user("learner"))
    page.goto(GUIDE)
    question(page, "debug-failed-deployment").locator("summary").click()
    page.get_by_role("link", name="Walk through it step by step").locator("visible=true").click()

    page.get_by_label("Your guess").fill("I would read the logs")
    page.get_by_role("button", name="Reveal step 1").click()

    expect(page.locator(".step-text")).to_have_count(1)
    expect(page.get_by_label("You guessed")).to_have_value("I would read the logs")
    while (reveal := page.locator("#reveal-step")).count():
        words = reveal.inner_text()
        reveal.click()
        expect(page.get_by_text(words, exact=True)).to_have_count(0)
    expect(page.get_by_role("heading", name="The whole answer")).to_be_visible()
    expect(page.get_by_label("You guessed").first).to_have_value("I would read the logs")


def test_deep_link_opens_its_question(open_page, founding_guide):
    page = open_page(make_user("learner"))

    page.goto(f"{GUIDE}#question-secure-pipeline")

    expect(question(page, "secure-pipeline").locator(".answer")).to_be_in_viewport()
    expect(question(page, "monitor").locator(".answer")).to_be_hidden()


def test_reader_copies_the_example_pipeline(open_page, founding_guide):
    page = open_page(make_user("learner"), permissions=["clipboard-read", "clipboard-write"])
    page.goto(GUIDE)

    page.get_by_role("button", name="Copy").click()

    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    assert clipboard(page) == CodeSample.objects.get().source.strip()


def test_reader_copies_the_example_pipeline_without_a_secure_context(open_page, founding_guide):
    page = open_page(make_user("learner"), permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script(INSECURE)
    page.goto(GUIDE)

    page.get_by_role("button", name="Copy").click()

    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    assert clipboard(page) == CodeSample.objects.get().source.strip()


def test_theme_lasts_over_a_reload(page):
    page.goto("/")
    switch = page.locator("#theme-switch")
    switch.click()

    switch.click()
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(switch).to_have_text("Theme: dark. Change to as the system")


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()").strip()
