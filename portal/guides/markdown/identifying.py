"""A patch that gives every question an explicit id, so that its title may be reworded later without losing a score."""

import difflib
import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace

from portal.guides.markdown.document import ParsedGuide
from portal.guides.markdown.parser import parse
from portal.guides.markdown.titles import normalise_title, slugify
from portal.guides.markdown.writing import write_markdown

ID_LENGTH = 60

_HEADING = re.compile(r"^(?P<head>###[ \t]+\S.*?)(?P<braces>[ \t]*\{(?P<inner>[^{}]*)\})?[ \t]*#*[ \t]*$")


def ids_patch(path: str, original: str, text: str) -> str:
    """A unified diff from ``original``, the file, to ``text``, its repaired letters, with an id for each question.

    Where the questions are ### headings only these change; else the guide is written anew in the base convention,
    which alone has a place for ids. Empty where every question has one.
    """
    guide = parse(text, name="guide")
    if all(question.external_id for question in guide.questions):
        return ""
    ids = _ids(guide)
    changed = _in_place(text, guide, ids)
    if [(q.external_id, q.title) for q in parse(changed, name="guide").questions] != [
        (given, q.title) for given, q in zip(ids, guide.questions, strict=True)
    ]:
        pairs = zip(guide.questions, ids, strict=True)
        changed = write_markdown(replace(guide, questions=tuple(replace(q, external_id=given) for q, given in pairs)))
    lines = difflib.unified_diff(
        original.splitlines(keepends=True), changed.splitlines(keepends=True), f"a/{path}", f"b/{path}"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _ids(guide: ParsedGuide) -> list[str]:
    """The id of each question: its own, else one made of its title, unique in the guide."""
    used = {question.external_id for question in guide.questions if question.external_id}
    ids = []
    for question in guide.questions:
        given = question.external_id or _free(_stem(question.title), used)
        used.add(given)
        ids.append(given)
    return ids


def _stem(title: str) -> str:
    words = re.sub(r"[^a-z0-9-]", "", slugify(title))[:ID_LENGTH].strip("-")
    # An id has no letters but English ones; of other scripts a digest stands for the title.
    digest = hashlib.sha256(normalise_title(title).encode()).hexdigest()[:8]
    return words if len(words) * 2 > len(title) else f"q-{digest}"


def _free(stem: str, used: Iterable[str]) -> str:
    taken, number, given = set(used), 1, stem
    while given in taken:
        number += 1
        given = f"{stem}-{number}"
    return given


def _in_place(text: str, guide: ParsedGuide, ids: list[str]) -> str:
    lines = text.split("\n")
    for question, given in zip(guide.questions, ids, strict=True):
        found = _HEADING.match(lines[question.line - 1])
        if found and not question.external_id:
            inner = f" {found['inner'].strip()}" if found["inner"] else ""
            lines[question.line - 1] = f"{found['head']} {{#{given}{inner}}}"
    return "\n".join(lines)
