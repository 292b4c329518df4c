"""Markdown -> HTML that is safe to show as it is. Nothing else in Viva makes HTML of an author's text.

Python-Markdown with pymdown-extensions writes, nh3 keeps only what the lists below name, then headings are demoted and
pictures become links: the site's policy shows no picture of another host, and a guide brings no files of its own.

Time is not bounded here: Python-Markdown is super-linear on hostile text. See ``bounded_rendering``.
"""

import html
import re
from collections.abc import Callable
from threading import local

import markdown
import nh3
from pygments.token import STANDARD_TYPES
from pymdownx.magiclink import MagiclinkExtension
from pymdownx.tasklist import TasklistExtension

from portal.guides.markdown.commonmark import CommonMarkBlocks
from portal.guides.markdown.emphasis import Emphasis
from portal.guides.markdown.tags import KNOWN

TOP_HEADING = 4
"""Headings of an answer begin here: the page, its section and the question stand above."""

CHEAP_LENGTH = 8_000
CHEAP_PRODUCT = 1_000_000
"""Cost grows with marks times length, an opening bracket costing about five other marks.

Over 11,000 hostile texts at exactly this bound none took longer than 0.2 s, most under 0.1 s (2026-11, 2 cores).
"""

CHEAP_CODE_LENGTH = 1_000
CHEAP_LINE_LENGTH = 200
CHEAP_LANGUAGES = frozenset(["", "bash", "diff", "ini", "json", "mermaid", "sh", "sql", "text", "toml", "yaml", "yml"])
"""Pygments reads these in under 0.2 s whatever stands in ``CHEAP_LENGTH`` characters of lines this long at most.

Most other languages are quadratic in something; in so much code of them the worst took 0.25 s.
"""

_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"src", "alt"},
    "input": {"checked"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}
_CLASSES = {
    "div": {"highlight"},
    "pre": {"mermaid"},
    "span": set(STANDARD_TYPES.values()) - {""},
    "ul": {"task-list"},
    "ol": {"task-list"},
    "li": {"task-list-item"},
}
_SCHEMES = {"http", "https", "mailto"}
_DROPPED_WITH_CONTENT = {"script", "style", "title", "iframe", "noscript", "template", "svg", "math"}

_cleaner = nh3.Cleaner(
    tags=set(KNOWN),
    clean_content_tags=_DROPPED_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel="noopener noreferrer",
)
_title_cleaner = nh3.Cleaner(tags={"em", "strong", "code", "del"}, attributes={}, link_rel=None)

_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,;?!/()'\"%+$-]|[.:](?= |$))*(?<! )")
"""A line of letters, digits and what no grammar has a use for between them: it is its own HTML."""

_FENCE = re.compile(r"(?:`{3,}|~{3,})[ \t]*([^\s`~]*)")
_EMPTY, _TICKED = '<input type="checkbox" disabled="">', '<input type="checkbox" disabled="" checked="">'
_BOX = re.compile(r"<input( checked=\"[^\"]*\")?[^>]*>")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_PICTURE = re.compile(r"<a\b[^>]*>|</a>|<img\b[^>]*>")
_SOURCE = re.compile(r' src="([^"]*)"')
_DESCRIPTION = re.compile(r' alt="([^"]*)"')
_DIAGRAM = re.compile(r'<pre class="mermaid"><code>(.*?)</code></pre>', re.DOTALL)
_PARAGRAPH = re.compile(r"</?p>")
_kept = local()


def is_cheap(text: str) -> bool:
    """Whether it is proven that this text renders in a moment."""
    marks = 5 * text.count("[") + sum(map(text.count, "`*_\\<=~&"))
    if len(text) > CHEAP_LENGTH or marks * len(text) > CHEAP_PRODUCT:
        return False
    languages = {language.lower() for language in _FENCE.findall(text)}
    if not languages or len(text) <= CHEAP_CODE_LENGTH:
        return True
    return languages <= CHEAP_LANGUAGES and max(map(len, text.split("\n"))) <= CHEAP_LINE_LENGTH


def render(markdown_text: str) -> str:
    """The Markdown as safe HTML: no script, style, id, form, picture, or link within the site."""
    if _PLAIN.fullmatch(markdown_text):
        return f"<p>{markdown_text}</p>"
    cleaned = _cleaner.clean(_convert(markdown_text))
    # An input is only ever the box of a task list: ticked or not, and never to be changed.
    boxed = _BOX.sub(lambda match: _TICKED if match[1] else _EMPTY, cleaned)
    return _demote(_link_pictures(boxed))


def render_inline(markdown_text: str) -> str:
    """A title as safe HTML with nothing but em, strong, code and del; unrendered where that might be slow."""
    text = " ".join(markdown_text.split())
    if _PLAIN.fullmatch(text):
        return text
    if not is_cheap(text):
        return html.escape(text)
    # A zero-width joiner in front keeps “1. …” or “# …” from being read as a block; it is taken off again.
    converted = _convert("\u200d" + text).replace("\u200d", "", 1)
    return _title_cleaner.clean(_PARAGRAPH.sub("", converted)).strip()


def as_fence(source: str, language: str) -> str:
    """A code sample as Markdown, to be rendered like any slice: the fence is longer than any inside it."""
    longest = max((len(marks) for marks in re.findall("`{3,}", source)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{source}\n{fence}"


def as_written(markdown_text: str) -> str:
    """The text unrendered, as safe HTML: for a slice that cannot be rendered in time."""
    return f"<pre>{html.escape(markdown_text)}</pre>"


def place_diagrams(rendered: str, picture: Callable[[str], str | None]) -> str:
    """Put pictures in place of the Mermaid blocks of rendered HTML.

    ``picture`` takes a block's source and returns safe HTML for it, or None to leave the source standing.
    """

    def placed(match: re.Match[str]) -> str:
        found = picture(html.unescape(match[1]))
        return match[0] if found is None else found

    return _DIAGRAM.sub(placed, rendered)


def _convert(text: str) -> str:
    """One converter a thread, made once: making it costs more than a page of text."""
    converter: markdown.Markdown | None = getattr(_kept, "converter", None)
    if converter is None:
        # Given themselves and not by name: names are looked up among all packages that are installed.
        extensions = [CommonMarkBlocks(), Emphasis(), MagiclinkExtension(hide_protocol=False), TasklistExtension()]
        converter = _kept.converter = markdown.Markdown(extensions=extensions)
    try:
        return converter.convert(text)
    finally:
        converter.reset()


def _demote(rendered: str) -> str:
    """Shift headings so that the highest is an h4; none goes below h6."""
    depths = [int(depth) for _, depth in _HEADING.findall(rendered)]
    shift = TOP_HEADING - min(depths, default=TOP_HEADING)
    if shift <= 0:
        return rendered
    return _HEADING.sub(lambda match: f"<{match[1]}h{min(6, int(match[2]) + shift)}>", rendered)


def _link_pictures(rendered: str) -> str:
    """Show a picture as a link to it, named by its description; inside another link, as the description alone."""
    is_in_link = False

    def shown(match: re.Match[str]) -> str:
        nonlocal is_in_link
        tag = match[0]
        if not tag.startswith("<img"):
            is_in_link = tag.startswith("<a")
            return tag
        source, description = _SOURCE.search(tag), _DESCRIPTION.search(tag)
        words = (description[1] if description else "").strip()
        if is_in_link or source is None:
            return words
        return f'<a href="{source[1]}" rel="noopener noreferrer">{words or source[1]}</a>'

    return _PICTURE.sub(shown, rendered) if "<img" in rendered else rendered
