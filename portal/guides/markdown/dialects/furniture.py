"""Lines that only serve a page: links back to its top, empty tags, anchors."""

import re
from collections.abc import Sequence
from dataclasses import replace

from portal.guides.markdown.dialects.lines import Line, code_mask
from portal.guides.markdown.headings import marks_of
from portal.guides.markdown.titles import without_emoji

_LENGTH = 400
_TAGS = re.compile(r"<(?!img|video|https?:)/?[A-Za-z][^<>]*>|\]\([^()]*\)|[\[\]*_`#]")
_BACK = re.compile(
    r"\W*(?:(?:go |jump |return |scroll )?(?:back |up )?to (?:the )?(?:top|contents?|toc|index"
    r"|table of contents|questions|start)"
    r"(?: of (?:the )?page)?|back to (?:the )?\w+(?: \w+)?|top|наверх|вверх|в начало|к оглавлению|к содержанию"
    r"|вернуться\b.*"
    r"|回到顶部|返回顶部|返回目录|回到目录|volver arriba|nach oben|retour en haut)\W*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\s{0,3}(?P<bold>\*\*|__)?(?:answer|ans|ответ|відповідь|答案|参考答案|respuesta|antwort|resposta|réponse)\s*(?:[:：](?(bold)(?P=bold))"
    r"|(?(bold)(?P=bold)\s*[:：]|(?!)))\s*",
    re.IGNORECASE,
)
_KEY = re.compile(r"\W*(?:option\s+)?[A-H]\b(?:\W.*)?|[^\w]*[a-h](?:\W*|[).].*)", re.IGNORECASE)
_ANSWER_HEADING = re.compile(r"#{3,6}\s*\W*(?:answer|ответ|答案|antwort|respuesta)\W*", re.IGNORECASE)
_TIGHT = re.compile(r"^(#{2,6})(?=[^\s#!])")
_PARTING = re.compile(r"\s{0,3}#{1,3}\s+(?P<rest>[^\w\s](?:[^\w]|\ufe0f)*)")
_UP = re.compile(r"^(#{1,6} +)\[\[?[\u2191\u21a5\u2b06\ufe0f\u25b2^]+\]?\]\([^()]*\)\s*")
_CITATION = re.compile(
    r"(?<=[?.!\w)`*\]]) *\[\[?(?:src|source|ref|reference|link)s? ?\d*\]?\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)\]?\s*$",
    re.I,
)
_WRAP = re.compile(r"\s*(?:<(?:br|/?div|/?p|a|/a|/?center)\b[^<>]*>\s*)+", re.IGNORECASE)


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines, blank where they held nothing to read; ``##Title`` gets the space that CommonMark asks for."""
    mask = code_mask([line.text for line in lines])
    return [line if is_code else _served(line) for line, is_code in zip(lines, mask, strict=True)]


def _served(line: Line) -> Line:
    if _is_decoration(line.text):
        return replace(line, text="", role="loose")
    return replace(line, text="" if _is_furniture(line.text) else _mended(line.text))


def _is_decoration(text: str) -> bool:
    """Whether this is a heading of emoji alone that name no level: it parts what stands above and below."""
    match = _PARTING.fullmatch(text[:_LENGTH])
    return match is not None and not without_emoji(match["rest"]) and next(marks_of(match["rest"]), None) is None


def is_key(text: str) -> bool:
    """Whether this is what stands after “Answer:” where options have letters."""
    return bool(_KEY.fullmatch(text[:_LENGTH]))


def _mended(text: str) -> str:
    if not text.startswith("#"):
        label = _LABEL.match(text[:_LENGTH])
        return text[label.end() :] if label and not _KEY.fullmatch(text[:_LENGTH], label.end()) else text
    return _CITATION.sub("", _UP.sub(r"\1", _TIGHT.sub(r"\1 ", text, count=1), count=1))


def _is_furniture(text: str) -> bool:
    if _ANSWER_HEADING.fullmatch(text[:_LENGTH]):
        return True
    if len(text) > _LENGTH or not ("](" in text or "<" in text):
        return False
    if _WRAP.fullmatch(text):
        return True
    words = _TAGS.sub(" ", text)
    return bool(_BACK.fullmatch(" ".join(words.split())))
