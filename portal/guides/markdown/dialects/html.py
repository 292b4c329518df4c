"""The HTML that authors write inside ``<details>``, as Markdown: lists, paragraphs, code. Other tags stay."""

import html
import re
from collections.abc import Sequence

from portal.guides.markdown.dialects.lines import Line, code_mask

LENGTH_LIMIT = 10_000
"""Longest line in which tags are looked at, in characters."""

_BLOCK = re.compile(r"<(?:ul|ol|li|p|pre|h[1-6])\b", re.IGNORECASE)
_PIECE = re.compile(
    r"(<pre\b[^>]*>|</pre>|</?(?:ul|ol|li|p|div|br|h[1-6]|blockquote|b|strong|code|em|i)\b[^>]*>)", re.I
)
_EMPTY = re.compile(r"\s*(?:</?(?:p|br|div|b|strong|blockquote|center)\b[^>]*>\s*)+", re.IGNORECASE)
_HEAD = re.compile(r"\s*(?:<(?:p|br|div|b|strong)\b[^>]*>\s*)+(?=\S)", re.IGNORECASE)
_TAIL = re.compile(
    r"(?<=\S)\s*(?:</(?:p|div|b|strong)>|<br\s*/?>)(?:\s*(?:</(?:p|div|b|strong)>|<br\s*/?>))*\s*$", re.I
)


def as_markdown(lines: Sequence[Line]) -> list[Line]:
    """The lines as Markdown, without the tags that only wrap them; as they are where one is very long."""
    if any(len(line.text) > LENGTH_LIMIT for line in lines):
        return list(lines)
    mask = code_mask([line.text for line in lines])
    if any(_BLOCK.search(line.text) for line, is_code in zip(lines, mask, strict=True) if not is_code):
        return _converted(lines, mask)
    return _unwrapped(lines, mask)


def _unwrapped(lines: Sequence[Line], mask: Sequence[bool]) -> list[Line]:
    plain = [
        Line("", line.origin, line.role) if not is_code and _EMPTY.fullmatch(line.text) else line
        for line, is_code in zip(lines, mask, strict=True)
    ]
    filled = [index for index, line in enumerate(plain) if not line.is_blank]
    if filled and not mask[filled[0]]:
        plain[filled[0]] = _stripped(plain[filled[0]], _HEAD, closing="</")
    if filled and not mask[filled[-1]]:
        plain[filled[-1]] = _stripped(plain[filled[-1]], _TAIL, closing="<b>")
    return plain


def _stripped(line: Line, pattern: re.Pattern[str], *, closing: str) -> Line:
    """The line without the tags at one end, unless their partners stand in the same line."""
    if closing in line.text.lower() or (closing == "<b>" and "<strong>" in line.text.lower()):
        return line
    return Line(pattern.sub("", line.text), line.origin, line.role)


class _Writer:
    """Collects Markdown lines from pieces of HTML."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.lists: list[tuple[str, int]] = []
        self.is_code = False

    def piece(self, piece: str, origin: int, *, is_whole: bool) -> None:
        """Write one tag, or the text between two; ``is_whole`` where it is a line without tags."""
        if _PIECE.fullmatch(piece):
            self.tag(piece, origin)
        elif self.is_code and (piece.strip() or is_whole):
            self.lines.append(Line(html.unescape(piece), origin))
        elif piece.strip():
            self.put(" " + piece.strip() if self.lines and is_whole else piece, origin)

    def put(self, text: str, origin: int) -> None:
        """Add to the line that is being written."""
        if self.lines and self.lines[-1].text and not self.lines[-1].text.startswith("```"):
            last = self.lines[-1]
            self.lines[-1] = Line(last.text + text, last.origin, last.role)
        elif text.strip():
            self.lines.append(Line(self._indent() + text.lstrip(), origin))

    def end_line(self, origin: int) -> None:
        if self.lines and self.lines[-1].text:
            self.lines.append(Line("", origin))

    def _indent(self) -> str:
        return "    " * len(self.lists) if self.lists and not self.is_code else ""

    def tag(self, tag: str, origin: int) -> None:
        name = re.sub(r"[^a-z0-9/]", "", tag.split(maxsplit=1)[0].lower())
        if name in {"b", "/b", "strong", "/strong", "em", "/em", "i", "/i", "code", "/code"}:
            self._inline(name, origin)
        elif name == "pre":
            self.end_line(origin)
            self.lines.append(Line("```", origin))
            self.is_code = True
        elif name == "/pre":
            self.lines += [Line("```", origin), Line("", origin)]
            self.is_code = False
        elif name in {"ul", "ol"}:
            self.end_line(origin)
            self.lists = [*self.lists, (name, 0)][:20]
        elif name in {"/ul", "/ol"}:
            self.lists = self.lists[:-1]
            self.end_line(origin)
        elif name == "li":
            self._item(origin)
        elif name != "/li":
            self.end_line(origin)

    def _item(self, origin: int) -> None:
        kind, count = self.lists.pop() if self.lists else ("ul", 0)
        self.end_line(origin)
        marker = "-   " if kind == "ul" else f"{count + 1}.  "
        self.lines.append(Line(self._indent() + marker, origin))
        self.lists.append((kind, count + 1))

    def _inline(self, name: str, origin: int) -> None:
        if self.is_code:
            return
        mark = {"code": "`", "em": "*", "i": "*"}.get(name.strip("/"), "")
        self.put(mark, origin)


def _converted(lines: Sequence[Line], mask: Sequence[bool]) -> list[Line]:
    writer = _Writer()
    for line, is_code in zip(lines, mask, strict=True):
        if is_code or line.role:
            writer.lines.append(line)
            continue
        pieces = _PIECE.split(line.text)
        if len(pieces) == 1 and not writer.lists and not writer.is_code:
            writer.lines.append(line)
            continue
        for piece in pieces:
            writer.piece(piece, line.origin, is_whole=len(pieces) == 1)
    if writer.is_code:
        writer.lines.append(Line("```", lines[-1].origin))
    return writer.lines
