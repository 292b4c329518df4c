"""Headings: their level words, and the attributes in braces at their end."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from portal.guides.markdown.document import KINDS, LEVELS, Kind, Level
from portal.guides.markdown.front_matter import day
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.structure import Block, Source
from portal.guides.markdown.titles import plain_text, slugify, split_number, without_emoji

SECTION_DEPTH = 2
QUESTION_DEPTH = 3
TITLE_LIMIT = 300
"""Longest title kept, in characters."""

TOPIC_LIMIT = 60

_DEPTHS = {"section": SECTION_DEPTH, "question": QUESTION_DEPTH}

_LEVEL_WORDS: dict[Level, re.Pattern[str]] = {
    "scenario": re.compile(r"\bscenarios?\b|(?<!use )(?<!use-)\bcase\b|\bcase studies\b"),
    "basic": re.compile(
        r"\b(basics?|beginners?|juniors?|fundamentals?|foundations?|introductory|entry|elementary|easy)\b"
        r"|\b(базов|начальн|начинающ|джун)|初级|初級|入门|\b(básic[oa]s?|principiantes?|débutants?|grundlagen|einsteiger)\b"
    ),
    "intermediate": re.compile(
        r"\b(intermediate|mid|middle|medium)\b|\b(средн|мидл)|中级|中級|\b(intermedi[oa]s?|intermédiaires?|mittel)\b"
    ),
    "advanced": re.compile(
        r"\b(advanced|seniors?|experts?|hard)\b|\b(продвинут|сеньор|сложн)|高级|高級|\b(avanzad[oa]s?|avançad[oa]s?|avancée?s?)\b"
    ),
}
_CHEAT_SHEET = re.compile(r"\bcheat[\s-]*sheets?\b|\bbonus\b(?!.*\bquestion)(?<!questions bonus)")
_BRACKETS = re.compile(r"[(\[（](?P<text>[^()\[\]（）]{2,30})[)\]）]\W*$")
_LETTER = re.compile(r"(?:^\W*\[(?P<first>[EMH])\]|\[(?P<last>[EMH])\]\W*$)")
_LEVEL_LETTERS: dict[str, Level] = {"E": "basic", "M": "intermediate", "H": "advanced"}
"""``[E]``, ``[M]`` and ``[H]``: easy, medium, hard."""

_LEVEL_MARKS: dict[str, Level] = {
    "👶": "basic",
    "🟢": "basic",
    "⭐": "intermediate",
    "🟡": "intermediate",
    "🚀": "advanced",
    "🔴": "advanced",
}
_FIRST_ATTRIBUTE = re.compile(r"\s*(#|[\w-]+=)")
_ATTRIBUTE = re.compile(r"(?P<id>#\S*)|(?P<name>[\w-]+)=(?P<value>\"[^\"]*\"|\S*)|(?P<other>\S+)")
_MINUTES = re.compile(r"[1-9]|[1-5][0-9]|60")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What the braces of a heading say; None and empty where they say nothing."""

    external_id: str | None = None
    level: Level | None = None
    kind: Kind | None = None
    minutes: int | None = None
    topics: tuple[str, ...] = ()
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading read. ``markdown`` is without number and braces; ``title`` is its words, without emoji."""

    depth: int
    block: Block
    title: str
    markdown: str
    number: int | None
    braces: str
    """What stands between the braces, unread: only a question's are attributes."""

    @property
    def line(self) -> int:
        """The line it begins on, as an editor counts."""
        return self.block.line

    @property
    def level(self) -> Level | None:
        """The level its words name, or its mark where it has no words."""
        is_wordless = not without_emoji(self.title)
        return next(marks_of(self.markdown), None) if is_wordless else level_named(self.title)

    @property
    def is_cheat_sheet(self) -> bool:
        return names_cheat_sheet(self.title)


def level_named(title: str) -> Level | None:
    """The level that words name: scenario before the others, none where two others compete."""
    words = title.casefold()
    named = [level for level, pattern in _LEVEL_WORDS.items() if pattern.search(words)]
    return named[0] if named[:1] == ["scenario"] or len(named) == 1 else None


def marks_of(markdown: str) -> Iterator[Level]:
    """The levels that marks such as 🟢 name."""
    return (level for mark, level in _LEVEL_MARKS.items() if mark in markdown)


def have_level_marks(headings: Iterable[Heading]) -> bool:
    """Whether marks in these headings say how hard a question is: one kind of star alone only decorates."""
    seen = {mark for heading in headings for mark in _LEVEL_MARKS if mark in heading.markdown}
    return len({_LEVEL_MARKS[mark] for mark in seen}) > 1


def level_of(heading: Heading, *, has_marks: bool) -> Level | None:
    """The level a question's own heading names, in brackets at its end or by a mark that only says how hard it is."""
    if letter := _LETTER.search(heading.title):
        return _LEVEL_LETTERS[letter["first"] or letter["last"]]
    match = _BRACKETS.search(heading.title)
    if match:
        return replace(heading, title=match["text"]).level
    return next(marks_of(heading.markdown), None) if has_marks else None


def names_cheat_sheet(title: str) -> bool:
    return bool(_CHEAT_SHEET.search(title.casefold()))


@dataclass(slots=True)
class Part:
    """A heading and all that stands below it up to the next one that is not its own; or the text before the first."""

    heading: Heading | None
    blocks: list[Block] = field(default_factory=list)


def split_parts(source: Source, roles: Mapping[int, str] | None = None) -> list[Part]:
    """The text as parts, each under a heading that can open a section or a question.

    ``roles`` says what the heading on a line (from 0) opens, where another shape than the base convention was found.
    """
    if roles is not None:
        return _split_by_roles(source, roles)
    parts = [Part(None)]
    for block in source.blocks:
        heading = read_heading(block)
        if heading is not None and not heading.title:
            continue  # Nothing but marks: it opens nothing and says nothing.
        if heading is not None and heading.depth <= QUESTION_DEPTH:
            parts.append(Part(heading))
        elif block.kind == "heading" and _is_ruled_paragraph(block):
            parts[-1].blocks.append(replace(block, kind="paragraph", end=block.end - 1))
        else:
            parts[-1].blocks.append(block)
    return parts


def _split_by_roles(source: Source, roles: Mapping[int, str]) -> list[Part]:
    parts = [Part(None)]
    loose = sorted(line for line, role in roles.items() if role == "loose")
    has_title = False
    for block in source.blocks:
        passed = bisect_right(loose, block.start)
        if passed:
            del loose[:passed]
            parts.append(Part(None))
        heading = read_heading(block)
        role = roles.get(block.start)
        if heading is not None and role in _DEPTHS:
            parts.append(Part(replace(heading, depth=_DEPTHS[role])))
        elif heading is not None and heading.depth == 1 and not has_title:
            has_title = True
            parts.append(Part(heading))
        elif heading is not None and not heading.title:
            continue
        elif block.kind == "heading" and _is_ruled_paragraph(block):
            parts[-1].blocks.append(replace(block, kind="paragraph", end=block.end - 1))
        else:
            parts[-1].blocks.append(block)
    return [parts[0], *(part for part in parts[1:] if part.heading or part.blocks)]


def _is_ruled_paragraph(block: Block) -> bool:
    """Whether this is a paragraph with a rule close below it. CommonMark reads it as an underlined heading."""
    is_underlined = block.markup in {"-", "="}
    return is_underlined and (block.end - block.start > 2 or block.content.rstrip("*_ ").endswith((".", ":", ";", ",")))


def read_heading(block: Block) -> Heading | None:
    """The heading a block is; None for other blocks."""
    if block.kind != "heading" or _is_ruled_paragraph(block):
        return None
    content, braces = _split_braces(block.content.strip())
    depth = int(block.tag[1:])
    # A guide may well be called “101 – an introduction”; only below the title is a number a place in a row.
    number, markdown = split_number(content) if depth > 1 else (None, content)
    plain = plain_text(markdown)
    return Heading(depth, block, without_emoji(plain) or plain, markdown, number, braces)


def _split_braces(content: str) -> tuple[str, str]:
    """A heading's text and what its braces hold; braces that begin with no attribute are part of the text."""
    start = content.rfind("{")
    if start < 0 or not content.endswith("}") or not _FIRST_ATTRIBUTE.match(content, start + 1):
        return content, ""
    return content[:start].rstrip(), content[start + 1 : -1]


def clipped(title: str) -> str:
    return title if len(title) <= TITLE_LIMIT else title[: TITLE_LIMIT - 1].rstrip() + "…"


def read_attributes(heading: Heading, lines: Sequence[str]) -> tuple[Attributes, list[Finding]]:
    """The attributes of a question's heading, and what is wrong with them."""
    attributes, findings = Attributes(), []
    start = lines[heading.line - 1].rfind("{") + 2
    seen: set[str] = set()
    for match in _ATTRIBUTE.finditer(heading.braces):
        name = "#" if match["id"] else match["name"] or ""
        value = match["id"] or (match["value"] or "").strip('"')
        complaint = f"“{name}” stands here twice." if name and name in seen else ""
        if not complaint:
            attributes, complaint = _with_attribute(attributes, name, value, match[0])
        seen.add(name)
        if complaint:
            code = "UNKNOWN-LEVEL" if name == "level" else "BAD-ATTRIBUTE"
            findings.append(Finding(code, heading.line, complaint, start + match.start()))
    return attributes, findings


def _with_attribute(attributes: Attributes, name: str, value: str, text: str) -> tuple[Attributes, str]:
    """The attributes with one more, or as they were and a complaint."""
    if name not in _READERS:
        return attributes, f"“{text[:60]}” is no attribute of a question."
    field_name, read = _READERS[name]
    found = read(value)
    if not found:
        return attributes, _COMPLAINTS[name].format(text[:60])
    return replace(attributes, **{field_name: found}), ""


def _topics(text: str) -> tuple[str, ...]:
    topics = (slugify(word)[:TOPIC_LIMIT].strip("-") for word in text.split(","))
    return tuple(dict.fromkeys(filter(None, topics)))


# What each attribute is called in ``Attributes``, and how its value is read; an empty answer is a complaint.
_READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "#": ("external_id", lambda text: text[1:] if _ID.fullmatch(text[1:]) else None),
    "level": ("level", lambda text: text if text in LEVELS else None),
    "kind": ("kind", lambda text: text if text in KINDS else None),
    "minutes": ("minutes", lambda text: int(text) if _MINUTES.fullmatch(text) else None),
    "topics": ("topics", _topics),
    "reviewed": ("reviewed_on", day),
}
_COMPLAINTS = {
    "#": "“{}” is no id: letters, digits and hyphens, at most 100.",
    "level": "“{}” names no level.",
    "kind": "“{}” names no kind: open, choice or scenario.",
    "minutes": "“{}” is no number of minutes from 1 to 60.",
    "topics": "“{}” names no topic.",
    "reviewed": "“{}” is no day such as 2026-11-23.",
}
