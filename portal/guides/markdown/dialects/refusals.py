"""Texts that are no guides: a project's README, an index of links."""

import re
from collections.abc import Iterable, Iterator, Sequence

from portal.guides.markdown.dialects.wording import INTERVIEW, asks, has_mark, heads_article, is_matter
from portal.guides.markdown.document import ParsedQuestion
from portal.guides.markdown.headings import Heading, level_named, names_cheat_sheet, read_heading
from portal.guides.markdown.questions import announces_points
from portal.guides.markdown.structure import LISTS, Item, Source, items_of

FEW_QUESTIONS = 3
SOME_QUESTIONS = 5
SHORT_TEXT = 10
"""Lines of a text that may be the beginning of a guide, though nothing asks in it yet."""

OTHERS = 2
"""So many times as many headings without a question make one or two that ask a part of something else."""

FEW = 2
MORE_OTHERS = 2
"""The same of up to five list items without an answer or a question mark."""

MANY_LINKS = 8

_PROJECT = re.compile(
    r"\W*(?:\d+\W+)?(?:install(?:ation|ing)?|usage|getting started|quick ?start|build(?:ing)?|requirements"
    r"|configuration|features"
    r"|api(?: reference)?|documentation|docs|changelog|licen[cs]e|contribut(?:ing|ors|ions?)|development"
    r"|deployment|tests?|testing"
    r"|running(?: the)? tests|support|authors?|acknowledg?ements|roadmap|dependencies|setup|prerequisites"
    r"|how to install"
    r"|(?:project|file|folder|directory|repository) structure|examples?|installing from source|from source"
    r"|commands|project layout|run(?:ning)?(?: \w+){0,2} locally|local development|useful links"
    r"|(?:available )?scripts|learn more|tech(?:nology)? stack|technologies(?: used)?|screenshots?|demo"
    r"|unreleased|added|fixed|changed|removed|deprecated|\d+\.\d+\.\d+\W.*"
    r"|(?:get|post|put|patch|delete) /\S*"
    r"|установка|использование|конфигурация|настройка|запуск|лицензия|安装\w*|使用|许可证"
    r"|instala(?:ción|ção)|licen[cç]i?a|tecnolog[ií]as?(?: \w+)*|requisitos|lizenz|インストール"
    r"|使い方|ライセンス|설치|사용법|라이선스)\W*",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"\W*(?:change ?log|release(?:s| notes)?(?: v?\d[\w.]*)?|contributing(?: .*)?|to-?do(?: list)?"
    r"|code of conduct|licen[cs]e|installation|security policy|changes)\W*",
    re.IGNORECASE,
)
"""What pages of a project are called that are no guide by themselves."""

_CHAPTER = re.compile(
    r"\b(?:basics|fundamentals?|foundations?|introductory|elementary|advanced|основы|grundlagen)\b", re.IGNORECASE
)
"""Levels that a textbook's chapters name as well as an interview's parts."""

_SETUP = re.compile(
    r"\b(?:git clone|npm (?:install|i|ci|run|start)|pip3? install|yarn (?:install|add|dev|start|build)"
    r"|pnpm (?:i|install)|docker[ -]compose up|bundle install|composer install|cargo (?:build|run)"
    r"|make (?:install|build)|(?:apt(?:-get)?|brew|dnf|yum|go|choco) install|systemctl (?:start|restart|enable))\b"
)
"""Commands by which one gets a project to run."""

_PLAN = re.compile(r"roadmap|check-?list|syllabus|curriculum|чек-?лист|дорожн\w+ карт|路线|大纲|로드맵", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:[Dd]o|[Cc]an|[Ss]hould|[Aa]m|[Dd]id|[Ww]ill|[Mm]ust|[Mm]ay) I\b|\bmy\b")
_STEP = re.compile(r"\W*(?:step|phase|week|day|lesson|round)\W*\d", re.IGNORECASE)
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
    headings = [heading for heading in map(read_heading, source.blocks) if heading]
    titles = [heading.title for heading in headings]
    asked = sum(_is_choice(question) or asks(question.title) for question in questions)
    return (
        _plan(headings, asked)
        or _project(titles, questions, asked)
        or _set_up(source, questions)
        or (_unasked(titles, source, questions) if questions and not asked else "")
        or _stray(headings, source, questions)
        or _help(titles, source, questions)
        or _index(source, questions, asked)
    )


def _is_choice(question: ParsedQuestion) -> bool:
    """Whether somebody has to choose; boxes of which none is ticked may be for what one has learnt."""
    return question.kind == "choice" and (any(each.is_right for each in question.choices) or asks(question.title))


def _plan(headings: Sequence[Heading], asked: int) -> str:
    """A list of what to learn, whose titles ask nothing, whatever their numbers."""
    if asked == 0 and headings and _PLAN.search(headings[0].title):
        return f"This reads like a plan for learning: nothing asks in “{headings[0].title}”."
    return ""


def _project(titles: Sequence[str], questions: Sequence[ParsedQuestion], asked: int) -> str:
    project = [title for title in titles if _PROJECT.fullmatch(title)]
    if titles and _PAGE.fullmatch(titles[0]) and _marked(questions) < FEW_QUESTIONS:
        return f"This reads like a page of a project: it is called “{titles[0]}”."
    if len(project) > 1 and asked < FEW_QUESTIONS and len(project) + asked >= len(questions) // 2:
        return f"This reads like the README of a project: it has the headings “{project[0]}” and “{project[1]}”."
    return ""


def _marked(questions: Sequence[ParsedQuestion]) -> int:
    return sum(question.kind == "choice" or has_mark(question.title) for question in questions)


def _set_up(source: Source, questions: Sequence[ParsedQuestion]) -> str:
    """A handful of titles without a question mark's weight, in a text that says how to get something to run."""
    if not questions or _marked(questions) >= FEW_QUESTIONS or len(questions) > SOME_QUESTIONS:
        return ""
    found = next((match for block in source.blocks if (match := _SETUP.search(block.content))), None)
    return f"This reads like the README of a project: it says how to get it to run, “{found[0]}”." if found else ""


def _unasked(titles: Sequence[str], source: Source, questions: Sequence[ParsedQuestion]) -> str:
    """Where nothing asks, the rest of a text has to say that its headings are questions."""
    speaks = _speaks_of_interviews(titles, source)
    are_chapters = not speaks and _are_chapters(titles, questions)
    is_advice = bool(titles) and heads_article(titles[0]) and not _are_levelled(questions)
    is_told = _is_told(questions) and not are_chapters and not is_advice
    if any(map(announces_points, source.blocks)) or is_told:
        return ""
    is_article = any(map(heads_article, titles))
    is_enough = len(questions) >= FEW_QUESTIONS if speaks else _is_beginning(source, questions)
    if is_article or are_chapters or not is_enough:
        return "Nothing in this text asks: none of its headings or list items is a question."
    return ""


def _is_beginning(source: Source, questions: Sequence[ParsedQuestion]) -> bool:
    """Whether a text is so short that its author may have just begun."""
    start = source.blocks[0].start if source.blocks else 0
    return len(questions) <= SOME_QUESTIONS and sum(bool(line.strip()) for line in source.lines[start:]) <= SHORT_TEXT


def _stray(headings: Sequence[Heading], source: Source, questions: Sequence[ParsedQuestion]) -> str:
    """A few questions among many headings of another kind: a page of a manual."""
    own = {question.title for question in questions}
    titles = [heading.title for n, heading in enumerate(headings) if n or heading.depth > 1]
    if any(question.kind == "choice" for question in questions) or any(map(names_cheat_sheet, titles)):
        return ""
    others = sum(title not in own and not is_matter(title) for title in titles)
    is_meant = _is_beginning(source, questions) or any(map(announces_points, source.blocks))
    if not is_meant and _is_weak(questions, others):
        return f"This reads like an article: nothing but {len(questions)} of its titles could be a question."
    if _is_told(questions) and (_are_levelled(questions) or _speaks_of_interviews(titles, source)):
        return ""
    said = sum(title.endswith((".", "!")) and not asks(title) for title in (each.title for each in questions))
    if said * 2 >= len(questions) > 0:
        return f"This reads like an article: {said} of its headings are sentences that ask nothing."
    steps = sum(bool(_STEP.match(title)) for title in titles)
    few = FEW_QUESTIONS + steps
    if 0 < len(questions) < few and (steps > 1 or others >= OTHERS * len(questions)):
        return f"This reads like an article: {len(questions)} of its {len(headings)} headings could be a question."
    return ""


def _is_weak(questions: Sequence[ParsedQuestion], others: int) -> bool:
    """Whether no question mark stands, and one question has no number, or the few that there are no answer."""
    if not others or any(has_mark(question.title) for question in questions):
        return False
    if len(questions) == 1 and not _is_told(questions):
        return True
    is_answered = any(question.is_answered for question in questions)
    return 0 < len(questions) <= SOME_QUESTIONS and not is_answered and others >= MORE_OTHERS * len(questions)


def _help(titles: Sequence[str], source: Source, questions: Sequence[ParsedQuestion]) -> str:
    """What users ask of a product, or contributors of a project, asks in the first person."""
    asking = [question.title for question in questions if asks(question.title)]
    own = sum(bool(_FIRST_PERSON.search(title)) for title in asking)
    if own < FEW or own * 3 < len(asking) * 2 or _speaks_of_interviews(titles, source):
        return ""
    return f"This reads like help for users: {own} of its questions ask in the first person."


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
