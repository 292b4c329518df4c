"""Marking by hand: a person's word on a response, beside the scorer's, appended and never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import BooleanField, Case, Exists, F, OuterRef, QuerySet, When

from portal.accounts.models import User
from portal.cohorts.act import Act
from portal.cohorts.actions import ChangedMeanwhile
from portal.cohorts.grading import in_per_cent, share
from portal.cohorts.models import Assignment, Comment
from portal.cohorts.reviewing import needs_review
from portal.guides.models import PointGroup, RevisionPoint
from portal.interviews.models import Attempt, Claim, Item, PointResult, Response, Score
from portal.interviews.scoring.points import Group, Point, PointScore
from portal.interviews.scoring.scorer import coverage

BY_HAND = "hand-1"
STANDS = "Looked at: it stands as it was scored."
CREDITS = {PointResult.Verdict.HIT.value: 1000, PointResult.Verdict.PARTLY.value: 500}
"""What a point earns by hand, in 1/1000; anything else earns nothing."""

CERTAINTY = Case(
    When(current_score__by__isnull=False, then=3),
    When(current_score__confidence="needs a look", then=0),
    When(current_score__confidence="uncertain", then=1),
    default=2,
)
"""How sure a score is; a person's word is surest."""


def responses_to(assignment: Assignment) -> QuerySet[Response]:
    """What was said in it: those first that need a look, the least certain before; then question by question."""
    said = Response.objects.filter(
        item__attempt__blueprint=assignment.blueprint_id,
        item__attempt__finished_at__isnull=False,
        current_score__isnull=False,
    ).exclude(item__attempt__end_reason=Attempt.EndReason.VOIDED)
    wanted = Case(When(needs_review(), then=True), default=False, output_field=BooleanField())
    claimed = Exists(Claim.objects.filter(response=OuterRef("pk"), decision=""))
    said = said.annotate(needs_look=wanted, has_claim=claimed, certainty=CERTAINTY)
    said = said.select_related("item__attempt__learner", "current_score")
    return said.order_by("-needs_look", "certainty", "item__position", "item__question_revision", "pk")


def responses_of_learners(assignment: Assignment) -> QuerySet[Response]:
    """What is to be marked: whoever teaches the cohort by now stands in no gradebook, whatever they sat before."""
    learners = assignment.cohort.memberships.learners().values("user")
    return responses_to(assignment).filter(item__attempt__learner__in=learners)


def to_look_at(assignment: Assignment) -> QuerySet[Response]:
    return responses_of_learners(assignment).filter(needs_review())


def neighbours(assignment: Assignment, response: int) -> tuple[int | None, int | None]:
    """What stands before and after a response in the queue; of one that is not in it, the queue's first comes next."""
    queue = list(to_look_at(assignment).values_list("pk", flat=True))
    if response not in queue:
        return None, queue[0] if queue else None
    place = queue.index(response)
    return (queue[place - 1] if place else None), (queue[place + 1] if place + 1 < len(queue) else None)


@dataclass(frozen=True)
class Mark:
    """Verdicts by key point, or instead a whole in per cent; ``seen`` is the score the page showed."""

    verdicts: Mapping[int, str]
    seen: int
    per_cent: int | None = None


def mark(response: Response, given: Mark, act: Act) -> Score:
    """Append a person's score; raise ``ChangedMeanwhile`` where another came in between."""
    old = response.current_score
    if old is None or old.pk != given.seen:
        raise ChangedMeanwhile
    verdicts = {result.key_point_id: result.verdict for result in old.point_results.all()} | dict(given.verdicts)
    share_earned = given.per_cent if given.per_cent is not None else _coverage(response.item, verdicts, old)
    with transaction.atomic():
        score = response.scores.create(
            response_version=response.version,
            scorer_version=BY_HAND,
            vocabulary_version=old.vocabulary_version,
            cause=Score.Cause.MARKED,
            earned=min(old.possible, round(old.possible * share_earned / 100)),
            possible=old.possible,
            flags=old.flags,
            confidence="clear",
            by=act.by,
            at=act.at,
            reason=act.reason or STANDS,
        )
        _append_points(score, old, verdicts)
        if not Response.objects.filter(pk=response.pk, current_score=old).update(current_score=score):
            raise ChangedMeanwhile
        _decide_claims(response, given.verdicts if given.verdicts else verdicts, act)
    return score


def _coverage(item: Item, verdicts: Mapping[int, str], old: Score) -> float:
    """The coverage that these verdicts give by the scorer's own rule, in per cent; what has no points stays."""
    wordings = list(RevisionPoint.objects.filter(question_revision=item.question_revision).select_related("group"))
    if not verdicts or not wordings:
        return 100 * old.earned / old.possible if old.possible else 0.0
    before = {result.key_point_id: result for result in old.point_results.all()}
    points, scored = [], []
    for wording in wordings:
        group = wording.group.key if wording.group else None
        points.append(Point(str(wording.key_point_id), wording.text, wording.is_required, wording.weight, group))
        verdict = verdicts.get(wording.key_point_id, PointResult.Verdict.MISSED.value)
        credit = _credit(verdict, before.get(wording.key_point_id)) / 1000
        scored.append(PointScore(str(wording.key_point_id), credit, "hit", ()))
    groups = PointGroup.objects.filter(question_revision=item.question_revision)
    return coverage(points, scored, groups=[Group(key=group.key, need=group.need) for group in groups])


def _credit(verdict: str, before: PointResult | None) -> int:
    """What a verdict earns; one that stands as the scorer gave it keeps what the scorer gave."""
    return before.credit if before and before.verdict == verdict else CREDITS.get(verdict, 0)


def _append_points(score: Score, old: Score, verdicts: Mapping[int, str]) -> None:
    before = {result.key_point_id: result for result in old.point_results.all()}
    claimed = dict(score.response.claims.exclude(span=None).values_list("key_point", "span"))
    PointResult.objects.bulk_create(
        PointResult(
            score=score,
            key_point_id=key_point,
            credit=_credit(verdict, before.get(key_point)),
            verdict=verdict,
            spans=_spans(verdict, before.get(key_point), claimed.get(key_point)),
        )
        for key_point, verdict in verdicts.items()
    )


def _spans(verdict: str, before: PointResult | None, claimed: list[int] | None) -> list[list[int]]:
    """The evidence of a verdict: what a learner claimed, where a person now counts it; else as it was."""
    if claimed and verdict in CREDITS and (before is None or before.verdict != verdict):
        return [claimed]
    return before.spans if before else []


def _decide_claims(response: Response, verdicts: Mapping[int, str], act: Act) -> None:
    """The learner's “I said it” is answered by the verdict its point was given."""
    earned = [key_point for key_point, verdict in verdicts.items() if verdict in CREDITS]
    open_claims = response.claims.filter(decision="", key_point__in=verdicts)
    decided = {"decided_by": act.by, "decided_at": act.at}
    open_claims.filter(key_point__in=earned).update(decision=Claim.Decision.ACCEPTED, **decided)
    open_claims.exclude(key_point__in=earned).update(decision=Claim.Decision.DECLINED, **decided)


@dataclass(frozen=True)
class Marked:
    """One change by hand, as its learner reads it: per cent before and after."""

    title: str
    before: int | None
    after: int | None
    by: User | None
    at: datetime
    reason: str


def marks_of(attempts: Sequence[int]) -> list[Marked]:
    """What was marked by hand in these attempts, oldest first; one query."""
    scores = Score.objects.filter(response__item__attempt__in=attempts).select_related("by")
    scores = scores.annotate(title=F("response__item__payload__title")).order_by("response", "pk")
    found: list[Marked] = []
    previous: Score | None = None
    for score in scores:
        before = previous if previous and previous.response_id == score.response_id else None
        previous = score
        if score.by is not None and (before is None or before.earned != score.earned):
            was = share(before.earned, before.possible) if before else None
            now = share(score.earned, score.possible)
            found.append(Marked(str(score.title), in_per_cent(was), in_per_cent(now), score.by, score.at, score.reason))
    return sorted(found, key=lambda marked: marked.at)


def comments_of(attempts: Sequence[int]) -> QuerySet[Comment]:
    comments = Comment.objects.filter(response__item__attempt__in=attempts).select_related("by")
    return comments.annotate(title=F("response__item__payload__title"), position=F("response__item__position"))
