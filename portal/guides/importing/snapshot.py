"""What is stored of a guide, as the planner reads it."""

from collections import defaultdict
from typing import Any

from django.db.models import Max, QuerySet

from portal.guides.markdown.planning import StoredPoint, StoredQuestion
from portal.guides.models import Guide, Placement, QuestionRevision, RevisionPoint


def read_snapshot(guide: Guide) -> tuple[StoredQuestion, ...]:
    """Every question the guide ever had: as the current revision places it, else, retired, in its latest wording."""
    placed = Placement.objects.filter(guide_revision=guide.current_revision_id)
    wordings = QuestionRevision.objects.filter(question__guide=guide)
    current = wordings.filter(pk__in=placed.values("question_revision"))
    latest = wordings.values("question").annotate(latest=Max("pk")).values("latest")
    gone = wordings.filter(pk__in=latest).exclude(question__in=current.values("question"))
    return (*_stored(current, _places(placed)), *_stored(gone, {}))


def _places(placed: QuerySet[Placement]) -> dict[int, dict[str, Any]]:
    """Where each question revision stands."""
    rows = placed.values_list("question_revision", "section__title", "level", "position")
    return {
        pk: {"section": section, "level": level or None, "position": position} for pk, section, level, position in rows
    }


def _stored(wordings: QuerySet[QuestionRevision], places: dict[int, dict[str, Any]]) -> list[StoredQuestion]:
    """The planner's view of these revisions; one without a place is retired."""
    points = defaultdict[int, list[StoredPoint]](list)
    worded = RevisionPoint.objects.filter(question_revision__in=wordings.values("pk")).order_by("position")
    for written, key_point, text in worded.values_list("question_revision", "key_point", "text"):
        points[written].append(StoredPoint(key_point, text))
    rows = wordings.values_list("pk", "question", "question__external_id", "title", "sha256", "answer_markdown")
    return [
        StoredQuestion(
            pk=question,
            external_id=external_id,
            title=title,
            sha256=sha256,
            answer_markdown=answer,
            points=tuple(points[written]),
            is_retired=written not in places,
            **places.get(written, {}),
        )
        for written, question, external_id, title, sha256, answer in rows.order_by("pk")
    ]
