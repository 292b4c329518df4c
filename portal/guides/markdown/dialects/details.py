"""``<details>``: a question with its answer, an answer below its question, a section, or a list of contents."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from portal.guides.markdown.dialects.html import as_markdown
from portal.guides.markdown.dialects.lines import Line, code_mask, dedented, loosened, opened
from portal.guides.markdown.dialects.wording import asks, groups, is_matter, is_prefixed, reveals
from portal.guides.markdown.titles import plain_text, split_number, without_emoji

_OPTION_KEY = re.compile(r"\s*[*_`(]{0,3}[A-Ha-h](?:[).:]|[*_`\s]*$)")

DEPTH_LIMIT = 20
Use = Literal["question", "answer", "section", "contents", "aside"]

_TAG = re.compile(r"(?<!`)<(?P<close>/?)(?P<name>details|summary)\b[^>`]*>(?!`)", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^>]*>")
_MARKS = re.compile(r"^\s*#{1,6}\s+")
_LINK = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\[[^\]]*\]\(#[^)]*\)")


@dataclass(slots=True)
class Details:
    """One element; ``body`` holds its lines and the elements inside it, in order."""

    origin: int
    summary: list[Line] = field(default_factory=list)
    body: list["Line | Details"] = field(default_factory=list)
    has_summary: bool = False

    @property
    def title_markdown(self) -> str:
        """The first line of the summary, without tags and heading marks."""
        first = next((line.text for line in self.summary if not line.is_blank), "")
        return _MARKS.sub("", _ANY_TAG.sub("", first) if "`" not in first else first).strip()

    @property
    def title(self) -> str:
        plain = plain_text(split_number(self.title_markdown)[1])
        return without_emoji(plain) or plain

    @property
    def inner(self) -> list["Details"]:
        return [each for each in self.body if isinstance(each, Details)]


def unwrap_details(lines: Sequence[Line]) -> list[Line]:
    """The lines with every element put as headings and plain lines, so that its Markdown is read as such."""
    if not any("<details" in line.text.lower() for line in lines):
        return list(lines)
    tree = _read_tree(lines)
    uses = _uses(list(_all(tree)))
    return [line for each in tree for line in _written(each, uses)]


def _read_tree(lines: Sequence[Line]) -> list[Line | Details]:
    mask = code_mask([line.text for line in lines])
    root = Details(0)
    path = [root]
    in_summary = False
    tags = [_TAG.findall(line.text) if not is_code else [] for line, is_code in zip(lines, mask, strict=True)]
    counts = Counter((name.lower(), close) for found in tags for close, name in found)
    may_nest = counts["details", ""] <= counts["details", "/"]
    for line, found in zip(lines, tags, strict=True):
        if not found:
            (path[-1].summary if in_summary else path[-1].body).append(line)
            continue
        at = 0
        for match in _TAG.finditer(line.text):
            _keep(path[-1], line.text[at : match.start()], line, in_summary=in_summary)
            at = match.end()
            in_summary = _step(path, match, line.origin, may_nest=may_nest)
        _keep(path[-1], line.text[at:], line, in_summary=in_summary)
    return root.body


def _keep(node: Details, text: str, line: Line, *, in_summary: bool) -> None:
    if text.strip():
        (node.summary if in_summary else node.body).append(Line(text, line.origin))


def _step(path: list[Details], match: re.Match[str], origin: int, *, may_nest: bool) -> bool:
    """Go into or out of what a tag opens or closes; returns whether a summary is open now."""
    closing, name = bool(match["close"]), match["name"].lower()
    if name == "summary":
        path[-1].has_summary = path[-1].has_summary or len(path) > 1
        return not closing and len(path) > 1
    if closing and len(path) > 1:
        path.pop()
    elif not closing and len(path) < DEPTH_LIMIT:
        if not may_nest and len(path) > 1:
            path.pop()
        node = Details(origin)
        path[-1].body.append(node)
        path.append(node)
    return False


def _all(tree: Sequence[Line | Details]) -> Iterator[Details]:
    for each in tree:
        if isinstance(each, Details):
            yield each
            yield from _all(each.body)


def _uses(nodes: Sequence[Details]) -> dict[int, Use]:
    """What each element is for, by identity: its own words, and what the others do."""
    repeated = Counter(node.title for node in nodes)
    uses: dict[int, Use] = {}
    for node in nodes:
        uses[id(node)] = _use(node, is_repeated=repeated[node.title] > max(1, len(nodes) // 3))
    asked = sum(use == "question" and _asks(node) for node, use in zip(nodes, uses.values(), strict=True))
    open_ones = sum(use == "question" for use in uses.values())
    if asked * 2 < open_ones:
        uses = {key: "aside" if use in {"question", "section"} else use for key, use in uses.items()}
    for node in nodes:
        if uses[id(node)] == "question" and any(uses[id(each)] == "question" for each in node.inner):
            uses[id(node)] = "question" if _asks(node) else "section"
    for node in nodes:
        if uses[id(node)] == "question":
            # What folds inside an answer is part of it.
            for inside in _all(node.body):
                uses[id(inside)] = "answer" if uses[id(inside)] == "answer" else "aside"
    return uses


def _use(node: Details, *, is_repeated: bool) -> Use:
    title = node.title
    if is_matter(title) or _is_contents(node):
        return "contents"
    if groups(title) and split_number(node.title_markdown)[0] is None:
        return "section"
    if not title or reveals(title) or (is_repeated and not is_prefixed(node.title_markdown)):
        return "answer"
    return "question"


def _asks(node: Details) -> bool:
    number, _ = split_number(node.title_markdown)
    return asks(node.title) or number is not None or is_prefixed(node.title_markdown)


def _is_contents(node: Details) -> bool:
    lines = [line for line in node.body if isinstance(line, Line) and not line.is_blank]
    return len(lines) > 2 and sum(bool(_LINK.match(line.text)) for line in lines) * 2 > len(lines)


def _written(each: Line | Details, uses: dict[int, Use]) -> Iterator[Line]:
    if isinstance(each, Line):
        yield each
        return
    use = uses[id(each)]
    body = [line for inside in each.body for line in _written(inside, uses)]
    if use == "question":
        yield from opened("question", each.title_markdown, each.summary[0].origin)
        yield from _rest_of_summary(each)
        yield from as_markdown(dedented(body))
        yield loosened(body[-1].origin if body else each.origin)
    elif use == "section":
        yield from opened("section", each.title_markdown, each.origin)
        yield from body
    elif use == "answer":
        yield Line("", each.origin)
        yield from _keyed(as_markdown(dedented(body)))
        yield Line("", each.origin)
    elif use == "aside":
        yield from _verbatim(each, body)


def _keyed(body: list[Line]) -> list[Line]:
    """The lines of a folded answer; where its first only names an option, with the word that the summary said."""
    first = next((index for index, line in enumerate(body) if not line.is_blank), None)
    if first is not None and _OPTION_KEY.match(body[first].text):
        body[first] = replace(body[first], text=f"Answer: {body[first].text.strip()}")
    return body


def _rest_of_summary(node: Details) -> Iterator[Line]:
    first = next((index for index, line in enumerate(node.summary) if not line.is_blank), 0)
    yield from node.summary[first + 1 :]
    yield Line("", node.origin)


def _verbatim(node: Details, body: list[Line]) -> Iterator[Line]:
    yield Line("<details>", node.origin)
    if node.has_summary:
        yield Line(f"<summary>{' '.join(line.text.strip() for line in node.summary)}</summary>", node.origin)
        yield Line("", node.origin)
    yield from body
    end = body[-1].origin if body else node.origin
    yield from (Line("", end), Line("</details>", end), Line("", end))
