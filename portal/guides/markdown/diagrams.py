"""A Mermaid block -> one SVG picture in the house style, drawn without browser, node or network.

The engine is young and has one maintainer: it is pinned exactly, called only here, and its output is taken apart and
put together again from an allow-list, so that nothing in it can run, link or load.
"""

import json
import math
import re
from dataclasses import dataclass
from xml.etree import ElementTree

try:
    import mmdr
except ImportError:  # no wheel for this platform (musl): diagrams are then shown as their source
    mmdr = None  # type: ignore[assignment]

SOURCE_LIMIT = 20_000
"""Longest source drawn, in characters. The slowest known source of this length takes well under a second."""

SIZE_LIMIT = 12_000
"""Widest and highest picture, in pixels."""

FONT = "Arial, Liberation Sans, Helvetica, sans-serif"

_INK, _LINE, _EDGE, _PAPER = "#1b2733", "#4a5763", "#2f5d8a", "#ffffff"
# No apostrophes in here: the engine reads the directive as its own dialect and drops it whole if one stands in it.
_STYLE = {
    "theme": "base",
    "look": "classic",
    "layout": "dagre",
    "htmlLabels": False,
    "fontFamily": FONT,
    "flowchart": {
        "htmlLabels": False,
        "nodeSpacing": 32,
        "rankSpacing": 36,
        "padding": 14,
        "wrappingWidth": 150,
        "subGraphTitleMargin": {"top": 6, "bottom": 14},
    },
    "themeVariables": {
        "fontFamily": FONT,
        "fontSize": "16px",
        "background": _PAPER,
        "primaryColor": "#e8f0f8",
        "primaryTextColor": _INK,
        "primaryBorderColor": _EDGE,
        "secondaryColor": "#eef3e8",
        "secondaryTextColor": _INK,
        "secondaryBorderColor": "#5d7a3a",
        "tertiaryColor": "#f6f5f1",
        "tertiaryTextColor": _INK,
        "tertiaryBorderColor": "#a9aeb5",
        "lineColor": _LINE,
        "textColor": _INK,
        "edgeLabelBackground": _PAPER,
        "clusterBkg": "#f7f8fa",
        "clusterBorder": "#a9aeb5",
        "noteBkgColor": "#fdf6dd",
        "noteBorderColor": "#c3ae56",
    },
}
# The engine lets the line shine through a label; in an image viewer that reads as a word struck out.
_OVERRIDES = "#merman .edgeLabel rect{opacity:1;}"
_DIRECTIVE = re.compile(r"%%\{.*?\}%%\s*", re.DOTALL)
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n.*?\n---[ \t]*\n", re.DOTALL)

_SVG = "http://www.w3.org/2000/svg"
_NAMES = (
    "svg g path rect circle ellipse line polyline polygon text tspan title desc style defs marker filter clipPath mask"
    " linearGradient radialGradient stop pattern feDropShadow feGaussianBlur feOffset feMerge feMergeNode feFlood"
    " feComposite feColorMatrix symbol"
)
_ELEMENTS = frozenset(_NAMES.split())
_LOADS = re.compile(r"@import|expression\s*\(|javascript:|url\(\s*[\"']?\s*(?!#)[^)]|image-set|src\s*\(", re.IGNORECASE)


class DiagramError(ValueError):
    """A source that cannot be drawn; the message is a sentence for its author."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """A picture: its SVG, its natural size in CSS pixels, and the words for those who cannot see it."""

    svg: str
    width: int
    height: int
    title: str
    description: str


def draw(source: str) -> Diagram:
    """Draw a Mermaid source. Its own ``%%{init}%%`` directives are left out: every picture has the house style.

    Raises ``DiagramError`` where the source is no diagram, too long or too large, or the engine is not installed.
    """
    if mmdr is None:
        raise DiagramError("Diagrams cannot be drawn here: the package mmdr is not installed.")
    if len(source) > SOURCE_LIMIT:
        raise DiagramError(f"The diagram's source is longer than {SOURCE_LIMIT} characters.")
    try:
        drawn = mmdr.render(_styled(source), backend="merman").svg()
    except ValueError as error:
        raise DiagramError(_sentence(str(error))) from error
    return _rebuilt(drawn)


def _styled(source: str) -> str:
    plain = _DIRECTIVE.sub("", source)
    head = _FRONT_MATTER.match(plain)
    start = head.end() if head else 0
    return f"{plain[:start]}%%{{init: {json.dumps(_STYLE)}}}%%\n{plain[start:]}"


def _sentence(message: str) -> str:
    first = message.strip().splitlines()[0][:300] if message.strip() else "The diagram cannot be drawn"
    return first if first.endswith(".") else f"{first}."


def _rebuilt(drawn: str) -> Diagram:
    """The engine's picture, made again of what the allow-list holds, with a size of its own."""
    if "<!" in drawn:
        raise DiagramError("The diagram cannot be drawn: it holds a document type or a comment.")
    try:
        root = ElementTree.fromstring(drawn)  # noqa: S314  # the engine's own output, without entities (see above)
        _, _, width, height = (float(number) for number in root.attrib["viewBox"].split())
    except (ElementTree.ParseError, KeyError, ValueError) as error:
        raise DiagramError("The diagram cannot be drawn: the picture is no proper SVG.") from error
    if not (0 < width <= SIZE_LIMIT and 0 < height <= SIZE_LIMIT):
        raise DiagramError(f"The diagram is larger than {SIZE_LIMIT} pixels: shorten its labels or split it.")
    _clean(root)
    root.attrib.pop("style", None)
    root.set("width", str(math.ceil(width)))
    root.set("height", str(math.ceil(height)))
    ElementTree.register_namespace("", _SVG)
    svg = ElementTree.tostring(root, encoding="unicode")
    title, description = (_words(root, name) for name in ("title", "desc"))
    return Diagram(svg, math.ceil(width), math.ceil(height), title, description)


def _clean(element: ElementTree.Element) -> None:
    """Take out of an element all that is not listed; a link becomes a plain group."""
    for child in list(element):
        name = _local(child.tag)
        if name == "a":
            child.tag = f"{{{_SVG}}}g"
        elif name not in _ELEMENTS or (name == "style" and _LOADS.search(child.text or "")):
            element.remove(child)
            continue
        elif name == "style":
            child.text = f"{child.text or ''}{_OVERRIDES}"
        _clean(child)
    for name, value in list(element.attrib.items()):
        local = _local(name).lower()
        if local.startswith("on") or local in {"href", "src"} or _LOADS.search(value):
            del element.attrib[name]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _words(root: ElementTree.Element, name: str) -> str:
    found = root.find(f"{{{_SVG}}}{name}")
    return " ".join((found.text or "").split()) if found is not None else ""
