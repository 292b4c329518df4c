"""Keeping score: what the scorer needs is gathered, what it found is written, once for each response that ended.

Nothing here holds a transaction while it scores. Two who score the same response write the same rows, and the unique
constraints keep one of each; ``current_score`` is set last, so nobody reads half a score.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django_tasks import task

from portal.interviews import scoring
from portal.interviews.answers import chosen_keys, chosen_pairs
from portal.interviews.keys import Keys
from portal.interviews.kinds import IN_WORDS, ItemKind
from portal.interviews.materials import AskedInWords, Materials, points_possible
from portal.interviews.models import Attempt, AttemptQuerySet, PointResult, Response, Score
from portal.interviews.scoring import PointScore, score_choice, score_order, score_pairs, with_follow_up

CAP = 50
"""How many responses one page view scores; more than that is left to a task, or to the next view."""

WHOLE = 1000
"""What something answered by choosing is worth, in 1/1000 point."""


def score_ended(attempts: AttemptQuerySet, at: datetime, *, cap: int = CAP) -> bool:
    """Score up to ``cap`` responses of those ``attempts`` that ended; return whether all of them have their score."""
    keys = list(attempts.to_score().values_list("pk", flat=True)[:cap])
    if not keys:
        return True
    pending = Response.objects.filter(item__attempt__in=keys, current_score=None)
    batch = list(pending.select_related("item").order_by("pk")[:cap])
    materials = Materials.of([response.item for response in batch])
    _write(batch, [scored(response, materials, at) for response in batch])
    left = Response.objects.filter(item__attempt=OuterRef("pk"), current_score=None)
    Attempt.objects.filter(~Exists(left), pk__in=keys).to_score().update(scored_at=at)
    return not attempts.to_score().exists()


@task()
def score_attempt(pk: int) -> None:
    """Score what a page view left."""
    while not score_ended(Attempt.objects.filter(pk=pk), timezone.now()):
        pass


@dataclass(frozen=True)
class Scored:
    """One score to write, with its point results by key point."""

    score: Score
    points: dict[int, PointScore] = field(default_factory=dict)


def scored(response: Response, materials: Materials, at: datetime) -> Scored:
    """The score of a response, not written yet."""
    row = Score(
        response=response, response_version=response.version, cause=Score.Cause.HANDED_IN, earned=0, possible=0, at=at
    )
    if response.item.kind not in IN_WORDS:
        share = _share(response, materials.keys)
        row.scorer_version = f"{response.item.kind}-1"
        if share is not None:
            row.earned, row.possible = round(share * WHOLE), WHOLE
        return Scored(row)
    asked = materials.asked_in(response.item)
    result = asked.score(response.text)
    row.vocabulary_version, row.flags, row.confidence = asked.vocabulary.version, list(result.flags), result.confidence
    if response.item.follow_up_of_id is None:
        result = _with_follow_up(response, asked, result, materials)
        row.possible = points_possible(asked.points, asked.groups)
        row.earned = min(row.possible, round(result.coverage / 100 * row.possible))
    row.scorer_version = result.version
    return Scored(row, {asked.key_points[point.key]: point for point in result.points})


def _with_follow_up(
    response: Response, asked: AskedInWords, result: scoring.Score, materials: Materials
) -> scoring.Score:
    """The question's own score, and half of what its follow-up earned; the follow-up alone is worth nothing."""
    follow_up = materials.follow_ups.get(response.item_id)
    if follow_up is None:
        return result
    (point,) = materials.asked_in(follow_up).score(follow_up.response.text).points
    return with_follow_up(asked.points, result, point.key, point.credit, asked.groups)


def _share(response: Response, keys: Keys) -> float | None:
    """What was chosen is worth this share of the whole, 0 to 1; None where nothing says what is right."""
    item, text = response.item, response.text
    if item.kind == ItemKind.CHOICE:
        right = keys.right_choices(item)
        options = [choice["key"] for choice in item.payload["choices"]]
        return score_choice(right, options, chosen_keys(text)) if right else None
    if item.kind == ItemKind.ORDERING:
        return score_order(keys.right_order(item), chosen_keys(text))
    pairs = keys.right_pairs(item)
    return score_pairs(pairs, chosen_pairs(text)) if pairs else None


def _write(batch: Sequence[Response], found: Sequence[Scored]) -> None:
    Score.objects.bulk_create([scored.score for scored in found], ignore_conflicts=True)
    mine = Score.objects.filter(response__in=batch, cause=Score.Cause.HANDED_IN)
    stored = {
        (row.response_id, row.response_version, row.scorer_version, row.vocabulary_version): row.pk for row in mine
    }
    results = [
        PointResult(
            score_id=stored[
                scored.score.response_id,
                scored.score.response_version,
                scored.score.scorer_version,
                scored.score.vocabulary_version,
            ],
            key_point_id=key_point,
            credit=round(point.credit * WHOLE),
            verdict=point.verdict,
            spans=[list(span) for span in point.spans],
        )
        for scored in found
        for key_point, point in scored.points.items()
    ]
    PointResult.objects.bulk_create(results, ignore_conflicts=True)
    of_this_version = Score.objects.filter(
        response=OuterRef("pk"), response_version=OuterRef("version"), cause=Score.Cause.HANDED_IN
    )
    newest = Subquery(of_this_version.order_by("-pk").values("pk")[:1])
    Response.objects.filter(pk__in=[response.pk for response in batch], current_score=None).update(current_score=newest)
