"""Titles and questions written in HTML tags, as Markdown writes them: headings, bold type, terms with definitions."""

import re
from collections.abc import Iterator, Sequence

from portal.guides.markdown.dialects.lines import Line, code_mask

LENGTH_LIMIT = 2_000
"""Longest line in which tags are looked at, in characters."""

_HEADING = re.compile(r"\s{0,3}<h(?P<depth>[1-6])\b[^<>]*>(?P<title>.*?)</h(?P=depth)>\s*(?P<rest>.*)", re.IGNORECASE)
_BOLD = re.compile(r"(?:<(?P<tag>b|strong)>)(?P<text>[^<>*]+?)\s*</(?P=tag)>", re.IGNORECASE)
_UNDERLINED = re.compile(r"\s{0,3}<u>(?P<text>[^<>*]+?)</u>\s*", re.IGNORECASE)
_TERM = re.compile(r"\s*<dt\b[^<>]*>(?P<text>.*?)(?:</dt>)?\s*", re.IGNORECASE)
_SAID = re.compile(r"\s*<dd\b[^<>]*>(?P<text>.*?)(?:</dd>)?\s*", re.IGNORECASE)
_EMPTY = re.compile(r"\s*(?:</?(?:dl|dd|dt|u)\b[^<>]*>\s*)+", re.IGNORECASE)
_BREAK = re.compile(r"(?<=\*\*)\s*(?:<br\s*/?>\s*)+(?=\S)", re.IGNORECASE)
_WRAP = re.compile(r"</?(?:b|strong|u|font|span|center|p)\b[^<>]*>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\s*<p\b[^<>]*>(?P<text>(?:(?!</?p\b).)+)</p>\s*", re.IGNORECASE)


def without_tags(lines: Sequence[Line]) -> list[Line]:
    """The lines, what tags make a title or bold type as Markdown; other HTML stays."""
    if not any("<" in line.text for line in lines):
        return list(lines)
    mask = code_mask([line.text for line in lines])
    written: list[Line] = []
    for line, is_code in zip(lines, mask, strict=True):
        if is_code or line.role or "<" not in line.text or len(line.text) > LENGTH_LIMIT:
            written.append(line)
        else:
            written += (Line(text, line.origin) for text in _untagged(line.text))
    return written


def _untagged(text: str) -> Iterator[str]:
    if heading := _HEADING.match(text):
        yield from ("", f"{'#' * int(heading['depth'])} {_WRAP.sub('', heading['title']).strip()}", "")
        yield from _untagged(heading["rest"]) if heading["rest"] else ()
    elif term := _TERM.fullmatch(text):
        yield from ("", f"**{_WRAP.sub('', term['text']).strip()}**", "")
    elif said := (_SAID.fullmatch(text) or _PARAGRAPH.fullmatch(text)):
        yield from ("", said["text"], "")
    elif underlined := _UNDERLINED.fullmatch(text):
        yield f"**{underlined['text'].strip()}**"
    elif _EMPTY.fullmatch(text):
        yield ""
    elif "`" in text:
        yield text  # Tags may be what a span of code is about.
    else:
        yield from _BREAK.split(_BOLD.sub(_starred, text))


def _starred(match: re.Match[str]) -> str:
    words = match["text"]
    blank = words[: len(words) - len(words.lstrip())]
    return f"{blank}**{words.strip()}**" if words.strip() else match[0]
