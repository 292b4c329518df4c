"""Scoring again, as tasks: what would change is worked out and shown; what was decided is appended.

What was asked stays what was asked: the key points of the question as it was shown. New are the scorer, and what the
guide has learned since: its vocabulary, the aliases of its current revision, and the wording that a point has there. A
score that a person gave is never touched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, Sum
from django.utils import timezone
from django_tasks import task

from portal.guides.models import Placement, RevisionPoint
from portal.interviews.materials import Materials
from portal.interviews.models import Item, PointResult, Proposal, Rescoring, Response, Score
from portal.interviews.scorekeeping import WHOLE, Scored, scored

BATCH = 50
Step = Rescoring.Step


def ask(rescoring: Rescoring) -> None:
    """Have the worker do the step that the batch is in."""
    work = preview_rescoring if rescoring.step == Step.PREVIEWING else apply_rescoring
    work.enqueue(rescoring.pk, rescoring.run)


@task()
def preview_rescoring(pk: int, run: int = 0) -> None:
    """Score everything again, and keep what comes out differently as proposals."""
    rescoring = Rescoring.objects.filter(pk=pk, step=Step.PREVIEWING, run=run).first()
    if rescoring is None:
        return
    rescoring.proposals.all().delete()
    said = rescoring.responses().filter(current_score__by=None)
    keys = list(said.order_by("pk").values_list("pk", flat=True))
    _begin(rescoring, len(keys))
    for start in range(0, len(keys), BATCH):
        Proposal.objects.bulk_create(_proposals(rescoring, keys[start : start + BATCH]), ignore_conflicts=True)
        if not rescoring.moves(min(len(keys), start + BATCH), timezone.now()):
            return
    Rescoring.objects.filter(pk=pk, step=Step.PREVIEWING, run=run).update(step=Step.PREVIEWED)


@task()
def apply_rescoring(pk: int, run: int = 0) -> None:
    """Append the scores that were decided on; a response that got another score meanwhile keeps that."""
    rescoring = Rescoring.objects.filter(pk=pk, step=Step.APPLYING, run=run).first()
    if rescoring is None:
        return
    wanted = rescoring.proposals.filter(applied=None).select_related("response", "before").order_by("pk")
    if not rescoring.may_lower:
        wanted = wanted.filter(earned__gte=F("before__earned"))
    proposals = list(wanted)
    _begin(rescoring, len(proposals))
    for number, proposal in enumerate(proposals, start=1):
        _apply(rescoring, proposal)
        is_due = number % BATCH == 0 or number == len(proposals)
        if is_due and not rescoring.moves(number, timezone.now()):
            return
    Rescoring.objects.filter(pk=pk, step=Step.APPLYING, run=run).update(step=Step.APPLIED)


def _begin(rescoring: Rescoring, total: int) -> None:
    at = timezone.now()
    Rescoring.objects.filter(pk=rescoring.pk, run=rescoring.run).update(begun_at=at, moved_at=at, done=0, total=total)


def _proposals(rescoring: Rescoring, keys: Sequence[int]) -> Iterator[Proposal]:
    """Of those responses whose score would be another; a constant number of queries."""
    said = list(Response.objects.filter(pk__in=keys).select_related("item__guide_revision__guide", "current_score"))
    for response in said:
        _move(response.item, response.item)
    materials = Materials.of([response.item for response in said])
    for origin, follow_up in materials.follow_ups.items():
        _move(follow_up, next(response.item for response in said if response.item_id == origin))
    _add_wordings(materials, said)
    for response in said:
        found, before = scored(response, materials, rescoring.asked_at), response.current_score
        if before and found.score.earned != before.earned:
            yield _proposal(rescoring, response, before, found)


def _move(item: Item, origin: Item) -> None:
    """Let it be scored with what the guide knows today."""
    if origin.guide_revision and origin.guide_revision.guide.current_revision_id:
        item.guide_revision_id = origin.guide_revision.guide.current_revision_id


def _add_wordings(materials: Materials, said: Sequence[Response]) -> None:
    """The wording that a key point has today counts as another wording of what it was."""
    revisions = {response.item.guide_revision_id or 0 for response in said}
    today = Placement.objects.filter(guide_revision__in=revisions).values("question_revision")
    asked = {point.key_point_id: point.text for points in materials.points.values() for point in points}
    for point in RevisionPoint.objects.filter(key_point__in=asked, question_revision__in=today):
        for revision in revisions:
            if point.text != asked[point.key_point_id]:
                materials.aliases[revision, point.key_point_id].append(point.text)


def _points(found: Scored) -> list[dict[str, Any]]:
    return [
        {
            "key_point": key_point,
            "credit": round(point.credit * WHOLE),
            "verdict": point.verdict,
            "spans": [list(span) for span in point.spans],
        }
        for key_point, point in found.points.items()
    ]


def _proposal(rescoring: Rescoring, response: Response, before: Score, found: Scored) -> Proposal:
    score = found.score
    return Proposal(
        rescoring=rescoring,
        response=response,
        before=before,
        guide_revision_id=response.item.guide_revision_id or 0,
        earned=score.earned,
        possible=score.possible,
        scorer_version=score.scorer_version,
        vocabulary_version=score.vocabulary_version,
        flags=score.flags,
        confidence=score.confidence,
        points=_points(found),
    )


def _apply(rescoring: Rescoring, proposal: Proposal) -> None:
    with transaction.atomic():
        score = proposal.response.scores.create(
            response_version=proposal.response.version,
            scorer_version=proposal.scorer_version,
            vocabulary_version=proposal.vocabulary_version,
            cause=Score.Cause.RESCORED,
            earned=proposal.earned,
            possible=proposal.possible,
            flags=proposal.flags,
            confidence=proposal.confidence,
            at=timezone.now(),
            reason=rescoring.reason,
        )
        PointResult.objects.bulk_create(
            PointResult(score=score, key_point_id=point.pop("key_point"), **point)
            for point in [dict(point) for point in proposal.points]
        )
        unchanged = Response.objects.filter(pk=proposal.response_id, current_score=proposal.before_id)
        if unchanged.update(current_score=score):
            Proposal.objects.filter(pk=proposal.pk).update(applied=score)
        else:
            transaction.set_rollback(True)


@dataclass(frozen=True)
class Change:
    """How many attempts, or responses, would change; ``lower`` of them go down."""

    count: int
    lower: int


@dataclass(frozen=True)
class Preview:
    """What a batch would do: attempts by their sums, questions by their responses; ``by_hand`` were marked and stay."""

    attempts: Change
    responses: Change
    questions: Sequence[Any]
    by_hand: int
    applied: int

    @property
    def raised(self) -> int:
        return self.responses.count - self.responses.lower


def preview_of(rescoring: Rescoring) -> Preview:
    """Four queries."""
    proposals = rescoring.proposals.all()
    sums = proposals.values("response__item__attempt").annotate(by=Sum(F("earned") - F("before__earned")))
    moved = [row["by"] for row in sums if row["by"]]
    lower = Count("pk", filter=Q(earned__lt=F("before__earned")))
    counted = proposals.aggregate(count=Count("pk"), lower=lower, applied=Count("applied"))
    title = F("response__item__question_revision__title")
    questions = proposals.values(title=title).annotate(count=Count("pk"), lower=lower).order_by("-count", "title")
    return Preview(
        attempts=Change(len(moved), sum(by < 0 for by in moved)),
        responses=Change(counted["count"], counted["lower"]),
        questions=list(questions),
        by_hand=rescoring.responses().filter(current_score__by__isnull=False).count(),
        applied=counted["applied"],
    )


def start(rescoring: Rescoring, at: datetime) -> Rescoring:
    """Keep a batch, and have its preview made."""
    rescoring.asked_at = at
    rescoring.save()
    ask(rescoring)
    return rescoring
