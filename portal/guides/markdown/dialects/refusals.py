"""Texts that are no guides: a project's README, an index of links."""

import re
from collections.abc import Sequence

from portal.guides.markdown.dialects.wording import asks
from portal.guides.markdown.document import ParsedQuestion
from portal.guides.markdown.headings import read_heading
from portal.guides.markdown.structure import LISTS, Source, items_of

FEW_QUESTIONS = 3
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
_LINK = re.compile(r"\W{0,8}\[[^\]]+\]\((?!#)[^)]+\)")


def refusal(source: Source, questions: Sequence[ParsedQuestion]) -> str:
    """Why a text is no guide, in a sentence; empty where it may be one."""
    asked = sum(asks(question.title) for question in questions)
    titles = [heading.title for heading in map(read_heading, source.blocks) if heading]
    project = [title for title in titles if _PROJECT.fullmatch(title)]
    if len(project) > 1 and asked < FEW_QUESTIONS and len(project) + asked >= len(questions) // 2:
        return f"This reads like the README of a project: it has the headings “{project[0]}” and “{project[1]}”."
    items = [item for block in source.blocks if block.kind in LISTS for item in items_of(block)]
    linked = sum(bool(_LINK.match(item.texts[0])) for item in items if item.texts)
    if linked >= MANY_LINKS and linked * 2 > len(items) and asked * 3 < linked:
        return f"This reads like an index of links: {linked} of its {len(items)} list items lead elsewhere."
    return ""
