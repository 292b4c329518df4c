"""A sheet as HTML: what the preview shows, and one self-contained file that needs no script and no network."""

import re
from base64 import b64encode
from functools import cache
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from portal.cheatsheets.choosing import Choice
from portal.cheatsheets.sheet import Flow, Sheet

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
"""Of the downloaded file: it may style itself, and show what it carries."""

LONG_SAMPLE = 60
"""Lines of code that no page holds beside a heading; a longer sample may be split."""

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
STATIC = settings.BASE_DIR / "static"
STYLE_SHEETS = ("code", "sheet")

_FACE = re.compile(r'@font-face \{[^}]*url\("\.\./fonts/([^"]+)"\)[^}]*unicode-range: ([^;]+);\s*\}\s*')
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
_COLOUR = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_HEADER_CELL = re.compile(r"<th(?![^>]*\bscope=)(?=[ >])")


def context_of(sheet: Sheet, choice: Choice, *, is_file: bool) -> dict[str, Any]:
    """What ``cheatsheets/sheet.html`` is rendered with; in a file the pictures stand inside."""
    return {
        "sheet": sheet,
        "layout": choice.layout,
        "has_key": choice.has_key,
        "long_sample": LONG_SAMPLE,
        "is_right_to_left": sheet.language.split("-")[0].lower() in RIGHT_TO_LEFT,
        "qr": segno.make(sheet.address, error="m").svg_data_uri(border=0, scale=2, omitsize=False),
        "flows": [
            {
                "title": flow.title,
                "description": flow.description,
                "picture": _drawn(flow, number, is_grey=choice.layout.is_grey) if is_file else _linked(sheet, flow),
            }
            for number, flow in enumerate(sheet.flows, start=1)
        ],
    }


def write_html(sheet: Sheet, choice: Choice) -> str:
    """The sheet as one HTML file."""
    context = context_of(sheet, choice, is_file=True)
    article = render_to_string("cheatsheets/sheet.html", context)
    style = f"<style>{_style(choice.layout.style_sheet, article)}</style>"
    written = render_to_string("cheatsheets/sheet_file.html", {**context, "style": style, "article": article})
    return _HEADER_CELL.sub('<th scope="col"', written)


def _linked(sheet: Sheet, flow: Flow) -> SafeString:
    address = reverse("guides:diagram_image", args=[sheet.slug, flow.sha256])
    picture = '<img src="{}" alt="{}" width="{}" height="{}">'
    return format_html(picture, address, flow.description, flow.width, flow.height)


def _drawn(flow: Flow, number: int, *, is_grey: bool) -> SafeString:
    """The picture itself, in the sheet's own font; its names are made unique, so that two do not mix.

    The title is its alternative text: that is what PDF and browsers take.
    """
    svg = flow.svg.replace("merman", f"flow-{number}").replace("font-family:", "font-family:Viva Sans,")
    svg = re.sub(r"(<title[^>]*>)[^<]*(</title>)", "", svg, count=1)
    svg = re.sub(r"<desc[^>]*>[^<]*</desc>", "", svg, count=1)
    svg = re.sub(r' aria-(?:labelledby|describedby|roledescription)="[^"]*"', "", svg)
    svg = svg.replace('role="graphics-document document"', 'role="img"', 1)
    svg = re.sub(r"(<svg\b[^>]*>)", lambda match: f"{match[1]}<title>{escape(flow.description)}</title>", svg, count=1)
    return mark_safe(_greyed(svg) if is_grey else svg)  # noqa: S308  # rebuilt from an allow-list when it was drawn


def _greyed(svg: str) -> str:
    """Every colour as the grey of its own lightness."""

    def grey(match: re.Match[str]) -> str:
        digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        red, green, blue = (int(digits[start : start + 2], 16) for start in (0, 2, 4))
        level = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
        return f"#{level:02x}{level:02x}{level:02x}"

    return _COLOUR.sub(grey, svg)


def _style(paper: str, text: str) -> str:
    """The style sheets as one text, with the fonts inside that have letters of ``text``."""
    letters = {ord(letter) for letter in set(text)}
    css = "".join((STATIC / "css" / f"{name}.css").read_text() for name in (*STYLE_SHEETS, paper))
    return _FACE.sub(lambda face: _embedded(face, letters), css)


def _embedded(face: re.Match[str], letters: set[int]) -> str:
    ranges = [(int(first, 16), int(last or first, 16)) for first, last in _RANGE.findall(face[2])]
    if not any(first <= letter <= last for letter in letters for first, last in ranges):
        return ""
    return face[0].replace(f"../fonts/{face[1]}", _font(face[1]))


@cache
def _font(name: str) -> str:
    return "data:font/woff2;base64," + b64encode((STATIC / "fonts" / name).read_bytes()).decode()
