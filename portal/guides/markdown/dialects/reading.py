"""Any shape of guide -> lines in the base convention, each knowing where it came from.

Lines are rewritten, never words: a question's title, body and line stay the author's. What the rest of the parser
gets is a ``Source`` and, by line, what each heading opens.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from portal.guides.markdown.checks import check_indents
from portal.guides.markdown.dialects.candidates import Candidate
from portal.guides.markdown.dialects.choosing import choose
from portal.guides.markdown.dialects.details import unwrap_details
from portal.guides.markdown.dialects.fences import mend_fences
from portal.guides.markdown.dialects.folds import with_details
from portal.guides.markdown.dialects.furniture import without_furniture
from portal.guides.markdown.dialects.headed import headings_of, roles_at, sections_at
from portal.guides.markdown.dialects.keys import Entry, take_key
from portal.guides.markdown.dialects.lines import Line, Role, loosened, opened, underlined
from portal.guides.markdown.dialects.lists import as_lists
from portal.guides.markdown.dialects.quoted import without_quotes
from portal.guides.markdown.dialects.shapes import shapes_of
from portal.guides.markdown.dialects.stated import labels_of
from portal.guides.markdown.dialects.tables import rows_of, uneven_question_rows
from portal.guides.markdown.dialects.tagged import without_tags
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.questions import is_explicit
from portal.guides.markdown.structure import Source, read_lines

_LISTED_HEADING = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+(?P<marks>#{1,6})")
_LOOSE_ENDED = frozenset({"bullet", "row", "task"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A text ready to be split into parts. Without ``roles`` it keeps to the base convention by itself."""

    source: Source
    origins: Sequence[int]
    """The author's line of each line of ``source``, from 0."""

    roles: dict[int, Role] | None
    findings: Sequence[Finding]
    is_explicit: bool = False
    key: Sequence[Entry] = ()
    """The answers at the document's end, which ``source`` does not hold."""


def read_shape(
    texts: Sequence[str], *, hidden: int, keeps_convention: bool = False, keeps_key: bool = False
) -> Reading:
    """Find the shape of a text given as lines; its first ``hidden`` lines (front matter) count but are not read.

    With ``keeps_convention`` its author says that it has the base one; with ``keeps_key`` answers at the end stay.
    """
    lines, findings = mend_fences(without_quotes(texts, hidden), hidden)
    source = _source(lines, hidden)
    findings += [replace(found, line=lines[found.line - 1].origin + 1) for found in check_indents(source)]
    if keeps_convention or is_explicit(source.blocks):
        return Reading(source, [line.origin for line in lines], None, findings, is_explicit=True)
    rest, key = (lines[hidden:], []) if keeps_key else take_key(lines[hidden:])
    unwrapped = [
        *lines[:hidden],
        *underlined(as_lists(without_furniture(without_tags(unwrap_details(with_details(rest)))))),
    ]
    if unwrapped != lines:
        source = _source(unwrapped, hidden)
    return replace(_inferred(unwrapped, source, hidden, findings), key=key)


def _source(lines: Iterable[Line], hidden: int) -> Source:
    return read_lines([line.text for line in lines], hidden=hidden)


def _inferred(lines: list[Line], source: Source, hidden: int, findings: list[Finding]) -> Reading:
    fixed = {index: line.role for index, line in enumerate(lines) if line.role}
    inside = _inside(fixed, len(lines))
    blocks = [block for block in source.blocks if not inside[block.start]]
    headings = [each for each in headings_of(blocks) if fixed.get(each.candidate.start) != "question"]
    shapes = sorted(
        [*shapes_of(blocks, lines), *labels_of(blocks, lines), *rows_of(blocks, lines)], key=lambda each: each.start
    )
    has_details = "question" in fixed.values()
    choice = choose(headings, shapes, is_settled=has_details)
    title = next((each for each in headings if each.depth == 1 and each.candidate.start not in fixed), None)
    starts = {each.start for each in choice.others}
    if choice.level:
        if title and choice.level.kind == "h1" and title.candidate.weight > 0:
            title = None
        roles = roles_at(headings, choice.level, title)
    elif choice.others or has_details:
        depth = _depth(choice.others, lines)
        roles = sections_at([each for each in headings if each.depth <= depth], starts, title)
    else:
        return Reading(source, [line.origin for line in lines], None, findings)
    marked = [replace(line, role=line.role or roles.get(index)) for index, line in enumerate(lines)]
    if choice.others:
        findings = [*findings, *uneven_question_rows(blocks, lines)]
        marked = _rewritten(marked, choice.others, shapes)
        source = _source(marked, hidden)
    return _finished(marked, source, findings)


def _depth(questions: Iterable[Candidate], lines: Sequence[Line]) -> int:
    """How deep headings may be that are no part of an answer: as deep as those that hold questions."""
    depths = [int(each.kind[-1]) for each in questions if each.kind.startswith("label h")]
    listed = [_LISTED_HEADING.match(lines[each.start].text) for each in questions if each.kind == "listed heading"]
    return min([*depths, *(len(match["marks"]) for match in listed if match)], default=6)


def _inside(fixed: dict[int, Role], count: int) -> list[bool]:
    """For each line whether it stands in a question that is settled."""
    inside, is_open = [], False
    for index in range(count):
        role = fixed.get(index)
        is_open = role == "question" if role else is_open
        inside.append(is_open)
    return inside


def _finished(lines: list[Line], source: Source, findings: Sequence[Finding]) -> Reading:
    roles = {index: line.role for index, line in enumerate(lines) if line.role}
    return Reading(source, [line.origin for line in lines], roles, findings)


def _rewritten(lines: Sequence[Line], chosen: Sequence[Candidate], shapes: Sequence[Candidate]) -> list[Line]:
    """The lines with every chosen candidate as a heading and its body."""
    kinds = {each.kind for each in chosen}
    extra = [each for each in shapes if (each.kind == "reply" and kinds & {"label", "bold"}) or _is_header(each, kinds)]
    written: list[Line] = []
    at = 0
    for each in sorted([*chosen, *extra], key=lambda each: (each.start, each.end)):
        if each.start < at:
            continue
        written += lines[at : each.start]
        origin = lines[each.start].origin
        if each.markdown:
            written += opened("section" if each.is_section else "question", each.markdown, origin)
        written += each.body
        goes_on = each.is_answered and all(line.is_blank for line in each.body)
        if each.is_section:
            pass
        elif (each.kind in _LOOSE_ENDED and not goes_on) or (each.kind == "numbered" and not each.is_answered):
            written.append(loosened(origin))
        at = each.end
    return [*written, *lines[at:]]


def _is_header(each: Candidate, kinds: set[str]) -> bool:
    return (each.kind == "row" and not each.markdown and "row" in kinds) or (each.is_section and each.kind in kinds)
