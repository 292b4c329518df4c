"""Texts that are no guides: a project's README, an index of links."""

import re
from collections.abc import Iterable, Iterator, Sequence

from portal.guides.markdown.dialects.wording import INTERVIEW, asks
from portal.guides.markdown.document import ParsedQuestion
from portal.guides.markdown.headings import read_heading
from portal.guides.markdown.structure import LISTS, Item, Source, items_of

FEW_QUESTIONS = 3
SOME_QUESTIONS = 5
MANY_LINKS = 8

_PROJECT = re.compile(
    r"\W*(?:\d+\W+)?(?:install(?:ation|ing)?|usage|getting started|quick ?start|build(?:ing)?|requirements"
    r"|configuration|features"
    r"|api(?: reference)?|documentation|docs|changelog|licen[cs]e|contribut(?:ing|ors|ions?)|development"
    r"|deployment|tests?|testing"
    r"|running(?: the)? tests|support|authors?|acknowledg?ements|roadmap|dependencies|setup|prerequisites"
    r"|how to install"
    r"|project structure|examples?|installing from source|from source"
    r"|установка|использование|лицензия|安装|使用|许可证)\W*",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"\W{0,8}\[[^\[\]]+\]\((?!#)[^()]*\)\W*")
_LINK = re.compile(r"\W{0,8}\[[^\]]+\]\((?!#)[^)]+\)")


def _all(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _all(item.children)


def _speaks_of_interviews(titles: Sequence[str], source: Source) -> bool:
    beginnings = [block.content[:300] for block in source.blocks[:4] if block.kind == "paragraph"]
    return any(INTERVIEW.search(text) for text in [*titles, *beginnings])


def refusal(source: Source, questions: Sequence[ParsedQuestion]) -> str:
    """Why a text is no guide, in a sentence; empty where it may be one."""
    asked = sum(asks(question.title) for question in questions)
    titles = [heading.title for heading in map(read_heading, source.blocks) if heading]
    project = [title for title in titles if _PROJECT.fullmatch(title)]
    if len(project) > 1 and asked < FEW_QUESTIONS and len(project) + asked >= len(questions) // 2:
        return f"This reads like the README of a project: it has the headings “{project[0]}” and “{project[1]}”."
    is_told = any(question.level or question.number is not None for question in questions)
    if len(questions) > SOME_QUESTIONS and not asked and not is_told and not _speaks_of_interviews(titles, source):
        return "Nothing in this text asks: none of its headings or list items is a question."
    entries = [each for each in questions if _ENTRY.fullmatch(each.title_markdown) and not asks(each.title)]
    if len(entries) * 2 > len(questions):
        return f"This reads like an index: {len(entries)} of its headings lead to other pages."
    items = [item for block in source.blocks if block.kind in LISTS for item in _all(items_of(block))]
    linked = sum(bool(_LINK.match(item.texts[0])) for item in items if item.texts)
    if linked >= MANY_LINKS and linked * 2 > len(items) and asked * 3 < linked:
        return f"This reads like an index of links: {linked} of its {len(items)} list items lead elsewhere."
    return ""
