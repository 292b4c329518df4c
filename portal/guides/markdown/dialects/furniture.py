"""Lines that only serve a page: links back to its top, empty tags, anchors."""

import re
from collections.abc import Sequence
from dataclasses import replace

from portal.guides.markdown.dialects.lines import Line, code_mask
from portal.guides.markdown.dialects.wording import reveals
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
    r"\s{0,3}(?:[^\w\s*_<>|#`$&(\[~=+-]{1,2}\s+)?(?P<bold>\*\*|__)?(?:answer|ans|ответ|відповідь|答案|参考答案|respuesta|antwort|resposta|réponse)\s*(?:[:：](?(bold)(?P=bold))"
    r"|(?(bold)(?P=bold)\s*[:：]|(?!)))\s*",
    re.IGNORECASE,
)
_KEY = re.compile(
    r"\W*(?:option\s+)?(?:[B-H]\b(?:\W.*)?|A(?:\s*|\s*[^\w\s].*|\s(?:and|or|because|since|is)\b.*))"
    r"|[^\w]*[a-h](?:\W*|[).].*)",
    re.IGNORECASE,
)
"""“A process” is no key: it is how an answer begins."""

_ANSWER_WORD = (
    r"(?:answers?|ans|ответ|відповідь|答案|参考答案|antwort|respuesta|resposta|réponse|risposta|cevap|정답|답변)"
)
_ANSWER_HEADING = re.compile(rf"(?:#{{3,6}}\s*\W*|\s{{0,3}}(?:\*\*|__)){_ANSWER_WORD}\W*", re.IGNORECASE)
_ANSWER_BESIDE = re.compile(
    rf"#{{2,6}}\s*[*_]{{0,2}}{_ANSWER_WORD}[*_]{{0,2}}\s*[:：]\s*[*_]{{0,2}}\s*(?=\S)", re.IGNORECASE
)
"""A heading that is the answer, after the word."""

_PARTED_NUMBER = re.compile(r"^(\s{0,3})(\*\*|__)(\W{0,2}(?:q\s?)?\d{1,4}\s?[.):]?)\2[ .):]*\2(?=\S)", re.IGNORECASE)
"""``**1.** **Title**``: both are one."""

_TIGHT = re.compile(r"^(#{2,6})(?=[^\s#!])")
_PARTING = re.compile(r"\s{0,3}#{1,3}\s+(?P<rest>[^\w\s](?:[^\w]|\ufe0f)*)")
_UP = re.compile(r"^(#{1,6} +)\[\[?[\u2191\u21a5\u2b06\ufe0f\u25b2^]+\]?\]\([^()]*\)\s*")
_CITATION = re.compile(
    r"(?<=[?.!\w)`*\]]) *\[\[?(?:src|source|ref|reference|link)s? ?\d*\]?\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)\]?\s*$",
    re.I,
)
_ANSWER_LINK = re.compile(
    r"(?<=\S)\s*[-–—:(]?\s*(?:<a\s[^<>]*href=[\"'](?P<href>[^\"'<>]*)[\"'][^<>]*>(?P<name>[^<>]{1,40})</a>"
    r"|\[(?P<word>[^\[\]]{1,40})\]\((?P<url>[^()\s]*)\))\)?\s*$",
    re.IGNORECASE,
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


def without_answer_link(text: str) -> tuple[str, list[str]]:
    """A title without the link at its end that only leads to the answer, and the lines that keep the link."""
    match = _ANSWER_LINK.search(text[-_LENGTH:]) if text.endswith((">", ")")) else None
    if match is None or not reveals(match["name"] or match["word"]):
        return text, []
    address, word = match["href"] or match["url"] or "", match["name"] or match["word"]
    source = ["", f"Source: [{word}]({address})"] if address.startswith(("https://", "http://")) else []
    return text[: len(text) - len(match[0])].rstrip(), source


def is_key(text: str) -> bool:
    """Whether this is what stands after “Answer:” where options have letters."""
    return bool(_KEY.fullmatch(text[:_LENGTH]))


def _mended(text: str) -> str:
    if not text.startswith("#"):
        label = _LABEL.match(text[:_LENGTH])
        text = text[label.end() :] if label and not _KEY.fullmatch(text[:_LENGTH], label.end()) else text
        return _PARTED_NUMBER.sub(r"\1\2\3 ", text)
    beside = _ANSWER_BESIDE.match(text)
    if beside and not _KEY.fullmatch(text[:_LENGTH], beside.end()) and not text[beside.end()].isdigit():
        return text[beside.end() :]
    text = _CITATION.sub("", _UP.sub(r"\1", _TIGHT.sub(r"\1 ", text, count=1), count=1))
    return without_answer_link(text)[0]


def _is_furniture(text: str) -> bool:
    if _ANSWER_HEADING.fullmatch(text[:_LENGTH]):
        return True
    if len(text) > _LENGTH or not ("](" in text or "<" in text):
        return False
    if _WRAP.fullmatch(text):
        return True
    words = _TAGS.sub(" ", text)
    return bool(_BACK.fullmatch(" ".join(words.split())))
