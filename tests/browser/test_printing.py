"""What comes out of the printer."""

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import expect

from tests.browser.browsing import question
from tests.cheatsheets.sheets import page_count
from tests.factories import make_user

GUIDE = "/guides/aws-codepipeline/"
A4, LETTER = (595, 842), (612, 792)
MOST_PAGES = 8
SHEET_WORDS = [
    "CodePipeline architecture flow",
    "Type: AWS::CodePipeline::Pipeline",
    "Key service integrations",
    "Automates the build, test and deployment phases of a release",
    "How to promote an artifact from Dev → QA → Prod environments?",
]
SCREEN_WORDS = ["Other formats", "Large print", "Skip to the content"]


@pytest.mark.parametrize(("paper", "size"), [("a4", A4), ("letter", LETTER)])
def test_cheat_sheet_prints_on_a_few_pages_of_its_paper(open_page, founding_guide, paper, size):
    page = open_page(make_user("learner"))
    page.goto(f"{GUIDE}cheat-sheet/?paper={paper}")

    sheet = page.pdf(prefer_css_page_size=True)

    assert set(page_sizes(sheet)) == {size}
    assert len(page_sizes(sheet)) <= MOST_PAGES
    text = text_of(sheet)
    assert [words for words in SHEET_WORDS if words not in text] == []
    assert [words for words in SCREEN_WORDS if words in text] == []


@pytest.mark.parametrize("query", ["edition=summary", "paper=letter"])
def test_the_file_of_a_sheet_prints_from_a_browser_as_the_pdf_is_typeset(open_page, founding_guide, query):
    page = open_page(make_user("learner"))
    written = page.request.get(f"{GUIDE}cheat-sheet/html/?{query}").text()
    typeset = page.request.get(f"{GUIDE}cheat-sheet/pdf/?{query}").body()

    page.set_content(written)
    printed = page.pdf(prefer_css_page_size=True)

    assert abs(len(page_sizes(printed)) - page_count(typeset)) <= 1
    assert set(page_sizes(printed)) == {LETTER if "letter" in query else A4}


def test_a_choice_shows_at_once_and_stays_in_the_address(open_page, founding_guide):
    page = open_page(make_user("learner"))
    page.goto(f"{GUIDE}cheat-sheet/")

    page.get_by_label("Summary").check()
    expect(page.locator(".sheet-kind")).to_contain_text("Summary")
    page.get_by_label("Greyscale").check()
    expect(page.locator(".sheet.sheet-grey")).to_be_visible()

    expect(page.get_by_label("Example code")).not_to_be_checked()
    page.reload()
    expect(page.get_by_label("Greyscale")).to_be_checked()
    expect(page.get_by_label("Summary")).to_be_checked()


def test_guide_prints_with_every_answer_though_all_are_closed(open_page, founding_guide):
    page = open_page(make_user("learner"))
    page.goto(GUIDE)
    expect(question(page, "artifact").locator(".answer")).to_be_hidden()

    text = text_of(page.pdf())

    assert "A pipeline is a row of stages" in text
    assert "Its purpose is to automate the release process from commit to production." in text
    assert "I know it" not in text
    expect(question(page, "artifact").locator(".answer")).to_be_hidden()


def test_sheet_has_its_diagram_and_tables_where_it_is_printed(open_page, founding_guide):
    page = open_page(make_user("learner"), color_scheme="dark")
    page.emulate_media(media="print")

    page.goto(f"{GUIDE}cheat-sheet/")

    expect(page.locator(".sheet-flow img").first).to_have_js_property("complete", value=True)
    assert page.evaluate("document.querySelector('.sheet-flow img').naturalWidth") > 100
    expect(page.locator(".sheet-table").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.sheet')).color") == "rgb(0, 0, 0)"


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in whole points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def text_of(pdf: bytes) -> str:
    """The words of a PDF, in reading order, with single spaces."""
    reader = shutil.which("pdftotext")
    if not reader:
        pytest.skip("pdftotext is not here: `make browser` installs it.")
    text = subprocess.run([reader, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(text.split())
