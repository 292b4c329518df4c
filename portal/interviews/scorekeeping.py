"""Keeping score: what the scorer needs is gathered, what it found is written, once for each response that ended.

Nothing here holds a transaction while it scores. Two who score the same response write the same rows, and the unique
constraints keep one of each; ``current_score`` is set last, so nobody reads half a score.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django_tasks import task

from portal.guides.models import GuideRevision, PointAlias, PointGroup, RevisionPoint
from portal.interviews.answers import chosen_keys, chosen_pairs
from portal.interviews.keys import Keys
from portal.interviews.kinds import IN_WORDS, ItemKind
from portal.interviews.models import Attempt, AttemptQuerySet, GuideVocabulary, PointResult, Response, Score
from portal.interviews.scoring import (
    Group,
    Point,
    PointScore,
    Vocabulary,
    score,
    score_choice,
    score_order,
    score_pairs,
)

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
    materials = Materials.of(batch)
    _write(batch, [_scored(response, materials, at) for response in batch])
    left = Response.objects.filter(item__attempt=OuterRef("pk"), current_score=None)
    Attempt.objects.filter(~Exists(left), pk__in=keys).to_score().update(scored_at=at)
    return not attempts.to_score().exists()


@task()
def score_attempt(pk: int) -> None:
    """Score what a page view left."""
    while not score_ended(Attempt.objects.filter(pk=pk), timezone.now()):
        pass


def vocabulary_of(revision: GuideRevision) -> Vocabulary:
    """The vocabulary of a guide revision: made from its questions and model answers at the first call, then fixed."""
    record = GuideVocabulary.objects.filter(guide_revision=revision).first()
    if record is None:
        texts = revision.placements.values_list("question_revision__title", "question_revision__answer_markdown")
        built = Vocabulary.build(
            [f"{title}\n{answer}" for title, answer in texts], language=revision.language, aliases=revision.aliases
        )
        record, _ = GuideVocabulary.objects.get_or_create(
            guide_revision=revision, defaults={"version": built.version, "data": json.dumps(built.to_json())}
        )
    return Vocabulary.from_json(json.loads(record.data))


@dataclass(frozen=True)
class Materials:
    """What the scorer needs for a batch, gathered in a constant number of queries; keyed by revision."""

    vocabularies: dict[int, Vocabulary] = field(default_factory=dict)
    points: dict[int, list[RevisionPoint]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[int, list[PointGroup]] = field(default_factory=lambda: defaultdict(list))
    keys: Keys = field(default_factory=Keys)
    aliases: dict[tuple[int, int], list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, batch: Iterable[Response]) -> "Materials":
        found = cls(keys=Keys.of([response.item for response in batch]))
        asked = {response.item.question_revision_id or 0 for response in batch}
        guides = {response.item.guide_revision_id or 0 for response in batch}
        for revision in GuideRevision.objects.filter(pk__in=guides).defer("text", "original", "intro_html"):
            found.vocabularies[revision.pk] = vocabulary_of(revision)
        for point in RevisionPoint.objects.filter(question_revision__in=asked).select_related("key_point", "group"):
            found.points[point.question_revision_id].append(point)
        for group in PointGroup.objects.filter(question_revision__in=asked):
            found.groups[group.question_revision_id].append(group)
        aliases = PointAlias.objects.filter(
            guide_revision__in=guides, key_point__wordings__question_revision__in=asked
        ).distinct()
        for alias in aliases:
            found.aliases[alias.guide_revision_id, alias.key_point_id].append(alias.text)
        return found


@dataclass(frozen=True)
class Scored:
    """One score to write, with its point results by key point."""

    score: Score
    points: dict[int, PointScore] = field(default_factory=dict)


def _scored(response: Response, materials: Materials, at: datetime) -> Scored:
    row = Score(response=response, response_version=response.version, cause=Score.Cause.HANDED_IN, at=at)
    if response.item.kind not in IN_WORDS:
        share = _share(response, materials.keys)
        row.scorer_version = f"{response.item.kind}-1"
        row.earned, row.possible = (0, 0) if share is None else (round(share * WHOLE), WHOLE)
        return Scored(row)
    revision = response.item.question_revision_id or 0
    guide = response.item.guide_revision_id or 0
    wordings = materials.points[revision]
    groups = [Group(key=group.key, need=group.need) for group in materials.groups[revision]]
    points = [_point(wording, materials.aliases[guide, wording.key_point_id]) for wording in wordings]
    vocabulary = materials.vocabularies[guide]
    result = score(response.item.payload["title"], points, response.text, vocabulary, groups=groups)
    row.scorer_version, row.vocabulary_version = result.version, vocabulary.version
    row.flags, row.confidence = list(result.flags), result.confidence
    row.possible = points_possible(points, groups)
    row.earned = min(row.possible, round(result.coverage / 100 * row.possible))
    key_points = {wording.key_point.key: wording.key_point_id for wording in wordings}
    return Scored(row, {key_points[point.key]: point for point in result.points})


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


def _point(wording: RevisionPoint, aliases: Sequence[str]) -> Point:
    return Point(
        key=wording.key_point.key,
        text=wording.text,
        is_required=wording.is_required,
        weight=wording.weight,
        group=wording.group.key if wording.group else None,
        aliases=tuple(aliases),
    )


def points_possible(points: Sequence[Point], groups: Sequence[Group]) -> int:
    """What full coverage of a question is worth, in 1/1000 point: its required points by weight.

    Of a group only as many count as it needs, at the mean weight of its points. Where nothing is required, one point.
    """
    required = [point for point in points if point.is_required]
    total = sum(point.weight * WHOLE for point in required if point.group is None)
    for group in groups:
        weights = [point.weight for point in required if point.group == group.key]
        if weights:
            total += round(min(group.need, len(weights)) * WHOLE * sum(weights) / len(weights))
    return total or (WHOLE if points else 0)


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
