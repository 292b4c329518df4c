"""A ``ParsedGuide`` as Markdown in the base convention: what docs/guide-format.md says of a text, read backwards.

What was parsed from such a text comes out as it went in, lines aside. Of other guides only what that convention cannot
say changes: headings within answers go below the questions', and what would swallow the next question is closed.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from portal.guides.markdown.bold import bold_spans
from portal.guides.markdown.document import ParsedGuide, ParsedPoint, ParsedQuestion, ParsedSection, ParsedSource
from portal.guides.markdown.headings import QUESTION_DEPTH, Heading, read_heading
from portal.guides.markdown.keypoints import is_task_list
from portal.guides.markdown.questions import MINUTES, MINUTES_BY_LEVEL
from portal.guides.markdown.rendering import as_fence
from portal.guides.markdown.structure import Block, read_source
from portal.guides.markdown.titles import plain_text

_SENTINEL = "###### ☐ sentinel ☐"
_SPECIAL = re.compile(r"([\\`*_\[\]<>&~!|])")
_LEADING = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+#=])")


def write_markdown(guide: ParsedGuide) -> str:
    """The guide as one Markdown document that is read without inferring anything."""
    parts = [_front_matter(guide), f"# {_words(guide.title)}", _settled(guide.intro_markdown)]
    sections = guide.sections or (ParsedSection(0, "", 1),)
    for section in sections:
        parts += _section(guide, section)
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"


def _front_matter(guide: ParsedGuide) -> str:
    fields: dict[str, str] = {"format": "viva", "title": guide.title, "slug": guide.slug, "language": guide.language}
    if guide.summary:
        fields["summary"] = guide.summary
    if guide.reviewed_on:
        fields["reviewed"] = guide.reviewed_on.isoformat()
    lines = [f"{name}: {_quoted(value)}" for name, value in fields.items()]
    if guide.aliases:
        lines.append("aliases:")
        lines += [f"  {_quoted(term)}: [{', '.join(map(_quoted, words))}]" for term, words in guide.aliases]
    return "\n".join(["---", *lines, "---"])


def _quoted(text: str) -> str:
    """A YAML scalar: bare where it is plain words, else in double quotes, whose escapes are JSON's."""
    is_plain = re.fullmatch(r"[^\W\d_](?:[\w ./-]*[\w.)])?", text)
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _section(guide: ParsedGuide, section: ParsedSection) -> Iterator[str]:
    if section.title:
        yield f"## {_words(section.title)}"
    yield _settled(section.intro_markdown)
    for title, markdown in _extras(guide, section.position):
        if title and section.is_cheat_sheet:
            yield f"### {_words(title)}"
        yield markdown
    for question in guide.questions:
        if question.section == section.position:
            yield from _question(question, section)


def _extras(guide: ParsedGuide, section: int) -> Iterator[tuple[str, str]]:
    """The tables, diagrams and code of a section, each with its title."""
    yield from ((table.title, table.source_markdown) for table in guide.tables if table.section == section)
    for diagram in guide.diagrams:
        if diagram.section == section and diagram.question is None:
            yield diagram.title, as_fence(diagram.source, "mermaid")
    for sample in guide.code_samples:
        if sample.section == section:
            yield sample.title, as_fence(sample.source, sample.language)


def _question(question: ParsedQuestion, section: ParsedSection) -> Iterator[str]:
    number = "" if question.number is None else f"{question.number}. "
    title = " ".join(question.title_markdown.split())
    attributes = list(_attributes(question, section))
    if not attributes and title.endswith(("}", "#")):
        attributes = [f"minutes={question.minutes}"]
    braces = f" {{{' '.join(attributes)}}}" if attributes else ""
    yield f"### {number}{title}{braces}"
    stem, answer = _parts(question)
    if stem:
        yield stem
    if question.choices:
        # The options come first: after an answer that ends in a list they would be more of its items.
        above = stem.rpartition("\n")[2].lstrip()
        marker = next(mark for mark in "-*+" if not above.startswith(mark) and not answer.startswith(mark))
        yield "\n".join(_option(marker, choice.text_markdown, is_right=choice.is_right) for choice in question.choices)
    yield answer
    listed = [point for point in question.points if not point.is_proposed]
    if listed:
        yield "**Key points**"
        yield "\n".join(_points(question, listed))
    if question.sources:
        yield f"Source: {', '.join(map(_link, question.sources))}"


def _parts(question: ParsedQuestion) -> tuple[str, str]:
    """What stands above the options of a question, and what stands below."""
    stem, whole = question.stem_markdown, question.answer_markdown
    if question.choices and stem and whole.startswith(stem):
        return _settled(stem), _settled(whole[len(stem) :])
    return "", _settled(whole)


def _attributes(question: ParsedQuestion, section: ParsedSection) -> Iterator[str]:
    if question.external_id:
        yield f"#{question.external_id}"
    if question.level and question.level != section.level:
        yield f"level={question.level}"
    if (
        question.kind == "scenario"
        or question.level == "scenario"
        or (question.kind == "open" and _has_boxes(question))
    ):
        yield f"kind={question.kind}"
    if question.minutes != MINUTES_BY_LEVEL.get(question.level, MINUTES):
        yield f"minutes={question.minutes}"
    if question.topics:
        yield f"topics={','.join(question.topics)}"
    if question.reviewed_on:
        yield f"reviewed={question.reviewed_on.isoformat()}"


def _has_boxes(question: ParsedQuestion) -> bool:
    """Whether the answer alone would be taken for options."""
    return any(is_task_list(block) for block in read_source(question.answer_markdown).blocks)


def _option(marker: str, text: str, *, is_right: bool) -> str:
    first, *rest = text.split("\n")
    box = "[x]" if is_right else "[ ]"
    return "\n".join([f"{marker} {box} {first}", *(f"  {line}" if line.strip() else "" for line in rest)])


def _points(question: ParsedQuestion, listed: Sequence[ParsedPoint]) -> Iterator[str]:
    needs = {group.key: group.need for group in question.groups}
    opened = None
    for point in listed:
        if point.group and point.group != opened:
            optional = "" if point.is_required else " (optional)"
            yield f"- Any {needs[point.group]} of:{optional}"
        opened = point.group
        yield f"{'  ' if point.group else ''}- {write_point(point)}"


def write_point(point: ParsedPoint) -> str:
    """A key point as the text of an item; its group is not part of it."""
    notes = []
    if not point.is_required and not point.group:
        notes.append("(optional)")
    if point.weight != 1:
        notes.append(f"(weight {point.weight})")
    if point.aliases:
        notes.append(f"(also: {_words('; '.join(point.aliases))})")
    return " ".join([_emphasised(point), *notes])


def _emphasised(point: ParsedPoint) -> str:
    """The words of a point, with those in bold marked, as far as marks can say which they are."""
    edges = [0, *(edge for span in point.bold for edge in span), len(point.text)]
    pieces = [_SPECIAL.sub(r"\\\1", point.text[start:end]) for start, end in pairwise(edges)]
    marked = _leading("**".join(pieces))
    is_exact = edges == sorted(edges) and (plain_text(marked), bold_spans(marked)) == (point.text, point.bold)
    return marked if point.bold and is_exact else _words(point.text)


def _link(source: ParsedSource) -> str:
    url = re.sub(r"[\s<>\\]", lambda match: f"%{ord(match[0]):02X}", source.url)
    return f"[{_words(source.title)}](<{url}>)"


def _words(text: str) -> str:
    """Plain text as Markdown that reads as just this text."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _leading(escaped)


def _leading(text: str) -> str:
    """The text without the meaning that its first characters have at the beginning of a line."""
    return _LEADING.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", text)


def _settled(markdown: str) -> str:
    """The Markdown so that it ends where it ends, and none of its headings opens anything."""
    text = _demoted(markdown.strip("\n"))
    for close in (lambda text: text, _with_closed_fence, _without_html):
        closed = close(text)
        blocks = read_source(f"{closed}\n\n{_SENTINEL}").blocks
        if not closed or blocks[-1].content == _SENTINEL.lstrip("# "):
            return closed
    return as_fence(text, "")


def _demoted(markdown: str) -> str:
    """The Markdown with its headings moved below the questions' depth, all by as much; underlined ones get marks."""
    source = read_source(markdown)
    headings = [(block, heading) for block in source.blocks if (heading := _opens(block))]
    shift = QUESTION_DEPTH + 1 - min((heading.depth for _, heading in headings), default=QUESTION_DEPTH + 1)
    if shift <= 0:
        return markdown
    lines: list[str | None] = list(source.lines)
    for block, heading in headings:
        marks = "#" * min(6, heading.depth + shift)
        lines[block.start : block.end] = [
            f"{marks} {' '.join(block.content.split())}",
            *[None] * (block.end - block.start - 1),
        ]
    return "\n".join(line for line in lines if line is not None)


def _opens(block: Block) -> Heading | None:
    """The heading a block is, unless it announces key points."""
    heading = read_heading(block)
    return heading if heading and heading.title else None


def _with_closed_fence(text: str) -> str:
    last = read_source(text).blocks[-1:]
    if not last or last[0].kind != "fence":
        return text
    return f"{text}\n{last[0].markup}"


def _without_html(text: str) -> str:
    """The text with the angle brackets that begin a line taken as letters."""
    return re.sub(r"^(\s*)<", r"\1\\<", text, flags=re.MULTILINE)
