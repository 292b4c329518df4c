"""Key points written into the Markdown of a guide, at the lines where they stand. Pure.

Only the lists of the questions edited change, and of those only the items that do. What comes out is parsed again:
either it is the same guide with these key points, or the guide is first written out in the base convention, or the
edit is refused.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from portal.guides.markdown.bold import Spans, bold_spans
from portal.guides.markdown.document import ParsedGroup, ParsedGuide, ParsedPoint, ParsedQuestion
from portal.guides.markdown.front_matter import read_front_matter
from portal.guides.markdown.headings import Part, split_parts
from portal.guides.markdown.keypoints import read_points
from portal.guides.markdown.parser import parse
from portal.guides.markdown.placing import without_lines
from portal.guides.markdown.questions import announces_points, is_source
from portal.guides.markdown.structure import LISTS, Block, Source, items_of, read_source
from portal.guides.markdown.trailing import cut_trailing
from portal.guides.markdown.writing import write_markdown, write_point


class CannotEdit(ValueError):
    """These key points cannot be written into this text so that it reads as meant; nothing was changed."""


@dataclass(frozen=True, slots=True)
class EditedPoint:
    """A key point as a reviewer settled it; ``group`` is the key of the group of its question that it belongs to."""

    text: str
    is_required: bool = True
    weight: int = 1
    aliases: tuple[str, ...] = ()
    group: str | None = None

    def joined(self, other: "EditedPoint") -> "EditedPoint":
        """Both as one: what the other says is another wording of this one."""
        aliases = tuple(dict.fromkeys([*self.aliases, other.text, *other.aliases]))
        return replace(self, aliases=tuple(alias for alias in aliases if alias != self.text))

    def parsed(self) -> ParsedPoint:
        return ParsedPoint(self.text, 0, self.is_required, self.weight, self.group, self.aliases)


def survives(point: EditedPoint) -> bool:
    """Whether this point, written as an item of a list, reads as just what it is."""
    alone = replace(point.parsed(), group=None)
    blocks = read_source(f"- {write_point(alone)}").blocks
    if len(blocks) != 1 or blocks[0].kind not in LISTS:
        return False
    (points, _), findings = read_points(blocks[0])
    return not findings and tuple(replace(each, line=0) for each in points) == (alone,)


def set_points(text: str, edits: Mapping[int, Sequence[EditedPoint]], *, name: str) -> str:
    """The text with these key points in place of the old, question by question (by index). Raises ``CannotEdit``."""
    guide = parse(text, name=name)
    if any(not 0 <= index < len(guide.questions) for index in edits):
        raise CannotEdit("The text no longer holds these questions.")
    edited = _edited(text, guide, edits)
    if edited is not None and _is_meant(edited, guide, edits, name):
        return edited
    # Another shape of guide has no place for key points: it is written out in the base convention, which has.
    written = write_markdown(guide)
    guide = parse(written, name=name)
    edited = _edited(written, guide, edits)
    if edited is not None and _is_meant(edited, guide, edits, name):
        return edited
    raise CannotEdit("These key points cannot be written into this text so that it reads as meant.")


def _is_meant(edited: str, guide: ParsedGuide, edits: Mapping[int, Sequence[EditedPoint]], name: str) -> bool:
    return without_lines(parse(edited, name=name)) == without_lines(_expected(guide, edits))


def _expected(guide: ParsedGuide, edits: Mapping[int, Sequence[EditedPoint]]) -> ParsedGuide:
    questions = (
        _with_points(question, edits[index]) if index in edits else question
        for index, question in enumerate(guide.questions)
    )
    return replace(guide, questions=tuple(questions))


def _with_points(question: ParsedQuestion, points: Sequence[EditedPoint]) -> ParsedQuestion:
    """The question with these points; a group keeps its need as far as it has members."""
    needs = {group.key: group.need for group in question.groups}
    numbered: list[ParsedPoint] = []
    groups: list[ParsedGroup] = []
    for key, run in groupby(points, key=lambda point: point.group if point.group in needs else None):
        members = [replace(point.parsed(), group=None, bold=_bold(point.text, question)) for point in run]
        if key is not None:
            group = replace(question.groups[0], key=f"g{len(groups) + 1}", need=min(needs[key], len(members)))
            groups.append(group)
            members = [replace(each, group=group.key, is_required=members[0].is_required) for each in members]
        numbered += members
    return replace(question, points=tuple(numbered), groups=tuple(groups))


def _bold(text: str, question: ParsedQuestion) -> Spans:
    """What is in bold in a point of the question that says just this; in a new wording, the words that were in one."""
    for point in question.points:
        if point.text == text:
            return point.bold
    terms = sorted({point.text[start:end] for point in question.points for start, end in point.bold}, key=len)
    pattern = "|".join(rf"(?<!\w){re.escape(term)}(?!\w)" for term in reversed(terms))
    spans = tuple(match.span() for match in re.finditer(pattern, text)) if terms else ()
    return bold_spans(write_point(ParsedPoint(text, 0, bold=spans)))


def _edited(text: str, guide: ParsedGuide, edits: Mapping[int, Sequence[EditedPoint]]) -> str | None:
    """The text with the lists rewritten, from the last question up; None where a question is not found in its place."""
    lines = text.split("\n")
    source = read_source(text, hidden=read_front_matter(lines).line_count)
    parts = split_parts(source)
    cut_trailing(parts)
    places = {part.heading.line: part for part in parts if part.heading}
    for index in sorted(edits, reverse=True):
        question = guide.questions[index]
        part = places.get(question.line)
        if part is None:
            return None
        wanted = _with_points(question, edits[index])
        start, end, written = _replacement(part, source, question, wanted)
        lines[start:end] = written
    return "\n".join(lines)


def _replacement(
    part: Part, source: Source, before: ParsedQuestion, wanted: ParsedQuestion
) -> tuple[int, int, list[str]]:
    """Which lines of the text (from 0) give way to which."""
    listed = _listed(part.blocks)
    if listed is not None:
        end = _end(listed, source.lines)
        return listed.start, end, list(_items(wanted, _kept_lines(listed, source.lines, before)))
    at = _end_of_body(part, source.lines)
    gap = [""] if at < len(source.lines) and source.lines[at].strip() else []
    return at, at, ["", "**Key points**", "", *_items(wanted, {}), *gap]


def _listed(blocks: Sequence[Block]) -> Block | None:
    """The list of key points that counts: the first that is announced."""
    return next((after for before, after in pairwise(blocks) if announces_points(before) and after.kind in LISTS), None)


def _end(block: Block, lines: Sequence[str]) -> int:
    """The line after the block's last that is not blank."""
    end = block.end
    while end > block.start and not lines[end - 1].strip():
        end -= 1
    return end


def _end_of_body(part: Part, lines: Sequence[str]) -> int:
    """Where a list of key points goes: after the answer, before its sources and before a rule that closes it."""
    body = list(part.blocks)
    while body and (body[-1].kind == "hr" or is_source(body[-1])):
        body.pop()
    if body:
        return _end(body[-1], lines)
    return part.heading.block.end if part.heading else 0


def _kept_lines(listed: Block, lines: Sequence[str], question: ParsedQuestion) -> dict[ParsedPoint, str]:
    """What the author wrote for each point, where that is one line: kept as it is where the point is."""
    single = {item.line for item in items_of(listed) if not item.children and _is_one_line(item.start, item.end, lines)}
    return {
        replace(point, line=0): lines[point.line - 1]
        for point in question.points
        if point.line in single and point.group is None and lines[point.line - 1].startswith("- ")
    }


def _is_one_line(start: int, end: int, lines: Sequence[str]) -> bool:
    return not any(line.strip() for line in lines[start + 1 : end])


def _items(question: ParsedQuestion, kept: Mapping[ParsedPoint, str]) -> Iterator[str]:
    needs = {group.key: group.need for group in question.groups}
    opened = None
    for point in question.points:
        if point.group and point.group != opened:
            optional = "" if point.is_required else " (optional)"
            yield f"- Any {needs[point.group]} of:{optional}"
        opened = point.group
        yield kept.get(point) or f"{'  ' if point.group else ''}- {write_point(point)}"
