"""What the scorer needs to know of what was asked: key points, groups, aliases, vocabulary, keys, follow-ups."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portal.guides.models import GuideRevision, PointAlias, PointGroup, RevisionPoint
from portal.interviews import scoring
from portal.interviews.keys import Keys
from portal.interviews.kinds import IN_WORDS
from portal.interviews.models import GuideVocabulary, Item
from portal.interviews.scoring import Group, Point, Vocabulary, emphasised, score, score_follow_up

WHOLE = 1000
"""One point, in the units that scores are kept in."""


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
    follow_ups: Mapping[int, Item] = field(default_factory=dict)

    @classmethod
    def of(cls, items: Sequence[Item]) -> "Materials":
        found = cls(keys=Keys.of(items), follow_ups=_follow_ups(items))
        asked = {item.question_revision_id or 0 for item in items}
        guides = {item.guide_revision_id or 0 for item in items}
        for revision in GuideRevision.objects.filter(pk__in=guides).defer("text", "original", "intro_html"):
            found.vocabularies[revision.pk] = vocabulary_of(revision)
        for point in RevisionPoint.objects.filter(question_revision__in=asked).select_related("key_point", "group"):
            found.points[point.question_revision_id].append(point)
        for group in PointGroup.objects.filter(question_revision__in=asked):
            found.groups[group.question_revision_id].append(group)
        aliases = PointAlias.objects.filter(
            guide_revision__in=guides, key_point__wordings__question_revision__in=asked
        ).distinct()
        for alias in aliases.order_by("pk"):
            found.aliases[alias.guide_revision_id, alias.key_point_id].append(alias.text)
        return found

    def asked_in(self, item: Item) -> "AskedInWords":
        revision, guide = item.question_revision_id or 0, item.guide_revision_id or 0
        wordings = [one for one in self.points[revision] if item.about_id in {None, one.key_point_id}]
        return AskedInWords(
            title=item.payload["asked"] if item.about_id else item.payload["title"],
            points=[_point(wording, self.aliases[guide, wording.key_point_id]) for wording in wordings],
            groups=[Group(key=group.key, need=group.need) for group in self.groups[revision]],
            vocabulary=self.vocabularies[guide],
            key_points={wording.key_point.key: wording.key_point_id for wording in wordings},
            cue=item.payload["cue"] if item.about_id else None,
        )


def _follow_ups(items: Iterable[Item]) -> dict[int, Item]:
    """By the item they follow up; none without a response."""
    found = Item.objects.filter(follow_up_of__in=[item.pk for item in items if item.kind in IN_WORDS])
    return {item.follow_up_of_id or 0: item for item in found.select_related("response")}


@dataclass(frozen=True)
class AskedInWords:
    """A question answered in words, as the scorer takes it. A follow-up has one point, and a ``cue`` that was told."""

    title: str
    points: Sequence[Point]
    groups: Sequence[Group]
    vocabulary: Vocabulary
    key_points: Mapping[str, int]
    cue: str | None = None

    def score(self, text: str) -> scoring.Score:
        if self.cue is not None:
            return score_follow_up(self.title, self.cue, self.points[0], text, self.vocabulary)
        return score(self.title, self.points, text, self.vocabulary, groups=self.groups)


def _point(wording: RevisionPoint, aliases: Sequence[str]) -> Point:
    return Point(
        key=wording.key_point.key,
        text=emphasised(wording.text, wording.bold),
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
