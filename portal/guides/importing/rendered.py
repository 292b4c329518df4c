"""The HTML of one parsed guide, made before any row is written: no lock is held while an author's text is rendered."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from portal.guides.markdown.bounded_rendering import RenderTimeout, render_bounded
from portal.guides.markdown.document import ParsedGroup, ParsedGuide, ParsedPoint, ParsedQuestion, Problem
from portal.guides.markdown.problems import Finding, in_text
from portal.guides.markdown.rendering import is_cheap, render_inline


class TooSlowToRender(ValueError):
    """Pieces of the text cost more to render than anybody should wait; ``findings`` say where each begins."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(" ".join(finding.message for finding in findings))
        self.findings = findings

    def problems(self, text: str) -> tuple[Problem, ...]:
        return in_text(self.findings, text)


@dataclass(frozen=True, slots=True)
class RenderedQuestion:
    """The HTML of one question. ``choices`` are in the order of the parsed ones."""

    title: str
    answer: str
    stem: str
    steps: tuple[str, ...]
    points: str
    choices: tuple[str, ...]


def render_slices(slices: Sequence[tuple[int, str]]) -> list[str]:
    """Render pieces of Markdown given as (line, text). Raises ``TooSlowToRender`` if any had to be stopped."""
    results = render_bounded([text for _, text in slices])
    findings = [
        Finding("TOO-SLOW", line, result.reason)
        for (line, _), result in zip(slices, results, strict=True)
        if isinstance(result, RenderTimeout)
    ]
    if findings:
        raise TooSlowToRender(findings)
    return [result for result in results if isinstance(result, str)]


def find_slow(guide: ParsedGuide, text: str) -> tuple[Problem, ...]:
    """What of a guide would have to be stopped, found without rendering what is cheap."""
    slices = [
        *((1, guide.intro_markdown),),
        *((section.line, section.intro_markdown) for section in guide.sections),
        *((table.line, table.source_markdown) for table in guide.tables),
        *((question.line, text) for question in guide.questions for text in _pieces(question)),
    ]
    try:
        render_slices([(line, text) for line, text in slices if not is_cheap(text)])
    except TooSlowToRender as error:
        return error.problems(text)
    return ()


def render_questions(questions: Sequence[ParsedQuestion]) -> list[RenderedQuestion]:
    """Render a batch of questions together. Raises ``TooSlowToRender``."""
    slices = [(question.line, text) for question in questions for text in _pieces(question)]
    html = iter(render_slices(slices))
    return [_rendered(question, html) for question in questions]


def _pieces(question: ParsedQuestion) -> Iterator[str]:
    yield question.answer_markdown
    yield question.stem_markdown
    yield from question.steps
    yield from (choice.text_markdown for choice in question.choices)


def _rendered(question: ParsedQuestion, html: Iterator[str]) -> RenderedQuestion:
    """Take the pieces of one question from ``html``, in the order ``_pieces`` gave them."""
    return RenderedQuestion(
        title=render_inline(question.title_markdown),
        answer=next(html),
        stem=next(html),
        steps=tuple(next(html) for _ in question.steps),
        choices=tuple(next(html) for _ in question.choices),
        points=points_list(question.points, question.groups),
    )


def points_list(points: Iterable[ParsedPoint], groups: Sequence[ParsedGroup]) -> str:
    """The key points as an HTML list, a group as a list of its own under “Any 2 of these”; empty without points."""
    need = {group.key: group.need for group in groups}
    body = ""
    for key, members in groupby(points, key=lambda point: point.group):
        items = "".join(_item(point) for point in members)
        body += items if key is None else f"<li>Any {need[key]} of these:<ul>{items}</ul></li>"
    return f'<ul class="points">{body}</ul>' if body else ""


def _item(point: ParsedPoint) -> str:
    optional = "" if point.is_required else ' <small class="optional">optional</small>'
    return f"<li>{escape(point.text)}{optional}</li>"
