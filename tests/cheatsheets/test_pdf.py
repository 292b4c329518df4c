"""The PDF of the founding guide, taken apart: what is said of it is true of the file that comes out."""

import re
import subprocess
import zlib
from html import unescape

import pytest

from portal.cheatsheets.typesetting import typeset
from tests.cheatsheets.sheets import ask_poppler, html_of, page_count, pdf_of, sheet_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.typeset]

FORBIDDEN = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/GoToR", b"/SubmitForm", b"/RichMedia", b"/ImportData")


def objects_of(pdf: bytes) -> bytes:
    """All of a PDF's objects in plain: what stands in compressed streams as well."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, flags=re.DOTALL)
    return pdf + b"".join(zlib.decompressobj().decompress(stream) for stream in streams if stream[:1] == b"x")


def outline_of(pdf: bytes) -> list[str]:
    """The titles of the outline, in the order they were written."""
    titles = re.findall(rb"/Title (\((?:\\.|[^\\)])*\)|<feff[0-9a-f]*>)/Dest", objects_of(pdf))
    return [_string(title) for title in titles]


def _string(written: bytes) -> str:
    if written.startswith(b"<"):
        return bytes.fromhex(written[5:-1].decode()).decode("utf-16-be")
    return re.sub(rb"\\(.)", rb"\1", written[1:-1]).decode()


def headings_of(html: str) -> list[str]:
    """The words of all headings of the page that the PDF is made of."""
    found = re.finditer(r"<(h[1-3])[ >].*?</\1>", html, flags=re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]*>", "", match[0])).split()) for match in found]


def lines_of_pages(pdf: bytes) -> list[list[str]]:
    """The lines of each page, in the order of the document, without the running footer."""
    raw = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    pages = [page.strip().splitlines() for page in raw.split("\f") if page.strip()]
    return [[line for line in page if not re.fullmatch(r"\d+ / \d+|AWS CodePipeline", line)] for page in pages]


@pytest.mark.parametrize("edition", ["full", "summary", "self-test"])
def test_each_question_stands_in_the_pdf_once_and_in_order(founding_guide, edition):
    query = f"edition={edition}"
    text = text_of(pdf_of(founding_guide, query))

    titles = [question.title for question in sheet_of(founding_guide, query).questions]
    places = [[match.start() for match in re.finditer(re.escape(title), text)] for title in titles]
    assert [len(found) for found in places] == [1] * 30
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("query", "most", "size"),
    [
        ("", 8, "595.276 x 841.89 pts (A4)"),
        ("edition=summary", 2, "595.276 x 841.89 pts (A4)"),
        ("edition=summary&paper=letter", 2, "612 x 792 pts (letter)"),
    ],
)
def test_a_sheet_keeps_to_its_paper_and_its_budget_of_pages(founding_guide, query, most, size):
    pdf = pdf_of(founding_guide, query)

    assert page_count(pdf) <= most
    assert re.findall(r"Page size: +(.+)", ask_poppler(pdf, "pdfinfo")) == [size]


def test_the_full_sheet_is_set_in_nine_points_and_its_code_in_seven_and_a_half(founding_guide):
    page = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf_of(founding_guide), capture_output=True, check=True
    ).stdout.decode()

    boxes = re.findall(r'yMin="([\d.]+)" [^>]*yMax="([\d.]+)">([^<]*)<', page)
    heights = {word: float(below) - float(above) for above, below, word in boxes}
    # A word's box is as high as ascent and descent of its font together.
    sizes = [heights["orchestrates"] / 1.424, heights["optional"] / 1.424, heights["AWSTemplateFormatVersion:"] / 1.257]
    assert [round(size, 1) for size in sizes] == [9.0, 9.0, 7.5]


def test_every_font_is_inside_the_pdf_and_the_text_is_set_in_our_own(founding_guide):
    rows = [row.split() for row in ask_poppler(pdf_of(founding_guide), "pdffonts").splitlines()[2:]]

    assert [row for row in rows if row[-5:-3] != ["yes", "yes"]] == []
    ours = {row[0].partition("+")[2] for row in rows}
    assert {"Viva-Sans", "Viva-Sans-Bold", "Viva-Code"} <= ours


def test_the_pdf_says_its_title_language_and_standard_and_runs_nothing(founding_guide):
    plain = objects_of(pdf_of(founding_guide))

    told = (b"/Lang (en)", b"/DisplayDocTitle true", b'pdfuaid:part="1"', b"/MarkInfo", b"/Marked true")
    assert [words for words in told if words not in plain] == []
    assert [words for words in FORBIDDEN if words in plain] == []
    assert "Title:           AWS CodePipeline: cheat sheet" in ask_poppler(pdf_of(founding_guide), "pdfinfo")


def test_the_pdf_leads_nowhere_but_to_the_pages_its_guide_cites(founding_guide):
    urls = set(re.findall(r"https?://\S+", ask_poppler(pdf_of(founding_guide), "pdfinfo", "-url")))

    assert urls == {"https://aws.amazon.com/blogs/devops/aws-codecommit-returns-to-general-availability/"}


def test_the_outline_is_the_headings(founding_guide):
    assert outline_of(pdf_of(founding_guide)) == headings_of(html_of(founding_guide))


def test_the_structure_has_headings_tables_with_headers_and_figures_in_words(founding_guide):
    pdf = pdf_of(founding_guide)
    structure = ask_poppler(pdf, "pdfinfo", "-struct")
    counts = {name: len(re.findall(rf"^ *{name}\b", structure, flags=re.MULTILINE)) for name in ("H1", "H3", "TH")}

    assert (counts["H1"], counts["H3"], counts["TH"] >= 16) == (1, 30, True)
    assert len(re.findall(r"^ *Figure", structure, flags=re.MULTILINE)) == 2
    pictures = re.findall(rb"/Alt \((.*?)\)", objects_of(pdf))
    assert [words[:24] for words in pictures] == [b"QR code of http://localh", b"A developer push goes th"]


def test_the_words_of_the_flow_keep_the_order_of_its_stages(founding_guide):
    [flow] = sheet_of(founding_guide).flows
    stages = ("source stage", "CodeBuild", "tests", "approval", "deployment")

    places = [flow.description.index(stage) for stage in stages]
    assert places == sorted(places)


def test_no_heading_is_the_last_line_of_a_page(founding_guide):
    pages = lines_of_pages(pdf_of(founding_guide))
    titles = {" ".join(heading.split()) for heading in headings_of(html_of(founding_guide))}

    assert [page[-1] for page in pages if page[-1] in titles] == []


def test_a_table_that_goes_on_repeats_its_header(founding_guide):
    text = text_of(pdf_of(founding_guide))

    assert text.count("Service Stage or role What it does") > len(sheet_of(founding_guide).integrations)


def test_code_is_never_cut(founding_guide):
    text = text_of(pdf_of(founding_guide))
    [sample] = sheet_of(founding_guide).samples

    lines = [" ".join(line.split()) for line in sample.source.splitlines()]
    assert [line for line in lines if line not in text] == []


def test_the_same_sheet_is_typeset_into_the_same_bytes(founding_guide):
    html = html_of(founding_guide, "edition=summary")

    assert typeset(html, seconds=300) == pdf_of(founding_guide, "edition=summary")


def test_a_grey_sheet_has_no_colour_anywhere(founding_guide):
    pdf = pdf_of(founding_guide, "edition=summary&part=flow&part=samples&grey=1")
    picture = subprocess.run(["pdftoppm", "-r", "40", "-"], input=pdf, capture_output=True, check=True).stdout
    pixels = re.sub(rb"P6\n\d+ \d+\n255\n", b"", picture)

    assert pixels[0::3] == pixels[1::3] == pixels[2::3]
