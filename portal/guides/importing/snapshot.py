"""What is stored of a guide, as the planner reads it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from portal.guides.markdown.planning import StoredPoint, StoredQuestion
from portal.guides.models import Guide, Placement, QuestionRevision, RevisionPoint

CHUNK = 500
"""Primary keys in one statement: below the number of parameters that SQLite takes."""


def read_snapshot(guide: Guide) -> tuple[StoredQuestion, ...]:
    """Every question the guide ever had: as the current revision places it, else, retired, in its latest wording."""
    places = _places(guide)
    wordings = QuestionRevision.objects.filter(question__guide=guide).order_by("pk").values_list("question", "pk")
    newest = dict(wordings)
    placed = {question: pk for question, pk in wordings if pk in places}
    wanted = list((newest | placed).values())
    chunks = (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
    return tuple(stored for chunk in chunks for stored in _stored(chunk, places))


def _places(guide: Guide) -> dict[int, dict[str, Any]]:
    """Where each question revision stands today."""
    placed = Placement.objects.filter(guide_revision=guide.current_revision_id)
    rows = placed.values_list("question_revision", "section__title", "level", "position")
    return {
        pk: {"section": section, "level": level or None, "position": position} for pk, section, level, position in rows
    }


def _stored(pks: Sequence[int], places: dict[int, dict[str, Any]]) -> Iterator[StoredQuestion]:
    """The planner's view of these question revisions; one without a place is retired."""
    points = defaultdict[int, list[StoredPoint]](list)
    worded = RevisionPoint.objects.filter(question_revision__in=pks).order_by("position")
    for written, key_point, text in worded.values_list("question_revision", "key_point", "text"):
        points[written].append(StoredPoint(key_point, text))
    rows = QuestionRevision.objects.filter(pk__in=pks).values_list(
        "pk", "question", "question__external_id", "title", "sha256", "answer_markdown"
    )
    for written, question, external_id, title, sha256, answer in rows:
        yield StoredQuestion(
            pk=question,
            external_id=external_id,
            title=title,
            sha256=sha256,
            answer_markdown=answer,
            points=tuple(points[written]),
            is_retired=written not in places,
            **places.get(written, {}),
        )
