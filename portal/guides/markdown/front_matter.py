"""What stands between two lines of ``---`` at the top of a guide.

Read as YAML nodes, never as Python values: every scalar stays the text the author wrote (``language: no`` is
Norwegian, not false), every node knows its line, and an alias bomb is never expanded.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import yaml

from portal.guides.markdown.problems import Finding
from portal.guides.markdown.titles import SLUG_LIMIT

SIZE_LIMIT = 64_000
"""Longest front matter that is read, in characters."""

SUMMARY_LIMIT = 500
"""Longest summary kept, in characters."""

FIELDS = ("title", "slug", "language", "summary", "reviewed", "aliases", "format")

FORMAT = "viva"
"""What a guide calls its ``format`` whose author keeps to the base convention, so that nothing is to be inferred."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_SLUG = re.compile(r"[^\W_]+(-[^\W_]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ENTRY = re.compile(r"[A-Za-z_][\w-]*\s*:(\s|$)")
_UNREADABLE = (yaml.YAMLError, ValueError, OverflowError, RecursionError)


@dataclass(slots=True)
class FrontMatter:
    """What an author said about the guide; empty where nothing was said. ``line_count`` includes both fences."""

    line_count: int = 0
    title: str = ""
    slug: str = ""
    language: str = ""
    summary: str = ""
    reviewed_on: date | None = None
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_explicit: bool = False
    findings: list[Finding] = field(default_factory=list)

    def report(self, code: str, node: yaml.Node, message: str) -> None:
        mark = node.start_mark
        self.findings.append(Finding(code, mark.line + 2, message, mark.column + 1))


def read_front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter of a text given as lines. Never raises: what cannot be read is among the findings."""
    front = FrontMatter()
    if len(lines) < 2 or lines[0].rstrip() != "---" or not lines[1].strip():
        return front
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), None)
    if end is None:
        if _ENTRY.match(lines[1]):
            front.findings.append(Finding("BAD-FRONT-MATTER", 1, "The front matter has no closing line of ---."))
        return front
    if any(_ENTRY.match(line) for line in lines[1:end]) or end == 1:
        front.line_count = end + 1
        _read(front, "\n".join(lines[1:end]))
    return front


def _read(front: FrontMatter, text: str) -> None:
    if len(text) > SIZE_LIMIT:
        front.findings.append(Finding("BAD-FRONT-MATTER", 1, f"The front matter is over {SIZE_LIMIT} characters."))
        return
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except _UNREADABLE as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        reason = getattr(error, "problem", None) or "it is not YAML"
        front.findings.append(Finding("BAD-FRONT-MATTER", line, f"The front matter cannot be read: {reason}.", column))
        return
    if not isinstance(root, yaml.MappingNode):
        front.findings.append(Finding("BAD-FRONT-MATTER", 2, "The front matter is no list of “name: value” lines."))
        return
    for key, value in root.value:
        _read_field(front, key, value)


def _read_field(front: FrontMatter, key: yaml.Node, value: yaml.Node) -> None:
    name = key.value if isinstance(key, yaml.ScalarNode) else ""
    if name == "aliases":
        front.aliases = tuple(_aliases(front, value))
    elif name in FIELDS:
        _read_scalar(front, name, value)
    elif near := difflib.get_close_matches(name[:40], FIELDS, 1, 0.75):
        # Front matter written for other tools is common and none of our business; a slip of the pen is.
        front.report("UNKNOWN-FIELD", key, f"“{name}” is not read. Did you mean “{near[0]}”?")


def _read_scalar(front: FrontMatter, name: str, node: yaml.Node) -> None:
    text = _scalar(node)
    if text is None:
        front.report("BAD-FIELD", node, f"“{name}” is one line of text.")
    elif name == "title":
        front.title = text
    elif name == "summary":
        front.summary = text[:SUMMARY_LIMIT]
    elif name == "format":
        # Other tools have formats of their own; they say nothing here.
        front.is_explicit = text.casefold() == FORMAT
    elif text and (complaint := _read_checked(front, name, text)):
        front.report("BAD-SLUG" if name == "slug" else "BAD-FIELD", node, f"“{text[:60]}” is {complaint}.")


def _read_checked(front: FrontMatter, name: str, text: str) -> str:
    """Take over a field that has a form to keep; what is wrong with it, if anything is."""
    if name == "slug":
        if len(text) > SLUG_LIMIT or not _SLUG.fullmatch(text):
            return "no slug"
        front.slug = text
    elif name == "language":
        if not _LANGUAGE.fullmatch(text):
            return "no language tag such as en or pt-BR"
        front.language = text
    else:
        front.reviewed_on = day(text)
        if front.reviewed_on is None:
            return "no day such as 2026-11-23"
    return ""


def day(text: str) -> date | None:
    """The day an author wrote as ``2026-11-23``; None for anything else."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _aliases(front: FrontMatter, node: yaml.Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not isinstance(node, yaml.MappingNode):
        front.report("BAD-FIELD", node, "“aliases” holds lines such as “S3: [Simple Storage Service]”.")
        return
    for key, value in node.value:
        term = _scalar(key)
        nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
        words = tuple(word for word in map(_scalar, nodes) if word)
        if term and words and len(words) == len(nodes):
            yield term, words
        else:
            front.report("BAD-FIELD", key, "An alias is a term, a colon and a list of other words for it.")


def _scalar(node: yaml.Node) -> str | None:
    """The text of a scalar on one line; None for a list or a map, and for what no database keeps."""
    if not isinstance(node, yaml.ScalarNode):
        return None
    text = " ".join(node.value.split())
    return None if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text) else text
