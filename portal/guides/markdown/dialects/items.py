"""Items of lists as candidates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from portal.guides.markdown.dialects.candidates import Candidate
from portal.guides.markdown.dialects.furniture import without_answer_link
from portal.guides.markdown.dialects.lines import Line, dedented
from portal.guides.markdown.dialects.wording import asks, has_mark, is_prefixed, share_asking
from portal.guides.markdown.structure import Block, Item, items_of
from portal.guides.markdown.titles import plain_text, split_number

SHORT = 60
"""What follows a question mark in the same line, if shorter, is part of the question; else its answer."""

HALF = 0.5
DEEPEST = 3
"""Levels of a list below the first at which questions are looked for."""

LEAST_COUNTED, DISTINCT, SOME_ASK = 2, 0.8, 0.2
"""More items with numbers than this, this share of different numbers, and of titles that ask, are counted on."""

_MARKER = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-+*]|\d{1,9}[.)])(?P<space>[ \t]+|$)")
_ATX = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>\S.*?)(?:[ \t]+#+)?[ \t]*$")
_LINK_ONLY = re.compile(r"\W*\[(?:[^\[\]]|\[[^\]]*\])*\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)\W*")
_ADDRESS = re.compile(r"<?https?://\S+")
_HEADING_MARKS = re.compile(r"^#{1,6}\s+")
_TASK = re.compile(r"\[[ xX]\]\s")
_OPTION = re.compile(r"\W{0,3}\(?[A-Ha-h][.):]\W?")
_BELOW = {
    "bullet_list": frozenset({"fence", "code_block"}),
    "ordered_list": frozenset({"paragraph", "fence", "code_block", "table", "bullet_list", "blockquote"}),
}
"""What stands below a list and belongs to its last item."""

_TAG_ONLY = re.compile(r"\[[^\[\]()]{1,60}\]\s*")
_PARTED = re.compile(r"(?P<title>(?P<bold>\*\*|__)(?:(?!(?P=bold)).)+(?P=bold))\s+[-–—]\s+(?P<rest>\S.*)")
"""``**Title** - what it says``: an item that holds both."""

_BEGUN = re.compile(r"(?P<title>(?P<bold>\*\*|__)(?:(?!(?P=bold)).)+(?P=bold))\s*:?\s+(?P<rest>\w+(?:\W+\w+)+.*)")
"""``**Title?** What it says``."""

_REPLY = re.compile(r"[*_]{0,2}(?:a|ans|answer)\s*[:：]", re.IGNORECASE)
_DASHES = re.compile(r"[ \t]{0,3}(?:-{3,}|={3,})[ \t]*")
_NUMBERED = re.compile(r"[ \t]{0,3}\d{1,4}[.)][ \t]+(?P<title>\S.*)")


def ruled_title(block: Block, below: Block | None, lines: Sequence[Line]) -> list[Candidate]:
    """``1. A title`` with dashes under it."""
    match = _NUMBERED.match(lines[block.start].text)
    is_ruled = below is not None and below.kind == "hr" and below.start == block.end
    if match and below and is_ruled and block.end - block.start == 1 and _DASHES.fullmatch(lines[below.start].text):
        title = lines[block.start].text.strip()
        return [Candidate("ruled", block.start, below.end, title, is_answered=True)]
    return []


def questions_in(block: Block, below: Block | None, lines: Sequence[Line]) -> Iterator[Candidate]:
    """The items of a list that may be questions, each with what is set in below it."""
    items = list(_adopted(items_of(block), lines))
    # Below a list of bare questions a paragraph belongs to none of them.
    is_bare = len(items) > 1 and not any(item.end - item.start > 1 for item in items)
    topics = [_is_topic(item) for item in items]
    if not any(topics) and (depth := _asking_depth(items)):
        yield from _outlined(block, items, depth, lines)
        return
    titles = [plain_text(item.texts[0]) for item in items if item.texts]
    is_counting = len(items) == 1 and block.kind == "ordered_list"
    among = 1.0 if is_counting else share_asking(titles)
    habits = _habits(items, titles)
    for item, after in zip(items, [*items[1:], None], strict=True):
        match = _MARKER.match(lines[item.start].text)
        if match is None or item.end <= item.start:
            continue
        goes_on = below is not None and below.kind in _BELOW[block.kind] and not (is_bare and below.kind == "paragraph")
        has_more = after is None and goes_on
        if any(topics):
            yield from _outlined(block, [item], 1, lines) if _is_topic(item) else ()
        elif found := _item(block, item, match, lines, habits, has_more=has_more):
            yield replace(found, among=among, is_counted=is_counting and found.kind == "numbered")


@dataclass(frozen=True, slots=True)
class _Habits:
    """How most items of a list are written."""

    is_parted: bool = False
    """Title and answer in one line, the title in bold type."""

    is_marked: bool = False
    """With a question mark, so that what asks without one may be a question too."""


def _habits(items: Sequence[Item], titles: Sequence[str]) -> _Habits:
    texts = [item.texts[0] for item in items if item.texts]
    parted = [match["title"] for text in texts if (match := _PARTED.match(text) or _BEGUN.match(text))]
    asking = sum(asks(plain_text(title)) for title in parted)
    return _Habits(asking * 2 > len(items), sum(map(has_mark, titles)) * 2 >= len(titles))


def _is_topic(item: Item) -> bool:
    """Whether an item only names what the items in it ask."""
    titles = [plain_text(child.texts[0]) for child in item.children if child.texts]
    asking = [title for title in titles if asks(title)]
    is_asked = len(asking) > 1 and len(asking) * 3 >= len(titles) * 2 and any(map(has_mark, titles))
    own = plain_text(item.texts[0]) if item.texts else ""
    return is_asked and bool(own) and not asks(own) and len(item.texts) == 1


def _asking_depth(items: Sequence[Item]) -> int:
    """How deep in a list the items stand that ask, where those above them only name what they are about; else 0."""
    for depth in range(DEEPEST + 1):
        share = share_asking(plain_text(item.texts[0]) for item in items if item.texts)
        if share >= HALF and len(items) > 1:
            return depth
        if share >= SOME_ASK:
            return 0
        items = [child for item in items for child in item.children]
    return 0


def _outlined(block: Block, items: Sequence[Item], depth: int, lines: Sequence[Line]) -> Iterator[Candidate]:
    for item in items:
        match = _MARKER.match(lines[item.start].text)
        if depth and item.children and item.texts:
            kind = "bullet" if block.kind == "bullet_list" else "numbered"
            title = _HEADING_MARKS.sub("", item.texts[0])
            yield Candidate(kind, item.start, item.children[0].start, title, is_section=True)
            yield from _outlined(block, item.children, depth - 1, lines)
        elif not depth and match and (found := _item(block, item, match, lines, _Habits(), has_more=False)):
            yield replace(found, among=HALF)


def _adopted(items: Sequence[Item], lines: Sequence[Line]) -> Iterator[Item]:
    """The items, those set in by less than the grammar asks for as parts of the one before: an author meant them so."""
    indents = [len(lines[item.start].text) - len(lines[item.start].text.lstrip()) for item in items]
    taken: Item | None = None
    for item, indent in zip(items, indents, strict=True):
        if taken is not None and (indent > indents[0] or (_is_reply(item) and _asks_by_letter(taken))):
            taken = replace(taken, end=item.end)
            continue
        if taken is not None:
            yield taken
        taken = item
    if taken is not None:
        yield taken


def _is_reply(item: Item) -> bool:
    return bool(item.texts and _REPLY.match(item.texts[0]))


def _asks_by_letter(item: Item) -> bool:
    return bool(item.texts and is_prefixed(item.texts[0]))


def _item(  # noqa: PLR0913  # what a list's item is read with
    block: Block, item: Item, match: re.Match[str], lines: Sequence[Line], habits: _Habits, *, has_more: bool
) -> Candidate | None:
    text = lines[item.start].text[match.end() :].strip()
    number = match["mark"] if match["mark"][0].isdigit() else ""
    body = _item_body(item, match, lines)
    is_answered = has_more or any(not line.is_blank for line in body)
    if heading := _ATX.match(text):
        title = f"{number} {heading['title']}".strip()
        return Candidate("listed heading", item.start, item.end, title, body, is_answered)
    if _ADDRESS.fullmatch(text):
        return None
    if _is_entry(text, habits) or _OPTION.match(text):
        return None
    if task := _TASK.match(text):
        # Boxes before questions are for ticking off what one has learnt.
        text = text[task.end() :].strip()
        number, words = split_number(text)
        is_asking = has_mark(text) or ((number is not None or habits.is_marked) and asks(plain_text(words)))
        return Candidate("task", item.start, item.end, text, body, is_answered) if is_asking else None
    text, source = without_answer_link(text)
    is_answered = is_answered or bool(source)
    text, body = _whole_title(text, body, lines[item.start].origin, habits)
    body = [*body, *(Line(each, lines[item.start].origin) for each in source)]
    kind = "bullet" if block.kind == "bullet_list" else "numbered"
    return Candidate(kind, item.start, item.end, f"{number} {text}".strip(), body, is_answered, counts_number=False)


def _is_entry(text: str, habits: _Habits) -> bool:
    """Whether an item is an entry of a list of contents or links: a link that asks nothing, or leads down the page."""
    if not _LINK_ONLY.fullmatch(text):
        return False
    plain = plain_text(text)
    return "](#" in text or not (has_mark(plain) or (habits.is_marked and asks(plain)))


def _parted(text: str, habits: _Habits) -> re.Match[str] | None:
    """The title and the answer that one line holds."""
    if (match := _PARTED.match(text)) and (habits.is_parted or asks(plain_text(match["title"]))):
        return match
    match = _BEGUN.match(text)
    return match if match and (habits.is_parted or has_mark(match["title"])) else None


def _whole_title(text: str, body: list[Line], origin: int, habits: _Habits) -> tuple[str, list[Line]]:
    """An item's title with the lines it goes on in: up to the one that ends with a question mark."""
    if _TAG_ONLY.fullmatch(text) and body and asks(plain_text(body[0].text)):
        return body[0].text.strip(), body[1:]
    if parted := _parted(text, habits):
        return parted["title"], [Line(parted["rest"], origin), *body]
    if has_mark(text):
        head, mark, rest = text.partition("?")
        is_aside = rest.strip().startswith("(") and rest.rstrip(" .").endswith(")")
        if (
            len(rest) < SHORT
            or is_aside
            or has_mark(rest)
            or head.count("[") != head.count("]")
            or rest[0] not in " *_"
        ):
            return text, body
        title = head + mark + ("**" if head.count("**") % 2 else "")
        return title, [Line(rest.strip(" *_"), origin), *body]
    for index, line in enumerate(body[:4]):
        if line.is_blank or _MARKER.match(line.text):
            break
        if line.text.rstrip(" *_").endswith("?") and asks(plain_text(text)):
            return " ".join([text, *(each.text.strip() for each in body[: index + 1])]), body[index + 1 :]
    return text, body


def _item_body(item: Item, match: re.Match[str], lines: Sequence[Line]) -> list[Line]:
    width = match.end()
    body = []
    for line in lines[item.start + 1 : item.end]:
        words = line.text.lstrip()
        text = line.text[: len(line.text) - len(words)].expandtabs(4) + words
        indent = len(text) - len(words)
        body.append(Line(text[min(width, indent) :], line.origin, line.role))
    return dedented(body)


def counted(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates; items that stand alone keep their count if it goes on through the text and some of them ask."""
    alone = [each for each in found if each.is_counted]
    numbers = {each.number for each in alone}
    goes_on = len(alone) > LEAST_COUNTED and len(numbers) > len(alone) * DISTINCT
    if goes_on and share_asking(each.title for each in alone) >= SOME_ASK:
        return list(found)
    return [replace(each, is_counted=False) if each.is_counted else each for each in found]
