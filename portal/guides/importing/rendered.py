"""The HTML of one parsed guide, made before any row is written: no lock is held while an author's text is rendered."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from portal.guides.markdown.bounded_rendering import RenderTimeout, render_bounded
from portal.guides.markdown.document import ParsedGroup, ParsedPoint, ParsedQuestion
from portal.guides.markdown.rendering import render_inline


class TooSlowToRender(ValueError):
    """A piece of the text costs more to render than anybody should wait; ``line`` says where it begins."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class RenderedQuestion:
    """The HTML of one question. ``choices`` are in the order of the parsed ones."""

    title: str
    answer: str
    steps: tuple[str, ...]
    points: str
    choices: tuple[str, ...]


def render_slices(slices: Sequence[tuple[int, str]]) -> list[str]:
    """Render pieces of Markdown given as (line, text). Raises ``TooSlowToRender`` for the first that is stopped."""
    rendered = []
    for (line, _), result in zip(slices, render_bounded([text for _, text in slices]), strict=True):
        if isinstance(result, RenderTimeout):
            raise TooSlowToRender(line, result.reason)
        rendered.append(result)
    return rendered


def render_questions(questions: Sequence[ParsedQuestion]) -> list[RenderedQuestion]:
    """Render a batch of questions together. Raises ``TooSlowToRender``."""
    slices = [(question.line, text) for question in questions for text in _pieces(question)]
    html = iter(render_slices(slices))
    return [_rendered(question, html) for question in questions]


def _pieces(question: ParsedQuestion) -> Iterator[str]:
    yield question.answer_markdown
    yield from question.steps
    yield from (choice.text_markdown for choice in question.choices)


def _rendered(question: ParsedQuestion, html: Iterator[str]) -> RenderedQuestion:
    """Take the pieces of one question from ``html``, in the order ``_pieces`` gave them."""
    return RenderedQuestion(
        title=render_inline(question.title_markdown),
        answer=next(html),
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
