"""A parsed question on its way into the database."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.guides.markdown.document import ParsedGuide, ParsedQuestion
from portal.guides.markdown.planning import Plan


@dataclass(slots=True)
class Incoming:
    """One question, filled in while it is written.

    ``question_pk`` and ``point_pks`` are the stable records that it and its points were found to be, ``written_pk`` is
    its revision; 0 stands for a new one. ``is_known`` says that the record was there before this import,
    ``has_new_content`` that its latest revision may be another one.
    """

    position: int
    parsed: ParsedQuestion
    sha256: str
    question_pk: int
    is_known: bool
    has_new_content: bool
    point_pks: list[int]
    written_pk: int = 0


def incoming_questions(parsed: ParsedGuide, plan: Plan) -> Iterator[Incoming]:
    """The questions of a guide in order, each with what the plan says it is."""
    for entry in plan.entries:
        question = parsed.questions[entry.index]
        yield Incoming(
            position=entry.index,
            parsed=question,
            sha256=entry.sha256,
            question_pk=entry.record or 0,
            is_known=entry.record is not None,
            has_new_content=entry.status not in {"unchanged", "moved"},
            point_pks=[pk or 0 for pk in entry.points] or [0] * len(question.points),
        )
