"""Lists in all but name, made lists: lines that begin with a bullet sign, and numbers without a space after them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from portal.guides.markdown.dialects.lines import Line, code_mask

LEAST = 2
"""Fewer numbers in a row than these are no list."""

_SIGN = re.compile(r"(?P<indent>[ \t]*)[•●◦▪‣⁃∙][ \t]*(?=\S)")
_TIGHT = re.compile(r"(?P<number>[ \t]{0,3}\d{1,4}[.)])(?=[^\W\d]|[*_`\"“]{1,3}[^\W\d])")
_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]")


def as_lists(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of such lists as Markdown writes them."""
    mask = code_mask([line.text for line in lines])
    return _numbered(_signed(lines, mask), mask)


def _signed(lines: Sequence[Line], mask: Sequence[bool]) -> list[Line]:
    """The lines with a hyphen for every bullet sign. A list that is set in below no other is set out."""
    written = []
    shift = 0
    is_list = False
    for line, is_code in zip(lines, mask, strict=True):
        sign = None if is_code else _SIGN.match(line.text)
        if sign is None:
            is_list = _ITEM.match(line.text) is not None or (is_list and (line.is_blank or line.text[0] in " \t"))
            written.append(line)
            continue
        if not is_list:
            shift = len(sign["indent"])
        is_list = True
        written.append(replace(line, text=f"{sign['indent'][shift:]}- {line.text[sign.end() :]}"))
    return written


def _numbered(lines: Sequence[Line], mask: Sequence[bool]) -> list[Line]:
    """The lines with a space after every number in a row of such, and a blank line above: only 1 may do without."""
    found = [(n, _TIGHT.match(line.text)) for n, line in enumerate(lines) if not mask[n]]
    numbers = [(n, match.end(), int(match[0].strip(" \t.)"))) for n, match in found if match]
    row: dict[int, int] = {}
    last = 0
    for n, end, number in numbers:
        if number in {1, last + 1}:
            row[n] = end
            last = number
    if len(row) < LEAST:
        return list(lines)
    written: list[Line] = []
    for n, line in enumerate(lines):
        if n in row:
            above = written[-1] if written else None
            written += [Line("", line.origin)] if above and not above.is_blank and above.text[:1] != "#" else []
            line = replace(line, text=f"{line.text[: row[n]]} {line.text[row[n] :]}")  # noqa: PLW2901
        written.append(line)
    return written
