"""Questions that are lines and nothing more: a line that ends with a question mark, the answer below it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from portal.guides.markdown.dialects.candidates import Candidate
from portal.guides.markdown.dialects.lines import Line
from portal.guides.markdown.dialects.wording import asks, groups
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

SHORT_HEAD = 60
"""A line of fewer characters may head the questions below it."""

_MARKED = re.compile(r"(?<!^)[?？؟][:：\s*_`\"”»)]*$")
_STOPS = re.compile(r"[.:;!?？。：][\s*_\"”»)]*$")
_BEGINS = re.compile(
    r"[ \t]{0,3}(?:(?P<mark>[*_`])(?=[^\s*_`].*(?P=mark)\s*$))?"
    r"(?![-+*_>|#<\[]|\(?[A-Za-z][.):]\s|(?:note|tip|hint)\b)\S",
    re.IGNORECASE,
)
_ALONG = re.compile(r"\W*(?:so|and|but|then|now|ever|have you ever|okay|ready|right|sounds?|guess)\b", re.IGNORECASE)
"""How what an author asks along the way begins."""

_ORDERS = re.compile(
    r"\W*(?:explain|describe|define|compare|discuss|elaborate|name|list|mention|differentiate|walk (?:me|us)"
    r"|объясните|опишите|назовите|перечислите|расскажите)\b.{5,120}$",
    re.IGNORECASE,
)


def lone_lines(blocks: Sequence[Block], lines: Sequence[Line], free: Collection[int]) -> list[Candidate]:
    """The lines in those blocks that are ``free``, by index: if the text is made of them, or code stands below."""
    marked: list[Candidate] = []
    others: list[Candidate] = []
    coded: list[Candidate] = []
    for index, block in enumerate(blocks):
        if block.kind != "paragraph" or index not in free:
            continue
        below = blocks[index + 1].kind if index + 1 < len(blocks) else "heading"
        texts = [line.text for line in lines[block.start : block.end]]
        found = list(_marked(block, texts, is_followed=below != "heading"))
        marked += found
        if len(texts) == 1 and not found and _BEGINS.match(texts[0]):
            others.append(_line(block.start, block.start + 1, texts, is_answered=below != "heading"))
        if len(texts) == 1 and found and below == "fence":
            coded += found
    is_told = sum(bool(_ALONG.match(each.title)) for each in marked) * 3 > len(marked)
    if len(marked) < LEAST or is_told or _blocks_from(marked[0].start, blocks) > len(marked) * BLOCKS_EACH:
        return [replace(each, kind="line above code") for each in coded]
    are_numbered = sum(each.number is not None for each in marked) * 2 > len(marked)
    return sorted([*marked, *_among(others, are_numbered=are_numbered)], key=lambda each: each.start)


def _among(others: Sequence[Candidate], *, are_numbered: bool) -> Iterator[Candidate]:
    """Those lines without a mark that are questions too, as they give an order or have a number; and their headings."""
    for each in others:
        if _ORDERS.match(each.title) or (are_numbered and each.number is not None):
            yield each
        elif groups(each.title) and len(each.title) < SHORT_HEAD and not _STOPS.search(each.title):
            yield replace(each, is_section=True)


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
    # A number counts: paragraphs have none by themselves.
    return Candidate("line", start, end, " ".join(text.strip() for text in texts), is_answered=is_answered)


def _blocks_from(line: int, blocks: Sequence[Block]) -> int:
    return sum(block.start >= line and block.kind not in {"heading", "hr"} for block in blocks)
