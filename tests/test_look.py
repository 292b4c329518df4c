"""What can be asserted of the look: contrast, weight, no inline style or script, no reference to a missing file."""

import gzip
import re
from itertools import chain, product
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

from tests.factories import make_administrator, make_user

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STYLES = sorted((settings.BASE_DIR / "static").rglob("*.css"))
HTMX = "django_htmx/htmx-2.min.js"

INLINE = re.compile(
    r"""<style|<script(?![^>]*(?:\bsrc=|application/json))[^>]*>(?!\s*</script>)|\s(?:style|on[a-z]+|hx-on[:a-z-]*)\s*=|javascript:|js:""",
    re.I,
)
STATIC = re.compile(r"""{%\s*static\s+['"]([^'"]+)['"]""")
CSS_URL = re.compile(r"""url\(\s*['"]?(?!data:)([^'")]+)""")
TOKEN = re.compile(r"--v-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")

SURFACES = ("paper", "panel", "sunk")
INKS = ("ink", "muted", "accent", "accent-strong", "basic", "intermediate", "advanced", "scenario")
STATES = ("hit", "partly", "missed", "saved", "late")
TINTS = ("accent-soft", "hit-soft", "partly-soft", "missed-soft")
TEXT_PAIRS = [
    *product((*INKS, *STATES), SURFACES),
    *product(("ink",), TINTS),
    ("accent", "accent-soft"),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
]


def name_of(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


def tokens(theme: int) -> dict[str, str]:
    """The colours of one theme (0 light, 1 dark) by name."""
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    return {name: colours[theme] for name, *colours in TOKEN.findall(css)}


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb`` as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def weight(name: str) -> int:
    """The bytes of a static file over the wire."""
    path = finders.find(name)
    assert path, name
    return len(gzip.compress(Path(path).read_bytes(), 9, mtime=0))


def test_contrast_agrees_with_the_extremes_and_a_known_grey():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_has_contrast_on_every_surface(theme):
    colour = tokens(theme)

    faint = {pair: contrast(colour[pair[0]], colour[pair[1]]) for pair in TEXT_PAIRS}

    assert {pair: round(value, 2) for pair, value in faint.items() if value < 4.5} == {}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_edges_of_fields_can_be_seen(theme):
    colour = tokens(theme)

    faint = {surface: contrast(colour["edge"], colour[surface]) for surface in SURFACES}

    assert {surface: value for surface, value in faint.items() if value < 3} == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_has_no_inline_style_or_script(path):
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<a onclick="go()">',
        '<a hx-on:click="go()">',
        "<a href='javascript:go()'>",
        "<a hx-vals='js:{a: 1}'>",
    ],
)
def test_the_scan_finds_inline_style_and_script(markup):
    assert INLINE.search(markup)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_names_only_static_files_that_exist(path):
    assert [name for name in STATIC.findall(path.read_text()) if not finders.find(name)] == []


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_style_sheet_names_only_files_that_exist(path):
    assert [url for url in CSS_URL.findall(path.read_text()) if not (path.parent / url).is_file()] == []


def test_first_visit_to_any_page_weighs_less_than_100_kilobytes_without_fonts():
    base = set(STATIC.findall((settings.BASE_DIR / "templates/base.html").read_text())) | {HTMX}
    shell = sum(weight(name) for name in base if name.endswith((".css", ".js")))
    pages = {name_of(path): set(STATIC.findall(path.read_text())) - base for path in TEMPLATES}
    heaviest = max(sum(weight(name) for name in names if name.endswith((".css", ".js"))) for names in pages.values())

    assert shell + heaviest + 20_000 < 100_000  # the page itself has 20 KB of it


def test_fonts_have_their_licences_beside_them():
    fonts = settings.BASE_DIR / "static/fonts"
    families = {re.sub(r"-latin.*", "", path.name) for path in fonts.glob("*.woff2")}

    assert families == {"source-sans-3", "source-serif-4", "source-code-pro"}
    assert all("SIL OPEN FONT LICENSE" in (fonts / f"{family}.LICENSE.txt").read_text() for family in families)


def test_every_icon_asked_for_is_drawn():
    drawn = set(re.findall(r'name == "([a-z]+)"', (settings.BASE_DIR / "templates/components/icon.html").read_text()))
    asked = chain.from_iterable(re.findall(r'icon\.html" with name="([a-z]+)"', path.read_text()) for path in TEMPLATES)

    assert set(asked) - drawn == set()


@pytest.mark.django_db
def test_header_asks_the_database_for_the_person_alone(django_assert_num_queries):
    client = Client()
    client.force_login(make_user("learner"))

    with django_assert_num_queries(1):  # session, person
        response = client.get("/nowhere/")

    assert "Account of" in response.text


@pytest.mark.django_db
def test_header_offers_the_admin_to_administrators_only(client):
    pages = {}
    for person in (make_user("learner"), make_administrator()):
        client.force_login(person)
        pages[person.username] = client.get("/nowhere/").text

    assert {name: ">Admin</a>" in page for name, page in pages.items()} == {"learner": False, "administrator": True}


@pytest.mark.parametrize(
    ("namespace", "path", "marks"),
    [
        ("guides", "/guides/", ["page"]),
        ("guides", "/guides/widgets/", ["true"]),
        ("interviews", "/interviews/9/", ["true"]),
        ("", "/elsewhere/", []),
    ],
)
def test_header_marks_where_the_reader_is(rf, namespace, path, marks):
    request = rf.get(path)
    request.resolver_match = type("Match", (), {"namespace": namespace})()
    user = {"is_authenticated": True, "get_username": "learner"}

    page = render_to_string("components/site_header.html", {"request": request, "user": user})

    assert re.findall(r'aria-current="(\w+)"', page) == marks


@pytest.mark.parametrize(
    ("level", "role"), [("info", "status"), ("success", "status"), ("warning", "alert"), ("error", "alert")]
)
def test_message_is_announced_by_its_gravity_and_escaped(level, role):
    class Message:
        level_tag = level

        def __str__(self) -> str:
            return "<b>Done</b>"

    page = render_to_string("components/messages.html", {"messages": [Message()]})

    assert re.findall(r'data-tone="(\w+)" role="(\w+)">', page) == [(level, role)]
    assert "&lt;b&gt;Done&lt;/b&gt;" in page
