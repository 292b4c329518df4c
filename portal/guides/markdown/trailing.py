"""Text at a document's end that belongs to no heading: what a chat said after the guide it had written."""

import re
from collections.abc import Sequence

from portal.guides.markdown.headings import Part
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.structure import Block
from portal.guides.markdown.titles import plain_text, without_emoji

_OFFER = re.compile(
    r"(would you like|do you want|want me to|shall i|should i|let me know (if|whether)|if you('d| would)? (like|want)"
    r"|i (can|could) also|feel free to ask|happy to help|hope this helps|good luck)\b",
    re.IGNORECASE,
)


def cut_trailing(parts: Sequence[Part]) -> list[Finding]:
    """Take text that belongs to no heading off the last part, and report it.

    It begins with an offer to do more; or after a last horizontal rule, in a document whose rules only close parts.
    """
    last = parts[-1]
    if last.heading is None:
        return []
    start = _first_offer(last.blocks)
    if start is None:
        start = _after_last_rule(last.blocks)
        if start is None or any(_after_last_rule(part.blocks) is not None for part in parts[1:-1]):
            return []
    trailing = last.blocks[start:]
    del last.blocks[start:]
    count = trailing[-1].end - trailing[0].start
    return [Finding("TRAILING-TEXT", trailing[0].line, f"{_lines(count)} at the end belong to no heading: left out.")]


def _first_offer(blocks: Sequence[Block]) -> int | None:
    """Where a paragraph begins with an offer and no heading follows."""
    for index, block in enumerate(blocks):
        if block.kind == "paragraph":
            words = without_emoji(plain_text(block.content.split("\n")[0])).replace("\u2019", "'")
            if _OFFER.match(words) and not any(later.kind == "heading" for later in blocks[index:]):
                return index
    return None


def _after_last_rule(blocks: Sequence[Block]) -> int | None:
    """The first block after the last horizontal rule; None where nothing, or nothing before it, stands."""
    rules = [index for index, block in enumerate(blocks) if block.kind == "hr"]
    start = rules[-1] + 1 if rules else 0
    return start if rules and start < len(blocks) else None


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
