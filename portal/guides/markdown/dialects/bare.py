"""Questions that are lines and nothing more: a line that ends with a question mark, the answer below it."""

import re
from collections.abc import Collection, Iterator, Sequence

from portal.guides.markdown.dialects.candidates import Candidate
from portal.guides.markdown.dialects.lines import Line
from portal.guides.markdown.dialects.wording import asks
from portal.guides.markdown.structure import Block
from portal.guides.markdown.titles import plain_text

LONGEST = 240
"""Characters of a line that may be a question by itself."""

WRAPPED = 3
"""Most lines that one question goes on for."""

LEAST = 3
"""Fewer such lines are what an author asks along the way, unless code stands below them."""

BLOCKS_EACH = 6
"""From more blocks for each such line on, they are what an author asks along the way."""

_MARKED = re.compile(r"[?？؟][\s_\"”»)]*$")
_STOPS = re.compile(r"[.:;!?？。：][\s*_\"”»)]*$")
_BEGINS = re.compile(r"[ \t]{0,3}(?![-+*_>|#<\[]|\(?[A-Za-z][.):]\s|(?:note|tip|hint)\b)\S", re.IGNORECASE)
_ORDERS = re.compile(
    r"\W*(?:explain|describe|define|compare|discuss|elaborate|name|list|mention|differentiate|walk (?:me|us)"
    r"|объясните|опишите|назовите|перечислите|расскажите)\b.{5,120}$",
    re.IGNORECASE,
)


def lone_lines(blocks: Sequence[Block], lines: Sequence[Line], free: Collection[int]) -> Iterator[Candidate]:
    """The lines in those blocks that are ``free``, by index: if the text is made of them, or code stands below."""
    marked: list[Candidate] = []
    orders: list[Candidate] = []
    coded: list[Candidate] = []
    for index, block in enumerate(blocks):
        if block.kind != "paragraph" or index not in free:
            continue
        below = blocks[index + 1].kind if index + 1 < len(blocks) else "heading"
        texts = [line.text for line in lines[block.start : block.end]]
        found = list(_marked(block, texts, is_followed=below != "heading"))
        marked += found
        if len(texts) == 1 and not found and _BEGINS.match(texts[0]) and _ORDERS.match(texts[0]):
            orders.append(_line(block.start, block.start + 1, texts, is_answered=below != "heading"))
        if len(texts) == 1 and found and below == "fence":
            coded += found
    if len(marked) >= LEAST and _blocks_from(marked[0].start, blocks) <= len(marked) * BLOCKS_EACH:
        yield from sorted([*marked, *orders], key=lambda each: each.start)
    else:
        yield from coded


def _marked(block: Block, texts: Sequence[str], *, is_followed: bool) -> Iterator[Candidate]:
    """The questions among the lines of a paragraph; the first may be wrapped."""
    for at, text in enumerate(texts):
        if len(text) > LONGEST or not _MARKED.search(text):
            continue
        start = next((n for n in range(max(0, at - WRAPPED + 1), at) if n == 0 and _is_wrapped(texts[n:at])), at)
        title = " ".join(texts[start : at + 1])
        if _BEGINS.match(texts[start]) and asks(plain_text(title)):
            is_answered = is_followed or at + 1 < len(texts)
            yield _line(block.start + start, block.start + at + 1, texts[start : at + 1], is_answered=is_answered)


def _is_wrapped(texts: Sequence[str]) -> bool:
    return asks(plain_text(texts[0])) and not any(map(_STOPS.search, texts))


def _line(start: int, end: int, texts: Sequence[str], *, is_answered: bool) -> Candidate:
    return Candidate("line", start, end, " ".join(text.strip() for text in texts), is_answered=is_answered)


def _blocks_from(line: int, blocks: Sequence[Block]) -> int:
    return sum(block.start >= line and block.kind not in {"heading", "hr"} for block in blocks)
