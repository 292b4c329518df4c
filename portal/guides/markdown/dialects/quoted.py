"""Questions in quotations and in fences of their own, and guides that are quoted as a whole."""

import itertools
import re
from collections.abc import Iterator, Sequence

from portal.guides.markdown.dialects.candidates import Candidate
from portal.guides.markdown.dialects.lines import Line
from portal.guides.markdown.dialects.wording import asks, has_mark, is_prefixed
from portal.guides.markdown.structure import Block
from portal.guides.markdown.titles import plain_text, split_number

WHOLE = 0.8
"""From this share of quoted lines on, a text is quoted as a whole."""

LEAST = 3
"""So many headings in quotations make the quotations that have one parts of the guide."""

LONGEST = 3
"""Most lines of a question in a fence."""

_MARK = re.compile(r"[ \t]{0,3}>[ \t]?")
_HEADING = re.compile(r"[ \t]{0,3}>[ \t]?#{1,6}[ \t]+\S")
_LEAD = re.compile(r"\s*(?:#{1,6}\s+)?(?:\[!\w{1,20}\][-+]?\s*)?")
_CODE = re.compile(r"[;{}=<>$\\]|\w\(")
_WORDS = frozenset({"", "text", "txt", "plain", "plaintext", "question", "md", "markdown"})
"""What stands after the marks of a fence that holds no code."""


def without_quotes(texts: Sequence[str], hidden: int) -> Sequence[str]:
    """The lines, without the marks of a quotation that holds the guide, or headings of it."""
    seen = [text for text in texts[hidden:] if text.strip()]
    count = sum(bool(_MARK.match(text)) for text in seen)
    is_whole = count > LEAST and count >= len(seen) * WHOLE
    if not is_whole and sum(bool(_HEADING.match(text)) for text in seen) < LEAST:
        return texts
    written = list(texts[:hidden])
    for is_quoted, run in itertools.groupby(texts[hidden:], lambda text: bool(_MARK.match(text))):
        part = list(run)
        is_part = is_quoted and (is_whole or any(map(_HEADING.match, part)))
        written += [_MARK.sub("", text, count=1) for text in part] if is_part else part
    return written


def quoted_question(block: Block, below: Block | None, lines: Sequence[Line]) -> Candidate | None:
    """The question that a quotation begins with; the rest of the quotation is its answer, or what stands below."""
    inner = [Line(_MARK.sub("", line.text, count=1), line.origin) for line in lines[block.start : block.end]]
    first = next((n for n, line in enumerate(inner) if not line.is_blank), None)
    if first is None:
        return None
    title = _LEAD.sub("", inner[first].text, count=1).strip()
    number, words = split_number(title)
    plain = plain_text(words)
    if not (has_mark(plain) or is_prefixed(title) or (number is not None and asks(plain))):
        return None
    body = inner[first + 1 :]
    goes_on = below is not None and below.kind not in {"heading", "blockquote"}
    is_answered = goes_on or any(not line.is_blank for line in body)
    return Candidate("quoted", block.start, block.end, title, body, is_answered)


def coded_lines(block: Block, below: Block | None) -> Iterator[Candidate]:
    """The lines of an indented block that holds no code."""
    texts = block.content.rstrip("\n").split("\n")
    if any(map(_CODE.search, texts)):
        return
    goes_on = below is not None and below.kind not in {"heading", "code_block"}
    for at, text in enumerate(texts):
        if text.strip():
            is_answered = goes_on and at + 1 == len(texts)
            yield Candidate("coded line", block.start + at, block.start + at + 1, text.strip(), is_answered=is_answered)


def fenced_question(block: Block, below: Block | None) -> Candidate | None:
    """The question that is all a fence holds."""
    words = [line.strip() for line in block.content.split("\n") if line.strip()]
    title = " ".join(words)
    is_text = block.info in _WORDS and 0 < len(words) <= LONGEST and not _CODE.search(title)
    is_said = title[:1].isupper() and " " in title
    if not is_text or not (is_said or asks(plain_text(split_number(title)[1]))):
        return None
    goes_on = below is not None and below.kind != "heading"
    return Candidate("fenced", block.start, block.end, title, is_answered=goes_on)
