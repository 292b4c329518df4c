"""Lists in all but name, made lists: lines that begin with a bullet sign, and numbers without a space after them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from portal.guides.markdown.dialects.lines import Line, code_mask

LEAST = 2
"""Fewer numbers in a row than these are no list."""

_SIGN = re.compile(r"(?P<indent>[ \t]*)[•●◦▪‣⁃∙][ \t]*(?=\S)")
_WRAPPED_NUMBER = re.compile(
    r"(?P<indent>[ \t]{0,3})(?:\[(?P<a>\d{1,4})\](?![(:\[])|(?P<b>\d{1,4})\s?/(?=\s)"
    r"|(?:No\.?|№)\s?(?P<c>\d{1,4})[.:)]?(?=\s))\s+(?=\S)"
)
"""``[1] …``, ``1/ …``, ``No. 1 …``"""

_NUMBER = re.compile(
    r"[ \t]{0,3}(?P<number>\d{1,4})"
    r"(?:(?P<mark>[.)])(?P<space>[ \t]*)(?=[^\W\d]|[*_`\"“¿(\[]{1,3}[^\W\d])|\t+(?=[^\W\d]))"
)
_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]")


def as_lists(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of such lists as Markdown writes them."""
    mask = code_mask([line.text for line in lines])
    return _numbered(_unwrapped(_signed(lines, mask), mask), mask)


def _unwrapped(lines: Sequence[Line], mask: Sequence[bool]) -> list[Line]:
    """The lines with a plain number for one in brackets and the like, where these count on from 1."""
    row: dict[int, str] = {}
    last = 0
    for n, line in enumerate(lines):
        match = None if mask[n] else _WRAPPED_NUMBER.match(line.text)
        number = int(match["a"] or match["b"] or match["c"]) if match else 0
        if match and number == last + 1:
            row[n] = f"{match['indent']}{number}. {line.text[match.end() :]}"
            last = number
    if len(row) <= LEAST:
        return list(lines)
    return [replace(line, text=row.get(n, line.text)) for n, line in enumerate(lines)]


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
    """The lines, every number in a row of such with a space after it, and off the paragraph above: only 1 breaks in."""
    row: dict[int, re.Match[str]] = {}
    last = 0
    for n, line in enumerate(lines):
        match = None if mask[n] else _NUMBER.match(line.text)
        if match and int(match["number"]) in {1, last + 1}:
            row[n] = match
            last = int(match["number"])
    if len(row) < LEAST:
        return list(lines)
    written: list[Line] = []
    for n, line in enumerate(lines):
        match = row.get(n)
        if match and written and _is_paragraph(written[-1].text) and (match["number"] != "1" or not match["space"]):
            written.append(Line("", line.origin))
        if match and not match["space"]:
            written.append(replace(line, text=f"{match['number']}{match['mark'] or '.'} {line.text[match.end() :]}"))
        else:
            written.append(line)
    return written


def _is_paragraph(text: str) -> bool:
    return bool(text.strip()) and text[0] not in "# \t" and not _ITEM.match(text)
