"""What a cohort knows: coverage by learner and topic, hit rates by question, and the points missed most."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from portal.accounts.models import User
from portal.cohorts.grading import in_per_cent, share
from portal.cohorts.models import Assignment, Cohort, Membership
from portal.guides.markdown.titles import plain_text
from portal.guides.models import RevisionPoint
from portal.interviews.kinds import MADE_FROM_GUIDES, kind_title
from portal.interviews.models import Attempt, AttemptQuerySet, Item, PointResult

MOST_MISSED = 12


@dataclass(frozen=True)
class Square:
    """Points earned of possible; ``per_cent`` is None where nothing was asked."""

    earned: int = 0
    possible: int = 0

    @property
    def per_cent(self) -> int | None:
        return in_per_cent(share(self.earned, self.possible))

    @property
    def band(self) -> int:
        """0 to 4, from least to most covered, for a tint; the number stands beside it."""
        return min(4, (self.per_cent or 0) // 20)


NOTHING = Square()


@dataclass(frozen=True)
class HeatMap:
    """Squares by learner and by topic, with a row for the whole cohort."""

    topics: Sequence[str]
    whole: Sequence[Square]
    rows: Sequence[tuple[Membership, Sequence[Square]]]


@dataclass(frozen=True)
class TopicRow:
    """One topic of one learner: all of it, beside the cohort's where that is told, and a square an assignment."""

    topic: str
    whole: Square
    cohort: Square | None
    squares: Sequence[Square]


@dataclass(frozen=True)
class LearnerMap:
    """The topics of one learner by the assignments that asked about them."""

    assignments: Sequence[Assignment]
    rows: Sequence[TopicRow]


@dataclass(frozen=True)
class QuestionRate:
    title: str
    asked: int
    square: Square


@dataclass(frozen=True)
class MissedPoint:
    """A key point, how often it was asked for, and how often it was missed."""

    text: str
    title: str
    asked: int
    missed: int

    @property
    def per_cent(self) -> int | None:
        return in_per_cent(share(self.missed, self.asked))


def attempts_in(cohort: Cohort) -> AttemptQuerySet:
    """The scored attempts of its learners on its assignments."""
    return _scored_in(cohort).filter(learner__in=cohort.memberships.current().learners().values("user"))


def attempts_by(learner: User, cohort: Cohort) -> AttemptQuerySet:
    """The scored attempts of one learner on its assignments, also of someone who left."""
    return _scored_in(cohort).filter(learner=learner)


def _scored_in(cohort: Cohort) -> AttemptQuerySet:
    blueprints = cohort.assignments.published().values("blueprint_revision__blueprint")
    scored = Attempt.objects.filter(blueprint__in=blueprints, scored_at__isnull=False)
    return scored.exclude(end_reason=Attempt.EndReason.VOIDED).order_by()


WHOLE = 0
"""Stands in for a key where all of it is meant."""


def heat_map(members: Sequence[Membership], attempts: QuerySet[Attempt]) -> HeatMap:
    """One query over the items of these attempts."""
    found = _squares(attempts, "attempt__learner")
    topics = sorted({topic for _, topic in found})

    def squares(learner: int) -> list[Square]:
        return [found.get((learner, topic), NOTHING) for topic in topics]

    return HeatMap(
        [topic.replace("-", " ") for topic in topics],
        squares(WHOLE),
        [(member, squares(member.user_id)) for member in members],
    )


def learner_map(
    assignments: Sequence[Assignment], attempts: QuerySet[Attempt], beside: QuerySet[Attempt] | None = None
) -> LearnerMap:
    """From one learner's attempts, ``beside`` those of their cohort where these may be told; a query for each."""
    found = _squares(attempts, "attempt__blueprint")
    cohort = None if beside is None else _squares(beside, "attempt__blueprint")
    asked = {blueprint for blueprint, _ in found}
    shown = [assignment for assignment in assignments if assignment.blueprint_id in asked]
    return LearnerMap(
        shown,
        [
            TopicRow(
                topic.replace("-", " "),
                found[WHOLE, topic],
                None if cohort is None else cohort.get((WHOLE, topic), NOTHING),
                [found.get((assignment.blueprint_id, topic), NOTHING) for assignment in shown],
            )
            for topic in sorted({topic for _, topic in found})
        ],
    )


def _squares(attempts: QuerySet[Attempt], by: str) -> dict[tuple[int, str], Square]:
    """Coverage by the item's field ``by`` and by topic, and by topic of the ``WHOLE``; one query."""
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for key, topics, earned, possible in _rows(attempts, by, "payload__topics"):
        for place in [(each, topic) for topic in topics or () for each in (key, WHOLE)]:
            sums[place][0] += earned
            sums[place][1] += possible
    return {place: Square(*both) for place, both in sums.items()}


def question_rates(attempts: QuerySet[Attempt]) -> list[QuestionRate]:
    """Coverage of each question, and of the pairs of each table, least covered first; one query."""
    sums: dict[Hashable, list[int]] = defaultdict(lambda: [0, 0, 0])
    titles: dict[Hashable, str] = {}
    thing = ("question_revision__question", "guide_revision__guide", "payload__table", "kind")
    for question, guide, table, kind, title, earned, possible in _rows(attempts, *thing, "payload__title"):
        # What is asked in words and by its steps is asked twice: the one says little of the other.
        key = (question, question is None and (guide, table), kind in MADE_FROM_GUIDES)
        titles[key] = kind_title(title, kind)
        sums[key] = [a + b for a, b in zip(sums[key], (1, earned, possible), strict=True)]
    rates = [QuestionRate(titles[key], asked, Square(*both)) for key, (asked, *both) in sums.items()]
    return sorted(rates, key=lambda rate: (rate.square.per_cent or 0, rate.title))


def _rows(attempts: QuerySet[Attempt], *fields: str) -> QuerySet[Item, Any]:
    score = "response__current_score__"
    items = Item.objects.filter(attempt__in=attempts.values("pk"), response__current_score__possible__gt=0)
    return items.order_by().values_list(*fields, f"{score}earned", f"{score}possible")


def most_missed(attempts: QuerySet[Attempt]) -> list[MissedPoint]:
    """The key points missed most often, as they are worded now; two queries."""
    counted = PointResult.objects.filter(
        score__response__item__attempt__in=attempts.values("pk"), score__response__current_score=F("score")
    )
    missed = Count("pk", filter=Q(verdict__in=[PointResult.Verdict.MISSED, PointResult.Verdict.DENIED]))
    rows = counted.order_by().values_list("key_point").annotate(asked=Count("pk"), missed=missed)
    worst = list(rows.filter(missed__gt=0).order_by("-missed", "asked", "key_point")[:MOST_MISSED])
    wordings = RevisionPoint.objects.filter(key_point__in=[row[0] for row in worst]).order_by("pk")
    words = {
        key: (plain_text(text), title)
        for key, text, title in wordings.values_list("key_point", "text", "question_revision__title")
    }
    return [MissedPoint(*words.get(key, ("", "")), asked, missed) for key, asked, missed in worst]
