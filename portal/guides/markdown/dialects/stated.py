"""Labels that name no subject, ``**Question 1**``: the question is what stands below them."""

import itertools
import re
from collections.abc import Iterator, Sequence

from portal.guides.markdown.dialects.candidates import Candidate
from portal.guides.markdown.dialects.lines import Line
from portal.guides.markdown.dialects.wording import asks, has_mark, is_matter, is_prefixed
from portal.guides.markdown.headings import TITLE_LIMIT, read_heading
from portal.guides.markdown.structure import LISTS, Block
from portal.guides.markdown.titles import plain_text, split_number

_WORD = r"(?:question|вопрос|питання|问题|問題|题目|pregunta|pergunta|frage)"
_BARE = re.compile(
    rf"[ \t]{{0,3}}(?P<bold>\*\*|__)?(?:\w+ ){{0,2}}?{_WORD}\s*[.#№]?\s*(?P<number>\d{{0,5}})\s*[.:：)]?"
    r"(?(bold)(?P=bold))\s*[.:：)]?\s*(?P<tag>.{0,40})",
    re.IGNORECASE,
)
_LEAD = re.compile(rf"\W*{_WORD}\s*[.#№]?\s*\d+", re.IGNORECASE)
_OPTION = re.compile(r"[ \t]{0,3}[*_]{0,2}\(?[Aa][.):]\s*\S")
_BOX = re.compile(r"\s*[-*+]\s+\[[ xX]\]\s")
_LINKED = re.compile(r"\W*\[[^\[\]]+\]\((?!#)[^()]*\)\W*")


def stated_by(blocks: Sequence[Block], index: int, lines: Sequence[Line]) -> Candidate | None:
    """The question that a bare label at the beginning of this paragraph opens."""
    block = blocks[index]
    label = _BARE.fullmatch(lines[block.start].text.rstrip()) if block.kind == "paragraph" else None
    if label is None or not (label["bold"] or label["number"]) or asks(label["tag"]):
        return None
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    if block.end - block.start > 1:
        start, end = block.start + 1, block.end
    elif below is not None and below.kind == "paragraph":
        start, end = below.start, below.end
        index += 1
    else:
        return None
    if label["tag"].strip(" *_:") and not _has_options(blocks[index + 1 : index + 2], lines):
        return None
    end = next((at for at in range(start, end) if _OPTION.match(lines[at].text)), end)
    return _stated(label["number"], lines, block.start, start, end) if end > start else None


def _has_options(blocks: Sequence[Block], lines: Sequence[Line]) -> bool:
    return any(
        (_BOX.match(lines[block.start].text) and block.kind in LISTS) or _OPTION.match(lines[block.start].text)
        for block in blocks
    )


def _stated(number: str, lines: Sequence[Line], at: int, start: int, end: int) -> Candidate:
    """The stem as a title; one that is too long for a title stays below it whole."""
    stem = lines[start:end]
    own, title = split_number(" ".join(line.text.strip() for line in stem))
    number = number or ("" if own is None else str(own))
    body = [Line("", stem[0].origin), *stem] if len(plain_text(title)) > TITLE_LIMIT else []
    title = f"{number}. {title}" if number else title
    return Candidate("label", at, end, title, body, is_answered=True, is_sure=True)


def labels_of(blocks: Sequence[Block], lines: Sequence[Line]) -> Iterator[Candidate]:
    """Headings that only name what the paragraph below them asks."""
    for block, below in itertools.pairwise(blocks):
        heading = read_heading(block)
        if heading is None or asks(heading.title) or is_matter(heading.title):
            continue
        is_label = is_prefixed(heading.block.content) and bool(_LEAD.match(heading.block.content))
        if heading.depth == 1 and not is_label:
            continue
        texts = [line.text.strip() for line in lines[below.start : below.end]]
        text = " ".join(texts)
        is_index = all(map(_LINKED.fullmatch, texts))
        is_asking = below.kind == "paragraph" and not is_index and (has_mark(text) or asks(plain_text(text)))
        title = f"{heading.markdown.rstrip(' :.')}: {text}" if is_asking else heading.markdown
        if is_asking and is_label:
            number, title = split_number(text)
            title = title if number is None else f"{number}. {title}"
        yield Candidate(f"label h{heading.depth}", block.start, below.end if is_asking else block.end, title)
