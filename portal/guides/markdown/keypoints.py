"""Key points: the list an author wrote, or points proposed from the answer where there is none."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from portal.guides.markdown.bold import Spans, bold_spans, without
from portal.guides.markdown.document import ParsedGroup, ParsedPoint
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.structure import LISTS, Block, Item, items_of, normalise_newlines, read_source
from portal.guides.markdown.tables import cells_of
from portal.guides.markdown.titles import INLINE_LIMIT, fold, inline_tokens, normalise_title, plain_text, words_of

PROPOSED_LIMIT = 40
"""Most points proposed for one answer."""

Points = tuple[tuple[ParsedPoint, ...], tuple[ParsedGroup, ...]]

_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_GROUP = re.compile(
    r"(?:any|at least)\s+(?P<need>\d{1,3}|one|two|three|four|five|six)(?:\s+of)?\b[^:]*:?", re.IGNORECASE
)
_AFTERTHOUGHT = re.compile(
    r"\s*\((?P<text>optional|weight\b[^()]*|also:[^()]*(?:\([^()]*\)[^()]*)*)\)[\s.]*$", re.IGNORECASE
)
_ALSO = re.compile(r"\s*\((?P<text>also:[^()]*(?:\([^()]*\)[^()]*)*)\)[\s.]*$", re.IGNORECASE)
_OPTIONAL = re.compile(r"\s*\(optional\)", re.IGNORECASE)
_TASK = re.compile(r"\[[ xX]\](?:\s|$)")
_SOME = re.compile(r"\b(such as|like|for example|for instance|e\.g\.|including|some|among them)\W*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)\s+(?=[^a-z\s])|(?<=[\u3002\uff01\uff1f])")


_CLAUSE_END = re.compile(
    r"(?:\s*;\s+|,\s+(?:and|but|while|whereas|so)\s+(?=(?:it|its|they|their|this|that|these|the|an?|each|every|one)\s))"
)
_SHORTEST_CLAUSE = 4
"""Fewest words of a statement that is a point of its own."""


@dataclass(frozen=True, slots=True)
class _Wording:
    """A list item without what stands in brackets at its end."""

    text: str
    bold: Spans = ()
    is_required: bool = True
    weight: int = 1
    aliases: tuple[str, ...] = ()
    complaint: str = ""


def is_task_list(block: Block) -> bool:
    """Whether every item of this list is an option of a multiple-choice question."""
    return block.kind in LISTS and all(_TASK.match(item.text) for item in items_of(block))


def read_points(block: Block) -> tuple[Points, list[Finding]]:
    """The key points of the list an author wrote, and what is wrong with it."""
    points: list[ParsedPoint] = []
    groups: list[ParsedGroup] = []
    findings: list[Finding] = []
    for item in items_of(block):
        wording = _wording(item, findings)
        match = _GROUP.fullmatch(wording.text) if item.children else None
        if match is None:
            points += _own_points(item, wording, findings)
            continue
        members = [
            point for child in item.children for point in _own_points(child, _wording(child, findings), findings)
        ]
        need = _NUMBER_WORDS.get(match["need"].lower()) or int(match["need"])
        if not 1 <= need <= len(members):
            findings.append(Finding("BAD-GROUP", item.line, f"“{wording.text}” has {len(members)} points below it."))
            need = max(1, len(members))
        group = ParsedGroup(f"g{len(groups) + 1}", need)
        groups.append(group)
        points += [replace(point, group=group.key, is_required=wording.is_required) for point in members]
    return (tuple(points), tuple(groups)), findings


def _own_points(item: Item, wording: _Wording, findings: list[Finding]) -> Iterator[ParsedPoint]:
    """The point an item is, then those of the items inside it; one that only announces them is no point."""
    if wording.text and not (item.children and wording.text.endswith(":")):
        yield ParsedPoint(
            text=wording.text,
            line=item.line,
            is_required=wording.is_required,
            weight=wording.weight,
            aliases=wording.aliases,
            bold=without(wording.bold, [(len(wording.text), INLINE_LIMIT)]),
        )
    for child in item.children:
        yield from _own_points(child, _wording(child, findings), findings)


def _wording(item: Item, findings: list[Finding]) -> _Wording:
    wording = _Wording(plain_text(item.text), bold_spans(item.text))
    while len(wording.text) < INLINE_LIMIT and (match := _AFTERTHOUGHT.search(wording.text)):
        wording = _with_afterthought(replace(wording, text=wording.text[: match.start()]), match["text"])
    if wording.complaint:
        findings.append(Finding("BAD-POINT", item.line, wording.complaint))
    return wording


def _with_afterthought(wording: _Wording, text: str) -> _Wording:
    kind = text[:4].lower()
    if kind == "opti":
        return replace(wording, is_required=False)
    if kind == "also":
        words = [word.strip() for word in text.partition(":")[2].split(";")]
        return replace(wording, aliases=tuple(dict.fromkeys(filter(None, [*words, *wording.aliases]))))
    weight = text[len("weight") :].strip()
    if weight in {"1", "2", "3", "4", "5"}:
        return replace(wording, weight=int(weight))
    return replace(wording, complaint=f"“({text[:60]})” gives no weight from 1 to 5.")


def propose(answer_markdown: str, *, title: str = "") -> Points:
    """Key points read out of an answer: its list items and table rows, else its bold terms, else its sentences.

    Every point ``is_proposed``; lines count within the answer. A bold term that only repeats ``title`` is none.
    """
    return propose_from(read_source(normalise_newlines(answer_markdown)).blocks, title=title)


def propose_from(blocks: Sequence[Block], *, title: str = "") -> Points:
    """As ``propose``, from blocks already read; lines are theirs."""
    groups: list[ParsedGroup] = []
    points = list(_from_lists_and_tables(blocks, groups))
    if not points:
        paragraphs = [block for block in blocks if block.kind == "paragraph"]
        points = list(_from_bold_terms(paragraphs, title)) or list(_from_sentences(paragraphs))
    distinct: dict[str, ParsedPoint] = {}
    for point in points:
        distinct.setdefault(fold(point.text), point)
    kept = list(distinct.values())[:PROPOSED_LIMIT]
    counts = {group.key: sum(point.group == group.key for point in kept) for group in groups}
    whole = tuple(replace(group, need=min(group.need, counts[group.key])) for group in groups if counts[group.key])
    return tuple(kept), whole


def _from_lists_and_tables(blocks: Sequence[Block], groups: list[ParsedGroup]) -> Iterator[ParsedPoint]:
    lead = ""
    for block in blocks:
        if block.kind in LISTS and not is_task_list(block):
            points = list(_from_items(items_of(block)))
            if len(points) > 2 and _SOME.search(lead):
                # “tools such as:” asks for some of them, not for all: half, and never more than three.
                group = ParsedGroup(f"g{len(groups) + 1}", min(3, (len(points) + 1) // 2))
                groups.append(group)
                points = [replace(point, group=group.key) for point in points]
            yield from points
        elif block.kind == "table":
            yield from _from_rows(block)
        lead = plain_text(block.content) if block.kind == "paragraph" else ""


def _from_items(items: Iterable[Item]) -> Iterator[ParsedPoint]:
    for item in items:
        text = plain_text(item.text)
        if text.endswith(":") and item.children:
            yield from _from_items(item.children)
        elif text:
            also = _ALSO.search(text) if len(text) < INLINE_LIMIT else None
            kept = text[: also.start()] if also else text
            aliases = _with_afterthought(_Wording(kept), also["text"]).aliases if also else ()
            plain = _OPTIONAL.sub("", kept)
            cuts = [*(match.span() for match in _OPTIONAL.finditer(kept)), (len(kept), len(text))]
            bold = without(bold_spans(item.text), cuts)
            is_required = plain == kept
            yield ParsedPoint(plain, item.line, is_required, aliases=aliases, is_proposed=True, bold=bold)


def _from_rows(block: Block) -> Iterator[ParsedPoint]:
    """A row as one point that needs its cells: “Type: CodePipeline – orchestration; CodeBuild – build service”."""
    (_, header), *rows = cells_of(block)
    for line, row in rows:
        named = zip(header[1:], row[1:], strict=False)
        cells = [f"{name} – {cell}" if len(row) > 2 and name else cell for name, cell in named if cell]
        text = ": ".join(filter(None, [row[0] if row else "", "; ".join(cells)]))
        if text:
            yield ParsedPoint(text, line, is_proposed=True)


def _from_bold_terms(paragraphs: Iterable[Block], title: str) -> Iterator[ParsedPoint]:
    asked = f" {normalise_title(title)} "
    for block in paragraphs:
        for term in _bold_terms(block.content):
            if len(term) > 1 and f" {normalise_title(term)} " not in asked:
                yield ParsedPoint(term, block.line, is_proposed=True)


def _bold_terms(markdown: str) -> Iterator[str]:
    tokens = inline_tokens(markdown)
    start = None
    for index, token in enumerate(tokens):
        if token.type == "strong_open" and start is None:
            start = index
        elif token.type == "strong_close" and start is not None:
            yield words_of(tokens[start:index]).rstrip(":. ")
            start = None


def _from_sentences(paragraphs: Iterable[Block]) -> Iterator[ParsedPoint]:
    for block in paragraphs:
        for sentence in _SENTENCE_END.split(plain_text(block.content)):
            for clause in _clauses(sentence.strip()):
                # One or two words (“Yes.”) say nothing; a script without spaces is counted in characters.
                if len(clause.split()) > 2 or (len(clause) > 4 and not clause.isascii()):
                    yield ParsedPoint(clause, block.line, is_proposed=True)


def _clauses(sentence: str) -> Iterator[str]:
    """The statements of a sentence: parted by a semicolon or by “, and it …”, if each is long enough by itself."""
    parts = _CLAUSE_END.split(sentence)
    if min(len(part.split()) for part in parts) < _SHORTEST_CLAUSE:
        yield sentence
    else:
        yield from parts
