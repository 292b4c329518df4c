"""How the key points of a guide fare with those who answer: for its authors, without a name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, F, QuerySet

from portal.guides.markdown.titles import plain_text
from portal.guides.models import Guide, Placement, PointAlias, QuestionRevision, RevisionPoint
from portal.interviews.kinds import IN_WORDS
from portal.interviews.materials import Materials
from portal.interviews.models import Attempt, AttemptQuerySet, Claim, Item, PointResult
from portal.interviews.results import percent
from portal.interviews.said_often import Phrase, said_often

MOST_MISSED = 10
WORDINGS = 5
"""Most wordings that are shown of a point."""


@dataclass(frozen=True)
class PointRate:
    """How often a point was hit of the times it was asked; ``wordings`` are what learners claim says it, too."""

    text: str
    hit: int
    partly: int
    asked: int
    wordings: Sequence[str] = ()

    @property
    def per_cent(self) -> int | None:
        return percent(self.hit, self.asked)

    @property
    def missed(self) -> int:
        return self.asked - self.hit - self.partly

    @property
    def is_never_hit(self) -> bool:
        return self.asked > 0 and self.hit == 0


@dataclass(frozen=True)
class QuestionRate:
    """A question with its points; ``own`` is what its model answer covers of them, in per cent.

    ``often`` is what several people said who missed a point, and no point counted.
    """

    revision: QuestionRevision
    points: Sequence[PointRate] = field(default=())
    own: int | None = None
    often: Sequence[Phrase] = ()

    @property
    def is_short(self) -> bool:
        return self.own is not None and self.own < 100


def open_attempts(at: datetime) -> AttemptQuerySet:
    """Those that count: not voided, and with results that their learners may see.

    Who writes a guide need not teach whom it assesses, and may be assessed by it themselves.
    """
    return Attempt.objects.with_results(at).exclude(end_reason=Attempt.EndReason.VOIDED)


def counted(at: datetime) -> QuerySet[PointResult]:
    """The results that count of such attempts; follow-ups aside."""
    return PointResult.objects.filter(
        score__response__current_score=F("score"),
        score__response__item__follow_up_of=None,
        score__response__item__attempt__in=open_attempts(at).order_by().values("pk"),
    )


def most_missed(guide: Guide, at: datetime) -> list[PointRate]:
    """The points of the current revision that were missed or denied most often; two queries."""
    wordings = RevisionPoint.objects.filter(question_revision__placements__guide_revision=guide.current_revision)
    texts = dict(wordings.values_list("key_point", "text"))
    tallies = _tallies(texts, at)
    rates = [_rate(text, tallies[key_point]) for key_point, text in texts.items()]
    return sorted((rate for rate in rates if rate.missed), key=lambda rate: -rate.missed)[:MOST_MISSED]


def rates_of(placements: Sequence[Placement], at: datetime) -> list[QuestionRate]:
    """The questions of one guide revision with their points; a constant number of queries."""
    revisions = [placement.question_revision for placement in placements]
    points: dict[int, list[RevisionPoint]] = defaultdict(list)
    for point in RevisionPoint.objects.filter(question_revision__in=revisions).order_by("position"):
        points[point.question_revision_id].append(point)
    key_points = [point.key_point_id for each in points.values() for point in each]
    tallies, wordings = _tallies(key_points, at), _wordings(key_points, placements, at)
    own = _own_coverage(placements)
    language = placements[0].guide_revision.language if placements else "en"
    often = said_often([revision.question_id for revision in revisions], open_attempts(at), language)
    return [
        QuestionRate(
            revision,
            [
                _rate(point.text, tallies[point.key_point_id], wordings[point.key_point_id])
                for point in points[revision.pk]
            ],
            own.get(revision.pk),
            often.get(revision.question_id, ()),
        )
        for revision in revisions
    ]


def _rate(text: str, tally: Mapping[str, int], wordings: Sequence[str] = ()) -> PointRate:
    verdict = PointResult.Verdict
    hit, partly = tally.get(verdict.HIT, 0), tally.get(verdict.PARTLY, 0)
    return PointRate(plain_text(text), hit, partly, sum(tally.values()), wordings)


def _tallies(key_points: Iterable[int], at: datetime) -> dict[int, Counter[str]]:
    tallies: dict[int, Counter[str]] = defaultdict(Counter)
    rows = counted(at).filter(key_point__in=list(key_points)).order_by().values_list("key_point", "verdict")
    for key_point, verdict, count in rows.annotate(count=Count("pk")):
        tallies[key_point][verdict] = count
    return tallies


def _wordings(key_points: Sequence[int], placements: Sequence[Placement], at: datetime) -> dict[int, list[str]]:
    """What learners claim says a point, and the guide does not know as a wording yet; most frequent first."""
    guides = {placement.guide_revision_id for placement in placements}
    aliases = PointAlias.objects.filter(guide_revision__in=guides, key_point__in=key_points)
    known = {(key_point, text.casefold()) for key_point, text in aliases.values_list("key_point", "text")}
    told = open_attempts(at).order_by().values("pk")
    claims = Claim.objects.filter(key_point__in=key_points, response__item__attempt__in=told).exclude(span=None)
    said: dict[int, Counter[str]] = defaultdict(Counter)
    open_claims = claims.exclude(decision=Claim.Decision.DECLINED).order_by("pk")
    for key_point, span, text in open_claims.values_list("key_point", "span", "response__text"):
        start, end = span or (0, 0)
        words = " ".join(text[start:end].split())
        if words and (key_point, words.casefold()) not in known:
            said[key_point][words] += 1
    found: dict[int, list[str]] = defaultdict(list)
    for key_point, counter in said.items():
        found[key_point] = [words for words, _ in counter.most_common(WORDINGS)]
    return found


def _own_coverage(placements: Sequence[Placement]) -> dict[int, int]:
    """What each model answer covers of its own points, in whole per cent; questions in words that have both."""
    items = [
        Item(
            kind=placement.question_revision.kind,
            question_revision_id=placement.question_revision_id,
            guide_revision_id=placement.guide_revision_id,
            payload={"title": placement.question_revision.title},
        )
        for placement in placements
        if placement.question_revision.kind in IN_WORDS and placement.question_revision.is_answered
    ]
    answers = {placement.question_revision_id: placement.question_revision.answer_markdown for placement in placements}
    materials = Materials.of(items)
    covered: dict[int, int] = {}
    for item in items:
        asked, revision = materials.asked_in(item), item.question_revision_id or 0
        if asked.points:
            covered[revision] = int(asked.score(answers[revision]).coverage)
    return covered
