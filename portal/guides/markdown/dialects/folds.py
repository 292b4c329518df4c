"""What other tools fold, as ``<details>``: ``??? question`` of MkDocs, ``::: details``, Hugo's ``{{< expand >}}``.

Definition lists, ``Term`` with ``: what it is`` below, become lines of bold type with paragraphs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from portal.guides.markdown.dialects.lines import Line, code_mask
from portal.guides.markdown.dialects.wording import heads_answer

INDENT = 4
LEAST_TERMS = 2

_ADMONITION = re.compile(r'(?:\?\?\?\+?|!!!(?=\s*(?:question|faq|quiz)\b))\s*\w*\s*"(?P<title>[^"].*)"\s*')
_CONTAINER = re.compile(r":{3,}\s*(?P<kind>[\w-]+)(?:\s+(?P<title>\S.*)|\[(?P<named>[^\[\]]+)\]\s*)?")
_CONTAINER_END = re.compile(r":{3,}\s*")
_SHORTCODE = re.compile(
    r"\{\{[<%]\s*(?P<close>/?)\s*(?:expand|details|spoiler|collapse)\b[^\"{}]*(?:\"(?P<title>[^\"]*)\"[^{}]*)?[>%]\}\}\s*"
)
_DEFINED = re.compile(r":[ \t]{1,3}(?=\S)")


def with_details(lines: Sequence[Line]) -> list[Line]:
    """The lines with every fold of another tool as ``<details>``."""
    mask = code_mask([line.text for line in lines])
    return list(_defined(list(_marked(_indented(lines, mask)))))


def _indented(lines: Sequence[Line], mask: Sequence[bool]) -> Iterator[Line]:
    """The lines, those set in below ``??? question "Title"`` as the inside of an element."""
    is_open = False
    for line, is_code in zip(lines, mask, strict=True):
        if is_open and (line.is_blank or line.text.startswith(" " * INDENT)):
            yield Line(line.text[INDENT:], line.origin, line.role)
            continue
        if is_open:
            yield from _as_lines(line.origin, "", "</details>", "")
        match = None if is_code else _ADMONITION.fullmatch(line.text)
        is_open = match is not None
        yield from _opened(line.origin, match["title"]) if match else (line,)
    if is_open:
        yield from _as_lines(lines[-1].origin, "", "</details>")


def _marked(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, marks with an end of their own as tags; those that only wrap an answer are left out."""
    lines = list(lines)
    kinds: list[str] = []
    for line, is_code in zip(lines, code_mask([line.text for line in lines]), strict=True):
        text = line.text
        if is_code or text[:1] not in {":", "{"}:
            yield line
        elif short := _SHORTCODE.fullmatch(text):
            opened = _opened(line.origin, short["title"] or "")
            yield from _as_lines(line.origin, "", "</details>", "") if short["close"] else opened
        elif kinds and _CONTAINER_END.fullmatch(text):
            yield from _as_lines(line.origin, "", "</details>" if kinds.pop() == "details" else "", "")
        elif (match := _CONTAINER.fullmatch(text)) and (_is_known(match) or kinds):
            kinds.append(match["kind"])
            title = match["title"] or match["named"] or ""
            yield from _opened(line.origin, title) if match["kind"] == "details" else _as_lines(line.origin, "")
        else:
            yield line


def _is_known(match: re.Match[str]) -> bool:
    title = match["title"] or match["named"] or ""
    return match["kind"] == "details" or (bool(title) and heads_answer(title))


def _opened(origin: int, title: str) -> Iterator[Line]:
    return _as_lines(origin, "<details>", f"<summary>{title}</summary>", "")


def _as_lines(origin: int, *texts: str) -> Iterator[Line]:
    return (Line(text, origin) for text in texts)


def _defined(lines: Sequence[Line]) -> Iterator[Line]:
    starts = {n for n, line in enumerate(lines) if n and _DEFINED.match(line.text) and not lines[n - 1].is_blank}
    terms = {n - 1 for n in starts if not _DEFINED.match(lines[n - 1].text)}
    if len(terms) < LEAST_TERMS:
        yield from lines
        return
    for n, line in enumerate(lines):
        if n in terms and "**" not in line.text:
            yield from _as_lines(line.origin, "", f"**{line.text.strip()}**", "")
        elif n in starts:
            yield from (Line("", line.origin), Line(_DEFINED.sub("", line.text, count=1), line.origin))
        else:
            yield line
