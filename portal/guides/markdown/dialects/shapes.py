"""Questions that are no headings: list items, lines of bold type, ``Q:`` lines, underlined numbers, table rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from portal.guides.markdown.dialects.candidates import Candidate
from portal.guides.markdown.dialects.furniture import is_key
from portal.guides.markdown.dialects.lines import Line, dedented
from portal.guides.markdown.dialects.stated import stated_by
from portal.guides.markdown.dialects.wording import asks, groups, has_mark, heads_answer, share_asking
from portal.guides.markdown.structure import LISTS, Block, Item, items_of
from portal.guides.markdown.titles import plain_text, split_number

SHORT = 60
"""What follows a question mark in the same line, if shorter, is part of the question; else its answer."""

LEAST_LINES = 3
"""More bare lines than these are a list of questions, if most of them end with the mark."""

_MARKER = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-+*]|\d{1,9}[.)])(?P<space>[ \t]+|$)")
_ATX = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>\S.*?)(?:[ \t]+#+)?[ \t]*$")
_LINK_ONLY = re.compile(r"\W*\[(?:[^\[\]]|\[[^\]]*\])*\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)\W*")
_ADDRESS = re.compile(r"<?https?://\S+")
_HEADING_MARKS = re.compile(r"^#{1,6}\s+")
_SYMBOL = re.compile(r"[ \t]*(?P<symbol>[✔✓✅☑•▪◦‣➤➜►▶🔹🔸🔵🔘→])\ufe0f?[ \t]*(?=\S)")
_HAN_NUMBER = re.compile(r"[ \t]{0,3}\d{1,3}[、．][ \t]*(?=\S)")
_LETTERED = re.compile(r"[ \t]{0,3}[*_]{0,2}\(?(?P<letter>[A-Ca-c])[.):]")
_TASK = re.compile(r"\[[ xX]\]\s")
_OPTION = re.compile(r"\W{0,3}\(?[A-Ha-h][.):]\W?")
_BOLD = re.compile(
    r"[ \t]{0,3}(?P<lead>(?:\d{1,4}[.)]\s*)?)(?P<bold>\*\*(?!\s)(?:[^*]|\*(?!\*))+\*\*|__(?!\s)(?:[^_]|_(?!_))+__)"
)
_TAG = re.compile(r"<[^<>]*>")
_AFTER_BOLD = re.compile(r"(?:&#?\w{1,8};|[^\w]){0,12}(?:<br\s*/?>)?\s*")
_LABEL = re.compile(
    r"[ \t]{0,3}(?P<label>(?:\*\*|__)?(?:q|question|que|ques|вопрос|问题?|問題?|pregunta|frage)\s*[.#]?\s*\d*\s*"
    r"(?:[.:：)、-](?:\*\*|__)?|(?:\*\*|__)[.:：)]?))\s*(?P<title>\S.*)",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"[ \t]{0,3}(?:\*\*|__)?(?:a|ans|answers?|ответ|答案?|答え|antwort|respuesta)\s*\d*\s*[.:：)](?:\*\*|__)?\s*",
    re.IGNORECASE,
)
_BELOW = {
    "bullet_list": frozenset({"fence", "code_block"}),
    "ordered_list": frozenset({"paragraph", "fence", "code_block", "table", "bullet_list", "blockquote"}),
}
"""What stands below a list and belongs to its last item."""

_TAG_ONLY = re.compile(r"\[[^\[\]()]{1,60}\]\s*")
_PARTED = re.compile(r"(?P<title>(?P<bold>\*\*|__)(?:(?!(?P=bold)).)+(?P=bold))\s+[-–—]\s+(?P<rest>\S.*)")
"""``**Title** - what it says``: an item that holds both."""

_DASHES = re.compile(r"[ \t]{0,3}(?:-{3,}|={3,})[ \t]*")
_NUMBERED = re.compile(r"[ \t]{0,3}\d{1,4}[.)][ \t]+(?P<title>\S.*)")


def shapes_of(blocks: Sequence[Block], lines: Sequence[Line]) -> Iterator[Candidate]:
    """Every candidate among these blocks of the draft that is no heading."""
    for index, block in enumerate(blocks):
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.kind in LISTS:
            yield from _ruled(block, below, lines) or _items(block, below, lines)
        elif stated := stated_by(blocks, index, lines):
            yield stated
        elif block.kind == "paragraph":
            yield from _paragraph_lines(block, below, lines)
        elif block.kind == "code_block":
            yield from _asking_lines(block, [line.text for line in lines[block.start : block.end]])


def _ruled(block: Block, below: Block | None, lines: Sequence[Line]) -> list[Candidate]:
    """``1. A title`` with dashes under it."""
    match = _NUMBERED.match(lines[block.start].text)
    is_ruled = below is not None and below.kind == "hr" and below.start == block.end
    if match and below and is_ruled and block.end - block.start == 1 and _DASHES.fullmatch(lines[below.start].text):
        title = lines[block.start].text.strip()
        return [Candidate("ruled", block.start, below.end, title, is_answered=True)]
    return []


def _items(block: Block, below: Block | None, lines: Sequence[Line]) -> Iterator[Candidate]:
    items = list(_adopted(items_of(block), lines))
    # Below a list of bare questions a paragraph belongs to none of them.
    is_bare = len(items) > 1 and not any(item.end - item.start > 1 for item in items)
    topics = [_is_topic(item) for item in items]
    among = 1.0 if len(items) == 1 else share_asking(plain_text(item.texts[0]) for item in items if item.texts)
    for item, after in zip(items, [*items[1:], None], strict=True):
        match = _MARKER.match(lines[item.start].text)
        if match is None or item.end <= item.start:
            continue
        goes_on = below is not None and below.kind in _BELOW[block.kind] and not (is_bare and below.kind == "paragraph")
        has_more = after is None and goes_on
        if any(topics):
            yield from _topic(block, item, lines) if _is_topic(item) else ()
        elif found := _item(block, item, match, lines, has_more=has_more):
            yield replace(found, among=among)


def _is_topic(item: Item) -> bool:
    """Whether an item only names what the items in it ask."""
    titles = [plain_text(child.texts[0]) for child in item.children if child.texts]
    asking = [title for title in titles if asks(title)]
    is_asked = len(asking) > 1 and len(asking) * 3 >= len(titles) * 2 and any(map(has_mark, titles))
    own = plain_text(item.texts[0]) if item.texts else ""
    return is_asked and bool(own) and not asks(own) and len(item.texts) == 1


def _topic(block: Block, item: Item, lines: Sequence[Line]) -> Iterator[Candidate]:
    kind = "bullet" if block.kind == "bullet_list" else "numbered"
    title = _HEADING_MARKS.sub("", item.texts[0])
    yield Candidate(kind, item.start, item.children[0].start, title, is_section=True)
    for child in item.children:
        match = _MARKER.match(lines[child.start].text)
        found = _item(block, child, match, lines, has_more=False) if match else None
        if found:
            yield found


def _adopted(items: Sequence[Item], lines: Sequence[Line]) -> Iterator[Item]:
    """The items, those set in by less than the grammar asks for as parts of the one before: an author meant them so."""
    indents = [len(lines[item.start].text) - len(lines[item.start].text.lstrip()) for item in items]
    taken: Item | None = None
    for item, indent in zip(items, indents, strict=True):
        if taken is not None and indent > indents[0]:
            taken = replace(taken, end=item.end)
            continue
        if taken is not None:
            yield taken
        taken = item
    if taken is not None:
        yield taken


def _item(block: Block, item: Item, match: re.Match[str], lines: Sequence[Line], *, has_more: bool) -> Candidate | None:
    text = lines[item.start].text[match.end() :].strip()
    number = match["mark"] if match["mark"][0].isdigit() else ""
    body = _item_body(item, match, lines)
    is_answered = has_more or any(not line.is_blank for line in body)
    if heading := _ATX.match(text):
        title = f"{number} {heading['title']}".strip()
        return Candidate("listed heading", item.start, item.end, title, body, is_answered)
    if _ADDRESS.fullmatch(text):
        return None
    is_link = bool(_LINK_ONLY.fullmatch(text)) and ("](#" in text or not has_mark(plain_text(text)))
    if is_link or _OPTION.match(text):
        return None
    if task := _TASK.match(text):
        # Boxes before questions are for ticking off what one has learnt.
        text = text[task.end() :].strip()
        is_asking = has_mark(text) or (split_number(text)[0] is not None and asks(plain_text(split_number(text)[1])))
        return Candidate("task", item.start, item.end, text, body, is_answered) if is_asking else None
    text, body = _whole_title(text, body, lines[item.start].origin)
    kind = "bullet" if block.kind == "bullet_list" else "numbered"
    return Candidate(kind, item.start, item.end, f"{number} {text}".strip(), body, is_answered, counts_number=False)


def _whole_title(text: str, body: list[Line], origin: int) -> tuple[str, list[Line]]:
    """An item's title with the lines it goes on in: up to the one that ends with a question mark."""
    if _TAG_ONLY.fullmatch(text) and body and asks(plain_text(body[0].text)):
        return body[0].text.strip(), body[1:]
    if (parted := _PARTED.match(text)) and asks(plain_text(parted["title"])):
        return parted["title"], [Line(parted["rest"], origin), *body]
    if has_mark(text):
        head, mark, rest = text.partition("?")
        if len(rest) < SHORT or has_mark(rest) or head.count("[") != head.count("]") or rest[0] not in " *_":
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


def _paragraph_lines(block: Block, below: Block | None, lines: Sequence[Line]) -> Iterator[Candidate]:
    texts = [line.text for line in lines[block.start : block.end]]
    if _are_options(texts):
        return
    if len(texts) > 1 and (listed := _listed_lines(block, texts)):
        yield from listed
        return
    for index, text in enumerate(texts, block.start):
        is_answered = index + 1 < block.end or (below is not None and below.kind != "heading")
        label = _LABEL.match(text)
        if label:
            yield Candidate("label", index, index + 1, _labelled(label), is_answered=is_answered, is_sure=True)
        elif (reply := _REPLY.match(text)) and not is_key(text[reply.end() :]):
            rest = Line(text[reply.end() :], lines[index].origin)
            yield Candidate("reply", index, index + 1, "", [rest])
        elif len(texts) == 1 and below is not None and below.kind == "fence" and has_mark(text) and asks(text):
            yield Candidate("line", index, index + 1, text.strip(), is_answered=True)
        elif index == block.start and index and (title := _bold_title(text)):
            yield Candidate("bold", index, index + 1, title, is_answered=is_answered)


def _listed_lines(block: Block, texts: Sequence[str]) -> list[Candidate]:
    """Lines that are a list in all but name: each with a number and a Chinese comma, or all with one symbol."""
    if _heads(texts[0]) and all(map(_NUMBERED.match, texts[1:])):
        return [  # An ordered list may only break into a paragraph with 1.
            Candidate("numbered", at, at + 1, text.strip(), counts_number=False, is_section=at == block.start)
            for at, text in enumerate(texts, block.start)
        ]
    if all(map(_HAN_NUMBER.match, texts)):
        kind, titles = "numbered", [text.strip() for text in texts]
    else:
        if asking := _asking_lines(block, texts):
            return asking
        matches = [_SYMBOL.match(text) for text in texts]
        if len({match["symbol"] for match in matches if match}) != 1:
            return []
        kind, titles = (
            "bullet",
            [text[match.end() :].strip() if match else "" for match, text in zip(matches, texts, strict=True)],
        )
    among = share_asking(plain_text(split_number(title)[1]) for title in titles if title)
    return [
        Candidate(kind, index, index + 1, title, counts_number=False, among=among)
        for index, title in enumerate(titles, block.start)
        if title
    ]


def _asking_lines(block: Block, texts: Sequence[str]) -> list[Candidate]:
    """Bare lines that are questions, and headings of such."""
    is_headed = len(texts) >= LEAST_LINES and _heads(texts[0]) and all(map(asks, texts[1:]))
    if not is_headed and (len(texts) <= LEAST_LINES or not _are_questions(texts)):
        return []
    return [
        Candidate("bullet", index, index + 1, text.strip(), counts_number=False, is_section=_heads(text))
        for index, text in enumerate(texts, block.start)
        if text.strip()
    ]


def _heads(text: str) -> bool:
    return groups(text) or (text.rstrip().endswith((":", "：")) and not asks(text) and len(text) < SHORT)


def _are_questions(texts: Sequence[str]) -> bool:
    """Whether bare lines are questions, and headings of such: half with the mark, hardly any that says something."""
    marked = sum(text.rstrip().endswith("?") for text in texts)
    return marked * 5 >= len(texts) * 2 and sum(asks(text) or _heads(text) for text in texts) * 5 >= len(texts) * 4


def _are_options(texts: Sequence[str]) -> bool:
    """Whether these are the options of a question: a line with an A, then one with a B."""
    letters = [match["letter"].lower() for match in map(_LETTERED.match, texts) if match]
    return letters[:2] == ["a", "b"]


def _labelled(match: re.Match[str]) -> str:
    title = match["title"].strip()
    number = re.search(r"\d+", match["label"])
    if title.endswith(("**", "__")) and title.count(title[-2:]) % 2:
        title = title[:-2]
    return f"{number[0]}. {title}" if number else title


def _bold_title(text: str) -> str:
    """The title a line of bold type is; empty for other lines, and for words that only head an answer's part."""
    match = _BOLD.match(text)
    if match is None or not _AFTER_BOLD.fullmatch(text, match.end()):
        return ""
    title = f"{match['lead']}{match['bold'][2:-2]}".strip()
    marks = _TAG.sub("", text[match.end() :]).strip()
    return "" if heads_answer(plain_text(title)) else f"{title} {marks}".strip()
