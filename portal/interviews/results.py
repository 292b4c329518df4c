"""What a learner sees of an ended attempt: their words with the evidence in them, point by point, and the sums."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BooleanField, Case, OuterRef, Prefetch, Subquery, When
from django.db.models.fields.json import KT

from portal.accounts.models import User
from portal.guides.markdown.titles import plain_text
from portal.guides.models import PointGroup, RevisionPoint
from portal.guides.models.guide import Level
from portal.guides.withholding import is_question_withheld, is_table_withheld
from portal.interviews.chosen import Chosen, chosen_of, words_of
from portal.interviews.evidence import Bearing, Evidence, Segment, quotes, segments
from portal.interviews.keys import Keys
from portal.interviews.kinds import IN_WORDS
from portal.interviews.models import Attempt, Claim, Item, ItemQuerySet, PointResult, Score
from portal.interviews.scoring.flags import WRONG_NUMBER

BANDS = (
    (90, "nearly every key point"),
    (70, "most key points"),
    (40, "about half of the key points"),
    (15, "some key points"),
    (0, "few key points yet"),
)

BEARINGS = {
    PointResult.Verdict.HIT.value: Bearing.WHOLE,
    PointResult.Verdict.PARTLY.value: Bearing.PARTLY,
    PointResult.Verdict.DENIED.value: Bearing.AGAINST,
}
"""What the words of a verdict do. Those of a missed point are shown only where they hold a wrong number."""


def percent(earned: int | None, possible: int | None) -> int | None:
    """Coverage in whole per cent; None where nothing could be earned. Only all of it rounds to 100."""
    if not possible or earned is None:
        return None
    return 100 if earned == possible else min(99, round(100 * earned / possible))


def band(coverage: int) -> str:
    """Coverage in words."""
    return next(words for least, words in BANDS if coverage >= least)


@dataclass(frozen=True)
class ClaimLine:
    """What a learner says that they said; ``words`` are theirs, ``decision`` is empty until somebody decides."""

    words: str
    decision: str


@dataclass(frozen=True)
class PointLine:
    """How one key point fared. ``number`` is what the marks in the response refer to."""

    number: int
    key_point: int
    text: str
    verdict: str
    is_required: bool
    group: PointGroup | None
    quotes: Sequence[str]
    claim: ClaimLine | None
    is_followed_up: bool

    @property
    def is_claimed(self) -> bool:
        return self.claim is not None

    @property
    def verdict_word(self) -> str:
        return PointResult.Verdict(self.verdict).label

    @property
    def is_claimable(self) -> bool:
        return self.verdict != PointResult.Verdict.HIT


@dataclass(frozen=True)
class Sum:
    """Points earned of points possible, in 1/1000; named where it is a part of the whole."""

    earned: int
    possible: int
    name: str = ""

    @property
    def coverage(self) -> int | None:
        return percent(self.earned, self.possible)

    @property
    def band(self) -> str:
        return "" if self.coverage is None else band(self.coverage)


@dataclass(frozen=True)
class ItemResult:
    """One question with what was said. Without ``has_answers`` (they are withheld) no points and right choices."""

    item: Item
    has_answers: bool
    sum: Sum
    before: Sum | None
    words: Sequence[Segment]
    points: Sequence[PointLine]
    chosen: Chosen
    other_texts: Sequence[str]
    flags: Sequence[str]

    @property
    def is_follow_up(self) -> bool:
        return self.item.follow_up_of_id is not None

    @property
    def name(self) -> str:
        return f"Question {self.item.number}{', follow-up' if self.is_follow_up else ''}"

    @property
    def is_answered(self) -> bool:
        return bool(self.item.response.text)

    @property
    def claimed(self) -> int:
        """How many points stand beside the score as claimed, not in it."""
        return sum(point.claim is not None and point.claim.decision == "" for point in self.points)

    @property
    def group_notes(self) -> list[str]:
        """Of which points a few are enough, in a sentence for each group."""
        members: dict[PointGroup, list[str]] = defaultdict(list)
        for point in self.points:
            if point.group:
                members[point.group].append(str(point.number))
        return [
            f"Of points {', '.join(numbers[:-1])} and {numbers[-1]}, any {group.need} will do."
            for group, numbers in members.items()
            if len(numbers) > group.need
        ]

    @property
    def level(self) -> str:
        value = self.item.payload["level"]
        return Level(value).label if value else ""


@dataclass(frozen=True)
class AttemptResult:
    items: Sequence[ItemResult]

    @property
    def total(self) -> Sum:
        return _sum((item.sum for item in self.items), "")

    @property
    def questions(self) -> list[ItemResult]:
        """Without the follow-ups."""
        return [item for item in self.items if not item.is_follow_up]

    @property
    def unanswered(self) -> int:
        return sum(not item.is_answered for item in self.questions)

    @property
    def topics(self) -> list[Sum]:
        """A sum for each topic, by name; a question of two topics counts in both."""
        sums: dict[str, list[Sum]] = defaultdict(list)
        for item in self.items:
            for topic in item.item.payload["topics"]:
                sums[topic].append(item.sum)
        return [_sum(parts, topic.replace("-", " ")) for topic, parts in sorted(sums.items())]


def _sum(parts: Iterable[Sum], name: str) -> Sum:
    kept = list(parts)
    return Sum(sum(part.earned for part in kept), sum(part.possible for part in kept), name)


def result_of(attempt: Attempt, *, reader: User, with_answers: bool, position: int | None = None) -> AttemptResult:
    """The result of a scored attempt, or of its item at ``position`` alone; a constant number of queries.

    What an open assessed interview of the reader asks as well shows no answer here either.
    """
    items = _annotated(attempt.items.in_order().select_related("response__current_score__proposal__before"), reader)
    items = items.prefetch_related(
        Prefetch("response__current_score__point_results", PointResult.objects.order_by("pk")),
        Prefetch("response__claims", Claim.objects.order_by("pk")),
        "response__conflicting_texts",
    )
    if with_answers:
        points = RevisionPoint.objects.select_related("group").order_by("position")
        items = items.select_related("question_revision").prefetch_related(
            Prefetch("question_revision__points", points)
        )
    if position is not None:
        items = items.filter(position=position)
    listed = list(items)
    keys = Keys.of(listed)
    shown = [keys if with_answers and not item.is_withheld else None for item in listed]
    return AttemptResult([_item_result(item, item_keys) for item, item_keys in zip(listed, shown, strict=True)])


def _annotated(items: ItemQuerySet, reader: User) -> ItemQuerySet:
    """Each with ``is_withheld`` from the reader, and ``followed_up``: the key point its follow-up is about, or None."""
    question = is_question_withheld(reader, "question_revision__question")
    table = is_table_withheld(reader, guide="guide_revision__guide", key="table_key")
    follow_up = Item.objects.filter(follow_up_of=OuterRef("pk")).values("about")
    annotations: dict[str, Any] = {
        "is_withheld": Case(When(question | table, then=True), default=False, output_field=BooleanField()),
        "followed_up": Subquery(follow_up[:1]),
    }
    return items.annotate(table_key=KT("payload__table")).annotate(**annotations)


def _item_result(item: Item, keys: Keys | None) -> ItemResult:
    """Without ``keys`` the answers are withheld."""
    response, score, revision = item.response, item.response.current_score, item.question_revision
    total = Sum(score.earned, score.possible) if score else Sum(0, 0)
    lines: list[PointLine] = []
    evidence: list[Evidence] = []
    if keys and revision and score:
        results = {result.key_point_id: result for result in score.point_results.all()}
        claims = {claim.key_point_id: claim for claim in response.claims.all()}
        for wording in revision.points.all():
            if found := results.get(wording.key_point_id):
                here = evidence_of(len(lines) + 1, found, score)
                line = _point_line(here.number, wording, found.verdict, followed_up=item.followed_up)
                claimed = _claim_line(claims.get(wording.key_point_id), response.text)
                lines.append(replace(line, quotes=quotes(response.text, here.spans), claim=claimed))
                evidence.append(here)
    return ItemResult(
        item=item,
        has_answers=keys is not None,
        sum=total,
        before=_before(score) if score else None,
        words=segments(response.text, evidence) if item.kind in IN_WORDS else [],
        points=lines,
        chosen=chosen_of(item, keys),
        other_texts=[words_of(item, other.text) for other in response.conflicting_texts.all()],
        flags=[flag.replace("_", " ").replace("-", " ") for flag in score.flags] if score else [],
    )


def evidence_of(number: int, result: PointResult, score: Score) -> Evidence:
    """The words that bear on a point. The traces of a missed one are none: they would say that it counts."""
    bearing = BEARINGS.get(result.verdict, Bearing.AGAINST)
    is_shown = result.verdict in BEARINGS or WRONG_NUMBER in score.flags
    return Evidence(number, bearing, result.spans if is_shown else [])


def _before(score: Score) -> Sum | None:
    """What it was worth before it was scored again."""
    if score.cause != Score.Cause.RESCORED:
        return None
    return Sum(score.proposal.before.earned, score.proposal.before.possible)


def _claim_line(claim: Claim | None, text: str) -> ClaimLine | None:
    if claim is None:
        return None
    return ClaimLine("".join(quotes(text, [claim.span] if claim.span else [])), claim.decision)


def _point_line(number: int, wording: RevisionPoint, verdict: str, *, followed_up: int | None) -> PointLine:
    return PointLine(
        number=number,
        key_point=wording.key_point_id,
        text=plain_text(wording.text),
        verdict=verdict,
        is_required=wording.is_required,
        group=wording.group,
        quotes=(),
        claim=None,
        is_followed_up=wording.key_point_id == followed_up,
    )
