"""A question out of its heading and the blocks below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal.guides.markdown.document import Kind, Level, ParsedChoice, ParsedQuestion, ParsedSource
from portal.guides.markdown.headings import (
    QUESTION_DEPTH,
    Attributes,
    Heading,
    clipped,
    read_attributes,
    read_heading,
)
from portal.guides.markdown.keypoints import Points, is_task_list, propose_from, read_points
from portal.guides.markdown.lettered import read_lettered
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.structure import LISTS, Block, Source, item_markdown, items_of, read_source
from portal.guides.markdown.titles import inline_tokens, words_of

MINUTES_BY_LEVEL: dict[Level | None, int] = {"advanced": 3, "scenario": 4}
MINUTES = 2

MARKDOWN_LIMIT = 1_000
"""Longest title kept with its marks, in characters; of a longer one the words are kept."""

_STATED = re.compile(r"\W{0,3}(?:question|scenario|task|challenge|вопрос|题目|问题)(?:\*\*|__)?\s*[:：]", re.IGNORECASE)
_KEY_POINTS = re.compile(r"(\*\*|__)\s*key points?\s*:?\s*\1\s*:?", re.IGNORECASE)
_KEY_POINTS_TITLE = re.compile(r"key points?:?", re.IGNORECASE)
_SOURCE = re.compile(r"(\*\*|__|\*|_|)sources?\s*(?::\1|\1\s*:)", re.IGNORECASE)
_BARE_URL = re.compile(r"https?://[^\s<>()\[\]]+")
_BOX = re.compile(r"\[([ xX])\](?:\s+|$)")


@dataclass(slots=True)
class _Answer:
    """What stands below a question's heading, sorted by what it is."""

    body: list[Block] = field(default_factory=list)
    point_lists: list[Block] = field(default_factory=list)
    sources: list[ParsedSource] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Holds:
    """What an answer holds that decides its question's kind."""

    steps: bool
    options: bool


def read_question(
    heading: Heading, blocks: Sequence[Block], source: Source, *, section: int, level: Level | None
) -> tuple[ParsedQuestion, list[Finding]]:
    """The question, and what is wrong with it. ``level`` is its section's."""
    attributes, findings = read_attributes(heading, source.lines)
    answer = _sort(list(_parted(blocks, source)), source, findings)
    level = attributes.level or level
    lettered = read_lettered(answer.body, source) if _first_task_list(answer.body) is None else None
    has_options = lettered is not None or _first_task_list(answer.body) is not None
    kind = _kind(
        attributes, level, heading, findings, _Holds(_first_ordered_list(answer.body) is not None, has_options)
    )
    options = _first_task_list(answer.body) if kind == "choice" else None
    left_out = lettered.used if lettered and kind == "choice" else (options,)
    body = [block for block in answer.body if not any(block is each for each in left_out)]
    points, groups = _points(answer, body, kind, heading, findings)
    question = ParsedQuestion(
        title=clipped(heading.title),
        title_markdown=heading.markdown if len(heading.markdown) <= MARKDOWN_LIMIT else clipped(heading.title),
        line=heading.line,
        section=section,
        kind=kind,
        minutes=attributes.minutes or MINUTES_BY_LEVEL.get(level, MINUTES),
        number=heading.number,
        external_id=attributes.external_id,
        level=level,
        topics=attributes.topics,
        reviewed_on=attributes.reviewed_on,
        answer_markdown=source.slice(body),
        stem_markdown=source.slice(_stem(answer.body, left_out)),
        steps=_steps(answer.body, source) if kind == "scenario" else (),
        points=points,
        groups=groups,
        choices=lettered.choices if lettered and kind == "choice" else tuple(_choices(options, source)),
        sources=tuple(answer.sources),
    )
    _check(question, heading, findings)
    return question, findings


def _stem(blocks: Sequence[Block], options: Sequence[Block | None]) -> Sequence[Block]:
    """What stands above the options; else a first paragraph that says what the heading only names."""
    above = next((index for index, block in enumerate(blocks) if any(block is each for each in options)), None)
    if above is not None:
        return blocks[:above]
    is_stated = bool(blocks) and blocks[0].kind == "paragraph" and bool(_STATED.match(blocks[0].content))
    return blocks[:1] if is_stated and len(blocks) > 1 else ()


def is_explicit(blocks: Sequence[Block]) -> bool:
    """Whether an author wrote for Viva: attributes in the braces of a ### heading."""
    headings = (heading for heading in map(read_heading, blocks) if heading is not None)
    return any(heading.braces for heading in headings if heading.depth == QUESTION_DEPTH)


def _sort(blocks: Sequence[Block], source: Source, findings: list[Finding]) -> _Answer:
    answer = _Answer()
    is_announced = False
    for block in blocks:
        if is_announced and block.kind in LISTS:
            answer.point_lists.append(block)
        elif announces_points(block):
            is_announced = True
            continue
        elif is_source(block):
            links = list(_links(block))
            answer.sources += links
            if not links:
                answer.body.append(block)
                findings.append(Finding("NO-LINK", block.line, "No link in this source; it is shown as text."))
        elif block.kind != "hr":
            answer.body.append(block)
        is_announced = False
    return answer


def _parted(blocks: Sequence[Block], source: Source) -> Iterator[Block]:
    """The blocks, a list of options with other items after them as two: it is one list only to the grammar."""
    for block in blocks:
        items = items_of(block) if block.kind == "bullet_list" else []
        ticked = next((n for n, item in enumerate(items) if not _BOX.match(item.text)), len(items))
        if not 1 < ticked < len(items):
            yield block
            continue
        at = items[ticked].start
        for start, end in ((block.start, at), (at, block.end)):
            yield from read_source("\n".join(source.lines[:end]), hidden=start).blocks


def is_source(block: Block) -> bool:
    return block.kind == "paragraph" and bool(_SOURCE.match(block.content))


def announces_points(block: Block) -> bool:
    """Whether the list after this block is one of key points."""
    if block.kind == "paragraph":
        return bool(_KEY_POINTS.fullmatch(block.content.strip()))
    heading = read_heading(block)
    return heading is not None and bool(_KEY_POINTS_TITLE.fullmatch(heading.title))


def _links(block: Block) -> Iterator[ParsedSource]:
    tokens = inline_tokens(block.content)
    start = None
    for index, token in enumerate(tokens):
        if token.type == "link_open":
            start = index
        elif token.type == "link_close" and start is not None:
            url = str(tokens[start].attrGet("href") or "")
            if url.startswith(("https://", "http://")):
                yield ParsedSource(words_of(tokens[start:index]) or url, url)
            start = None
        elif token.type == "text" and start is None:
            yield from (ParsedSource(url, url) for url in _bare_urls(token.content))


def _bare_urls(text: str) -> list[str]:
    return [match.rstrip(".,;:!?'\"") for match in _BARE_URL.findall(text)]


def _kind(
    attributes: Attributes, level: Level | None, heading: Heading, findings: list[Finding], holds: _Holds
) -> Kind:
    if attributes.kind == "choice" and not holds.options:
        findings.append(Finding("NO-CHOICES", heading.line, "A choice without options; it counts as open."))
        return "open"
    if attributes.kind == "scenario" and not holds.steps:
        findings.append(Finding("NO-STEPS", heading.line, "A scenario without steps; it cannot be walked through."))
    if attributes.kind:
        return attributes.kind
    if level == "scenario" and holds.steps:
        return "scenario"
    return "choice" if holds.options else "open"


def _first_ordered_list(blocks: Sequence[Block]) -> Block | None:
    return next((block for block in blocks if block.kind == "ordered_list" and not is_task_list(block)), None)


def _first_task_list(blocks: Sequence[Block]) -> Block | None:
    return next((block for block in blocks if is_task_list(block)), None)


def _steps(body: Sequence[Block], source: Source) -> tuple[str, ...]:
    steps = _first_ordered_list(body)
    return tuple(item_markdown(item, source.lines) for item in items_of(steps)) if steps else ()


def _choices(options: Block | None, source: Source) -> Iterator[ParsedChoice]:
    for index, item in enumerate(items_of(options) if options else ()):
        text = item_markdown(item, source.lines)
        box = _BOX.match(text)
        yield ParsedChoice(_letter(index), text[box.end() :] if box else text, bool(box and box[1] in "xX"))


def _letter(index: int) -> str:
    """The key of an option: a to z, then aa, ab and so on."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _points(answer: _Answer, body: Sequence[Block], kind: Kind, heading: Heading, findings: list[Finding]) -> Points:
    if not answer.point_lists:
        # What is ticked is compared with the key, so a choice needs no points.
        return ((), ()) if kind == "choice" else propose_from(body, title=heading.title)
    (points, groups), wrong = read_points(answer.point_lists[0])
    findings += wrong
    for extra in answer.point_lists[1:]:
        findings.append(Finding("BAD-POINT", extra.line, "A second list of key points; only the first is read."))
    return points, groups


def _check(question: ParsedQuestion, heading: Heading, findings: list[Finding]) -> None:
    """Report what the question as a whole lacks."""
    if not question.is_answered:
        findings.append(Finding("UNANSWERED", question.line, f"“{question.title}” has no answer."))
    elif not question.points and question.kind != "choice":
        findings.append(Finding("NO-KEY-POINTS", question.line, f"No key points found in “{question.title}”."))
    if question.choices and not any(choice.is_right for choice in question.choices):
        findings.append(
            Finding("NO-RIGHT-CHOICE", question.line, f"No option of “{question.title}” is right: it has no key.")
        )
    if question.title != heading.title:
        findings.append(Finding("LONG-TITLE", question.line, f"The title has {len(heading.title)} characters."))
