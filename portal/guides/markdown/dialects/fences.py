"""Fences that an author forgot to close, closed before the heading they would swallow."""

import re
from collections.abc import Sequence

from portal.guides.markdown.dialects.lines import Line, closes, fence_of
from portal.guides.markdown.problems import Finding

_HEADING = re.compile(r"#{2,6} +\S|</?details\b")
_MANY = 3
"""So many headings make a text in a fence a document of its own."""

_SWALLOWED = "This block never closes: it is taken to end before the heading on line {}."


def mend_fences(texts: Sequence[str], hidden: int) -> tuple[list[Line], list[Finding]]:
    """The lines with every missing end put in, and a finding for each.

    A fence is taken for unclosed where the text ends inside it, or where another one with a language opens inside it,
    and a heading stands in between. The first ``hidden`` lines are front matter.
    """
    texts = _unwrapped(texts, hidden)
    lines = [Line(text, index) for index, text in enumerate(texts)]
    findings: list[Finding] = []
    ends: dict[int, str] = {}
    opener, opened_at, heading_at, is_quoted = "", 0, None, False
    index = hidden
    while index <= len(texts):
        if opener and is_quoted and index < len(texts) and not _is_quoted(texts[index]):
            opener, heading_at = "", None  # A fence ends with the quotation it stands in.
        fence = fence_of(texts[index]) if index < len(texts) else None
        is_broken = bool(opener) and (index == len(texts) or (fence is not None and _opens_inside(fence, opener)))
        if is_broken and heading_at is not None:
            ends[heading_at] = opener
            findings.append(Finding("UNCLOSED-FENCE", opened_at + 1, _SWALLOWED.format(heading_at + 1)))
            index, opener, heading_at = heading_at, "", None
            continue
        if fence and opener and closes(fence, opener):
            opener, heading_at = "", None
        elif fence and not opener:
            opener, opened_at, heading_at, is_quoted = fence[0], index, None, _is_quoted(texts[index])
        elif opener and heading_at is None and index < len(texts) and _is_heading(texts, index):
            heading_at = index
        index += 1
    mended = [line for n, line in enumerate(lines) for line in ([Line(ends[n], n), line] if n in ends else [line])]
    return mended, findings


def _unwrapped(texts: Sequence[str], hidden: int) -> Sequence[str]:
    """The lines without the fence that a chat put round the whole guide it wrote: its marks become blank lines."""
    start = next((n for n, text in enumerate(texts[hidden:], hidden) if _HEADING.match(text) or fence_of(text)), None)
    fence = fence_of(texts[start]) if start is not None else None
    if start is None or fence is None or fence[1].lower() not in {"markdown", "md"}:
        return texts
    rest = texts[start + 1 :]
    if sum(bool(_HEADING.match(text)) for text in rest) < _MANY:
        return texts
    # The last mark without a language that nothing has opened is its end; it may have been forgotten.
    ends = [n for n, text in enumerate(rest, start + 1) if (found := fence_of(text)) and not found[1]]
    opens = sum(bool(found and found[1]) for found in map(fence_of, rest))
    out = {start, ends[-1]} if ends and len(ends) > opens and (len(ends) - opens) % 2 else {start}
    # What the chat says after the guide is told from it by a rule.
    return [("" if n == start else "***") if n in out else text for n, text in enumerate(texts)]


def _opens_inside(fence: tuple[str, str], opener: str) -> bool:
    marks, info = fence
    return bool(info) and marks[0] == opener[0] and len(marks) >= len(opener)


def _is_quoted(text: str) -> bool:
    return text.lstrip().startswith(">")


def _is_heading(texts: Sequence[str], index: int) -> bool:
    """Whether a line looks like a heading that no code would hold: two marks or more, after a blank line."""
    return bool(_HEADING.match(texts[index])) and not texts[index - 1].strip()
