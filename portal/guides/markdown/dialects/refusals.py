"""Texts that are no guides: a project's README, an index of links."""

import re
from collections.abc import Iterable, Iterator, Sequence

from portal.guides.markdown.dialects.wording import INTERVIEW, asks, heads_article, is_matter
from portal.guides.markdown.document import ParsedQuestion
from portal.guides.markdown.headings import level_named, names_cheat_sheet, read_heading
from portal.guides.markdown.questions import announces_points
from portal.guides.markdown.structure import LISTS, Item, Source, items_of

FEW_QUESTIONS = 3
SOME_QUESTIONS = 5
OTHERS = 3
"""So many times as many headings without a question make one or two that ask a part of something else."""

MANY_LINKS = 8

_PROJECT = re.compile(
    r"\W*(?:\d+\W+)?(?:install(?:ation|ing)?|usage|getting started|quick ?start|build(?:ing)?|requirements"
    r"|configuration|features"
    r"|api(?: reference)?|documentation|docs|changelog|licen[cs]e|contribut(?:ing|ors|ions?)|development"
    r"|deployment|tests?|testing"
    r"|running(?: the)? tests|support|authors?|acknowledg?ements|roadmap|dependencies|setup|prerequisites"
    r"|how to install"
    r"|project structure|examples?|installing from source|from source"
    r"|unreleased|added|fixed|changed|removed|deprecated|\d+\.\d+\.\d+\W.*"
    r"|(?:get|post|put|patch|delete) /\S*"
    r"|установка|использование|конфигурация|настройка|запуск|лицензия|安装\w*|使用|许可证)\W*",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"\b(?:basics|fundamentals?|foundations?|introductory|elementary|advanced|основы|grundlagen)\b", re.IGNORECASE
)
"""Levels that a textbook's chapters name as well as an interview's parts."""

_ENTRY = re.compile(r"\W{0,8}\[[^\[\]]+\]\((?!#)[^()]*\)\W*")
_LINK = re.compile(r"\W{0,8}\[[^\]]+\]\((?!#)[^)]+\)")


def _all(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _all(item.children)


def _speaks_of_interviews(titles: Sequence[str], source: Source) -> bool:
    beginnings = [block.content[:300] for block in source.blocks[:4] if block.kind == "paragraph"]
    return any(INTERVIEW.search(text) for text in [*titles, *beginnings])


def _is_told(questions: Sequence[ParsedQuestion]) -> bool:
    """Whether numbers or sections say that these are questions, where their words do not."""
    numbered = sum(question.number is not None for question in questions)
    return (numbered > 1 and numbered * 2 > len(questions)) or _are_levelled(questions)


def _are_levelled(questions: Sequence[ParsedQuestion]) -> bool:
    return any(question.level and question.level != level_named(question.title) for question in questions)


def _are_chapters(titles: Sequence[str], questions: Sequence[ParsedQuestion]) -> bool:
    """Whether nothing but the names of a textbook's chapters says how hard the questions are."""
    numbered = any(question.number is not None for question in questions)
    named = [match[0].lower() if (match := _CHAPTER.search(title)) else "" for title in titles if level_named(title)]
    return not numbered and _are_levelled(questions) and all(named) and set(named) != {"advanced"}


def _leads_on(question: ParsedQuestion) -> bool:
    """Whether what should be a question's answer only leads to other pages."""
    lines = [line for line in question.answer_markdown.split("\n") if line.strip()]
    return bool(lines) and all(map(_LINK.match, lines)) and not asks(question.title)


def refusal(source: Source, questions: Sequence[ParsedQuestion]) -> str:
    """Why a text is no guide, in a sentence; empty where it may be one."""
    titles = [heading.title for heading in map(read_heading, source.blocks) if heading]
    asked = sum(question.kind == "choice" or asks(question.title) for question in questions)
    return (
        _project(titles, questions, asked)
        or (_unasked(titles, source, questions) if questions and not asked else "")
        or _stray(titles, questions)
        or _index(source, questions, asked)
    )


def _project(titles: Sequence[str], questions: Sequence[ParsedQuestion], asked: int) -> str:
    project = [title for title in titles if _PROJECT.fullmatch(title)]
    if len(project) > 1 and asked < FEW_QUESTIONS and len(project) + asked >= len(questions) // 2:
        return f"This reads like the README of a project: it has the headings “{project[0]}” and “{project[1]}”."
    return ""


def _unasked(titles: Sequence[str], source: Source, questions: Sequence[ParsedQuestion]) -> str:
    """Where nothing asks, the rest of a text has to say that its headings are questions."""
    speaks = _speaks_of_interviews(titles, source)
    are_chapters = not speaks and _are_chapters(titles, questions)
    if any(map(announces_points, source.blocks)) or (_is_told(questions) and not are_chapters):
        return ""
    is_article = any(map(heads_article, titles))
    if is_article or are_chapters or (len(questions) < FEW_QUESTIONS if speaks else len(questions) > SOME_QUESTIONS):
        return "Nothing in this text asks: none of its headings or list items is a question."
    return ""


def _stray(titles: Sequence[str], questions: Sequence[ParsedQuestion]) -> str:
    """One or two questions among many headings of another kind: a page of a manual."""
    if (
        _is_told(questions)
        or any(question.kind == "choice" for question in questions)
        or any(map(names_cheat_sheet, titles))
    ):
        return ""
    others = [title for title in titles[1:] if not is_matter(title)]
    said = sum(title.endswith((".", "!")) and not asks(title) for title in (each.title for each in questions))
    if said * 2 >= len(questions) > 0:
        return f"This reads like an article: {said} of its headings are sentences that ask nothing."
    if 0 < len(questions) < FEW_QUESTIONS and len(others) >= OTHERS * len(questions):
        return f"This reads like an article: {len(questions)} of its {len(titles)} headings could be a question."
    return ""


def _index(source: Source, questions: Sequence[ParsedQuestion], asked: int) -> str:
    entries = [each for each in questions if _ENTRY.fullmatch(each.title_markdown) and not asks(each.title)]
    entries += [each for each in questions if _leads_on(each)]
    if len(entries) * 2 > len(questions):
        return f"This reads like an index: {len(entries)} of its headings lead to other pages."
    items = [item for block in source.blocks if block.kind in LISTS for item in _all(items_of(block))]
    linked = sum(bool(_LINK.match(item.texts[0])) for item in items if item.texts)
    if linked >= MANY_LINKS and linked * 2 > len(items) and asked * 3 < linked:
        return f"This reads like an index of links: {linked} of its {len(items)} list items lead elsewhere."
    return ""
