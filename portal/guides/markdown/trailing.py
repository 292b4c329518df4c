"""Text at a document's end that belongs to no heading: what a chat said after the guide it had written."""

import re
from collections.abc import Sequence

from portal.guides.markdown.headings import Part
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.structure import Block
from portal.guides.markdown.titles import plain_text, without_emoji

_OFFER = re.compile(
    r"(would you like|do you want|want me to|shall i|should i|let me know (if|whether)|if you('d| would)? (like|want)"
    r"|i (can|could) also|feel free to (ask|reach)|(i'm )?happy to help|(i )?hope this helps|good luck|best of luck"
    r"|all the best|happy (coding|learning|interviewing|studying)"
    r"|(these|this) (\w+ ){0,4}(questions|answers|list|guide|document|set|collection)"
    r" (should|will|covers?|provides?|can)"
    r"|by (mastering|preparing|practicing|understanding) (these|this)|remember to (practice|prepare|review|tailor))\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(would you like( me)?\b|do you want me\b|(want|shall|should) (me|i) )", re.IGNORECASE)
"""What only a chat asks, wherever it stands."""


def cut_trailing(parts: Sequence[Part]) -> list[Finding]:
    """Take text that belongs to no heading off the last part, and report it.

    It begins with an offer to do more; or after a last horizontal rule, in a document whose rules only close parts.
    """
    *others, last = parts
    inner = [finding for part in others if part.heading for finding in _cut(part, _first_offer(part.blocks, _ASKED))]
    return [*inner, *_cut_last(last, parts)]


def _cut_last(last: Part, parts: Sequence[Part]) -> list[Finding]:
    if last.heading is None:
        return []
    start = _first_offer(last.blocks, _OFFER)
    if start is None:
        start = _after_last_rule(last.blocks)
        if start is None or any(_after_last_rule(part.blocks) is not None for part in parts[1:-1]):
            return []
    return _cut(last, start)


def _cut(part: Part, start: int | None) -> list[Finding]:
    if start is None:
        return []
    trailing = part.blocks[start:]
    del part.blocks[start:]
    count = trailing[-1].end - trailing[0].start
    return [Finding("TRAILING-TEXT", trailing[0].line, f"{_lines(count)} at the end belong to no heading: left out.")]


def _first_offer(blocks: Sequence[Block], offer: re.Pattern[str]) -> int | None:
    """Where a paragraph begins with an offer and no heading follows."""
    for index, block in enumerate(blocks):
        if block.kind == "paragraph":
            words = without_emoji(plain_text(block.content.split("\n")[0])).replace("\u2019", "'")
            if offer.match(words) and not any(later.kind == "heading" for later in blocks[index:]):
                return _from_rule(blocks, index)
    return None


def _from_rule(blocks: Sequence[Block], index: int) -> int:
    """The same place, or the one after a rule close above it: what a chat says at the end may take two paragraphs."""
    for above in range(index - 1, max(0, index - 3), -1):
        if blocks[above].kind == "hr":
            return above + 1
        if blocks[above].kind != "paragraph":
            break
    return index


def _after_last_rule(blocks: Sequence[Block]) -> int | None:
    """The first block after the last horizontal rule; None where nothing, or nothing before it, stands."""
    rules = [index for index, block in enumerate(blocks) if block.kind == "hr"]
    start = rules[-1] + 1 if rules else 0
    return start if rules and start < len(blocks) else None


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
