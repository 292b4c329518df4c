"""A learner's “I said it in other words”: decided one by one, and kept for those who come after."""

from dataclasses import replace

from portal.accounts.models import User
from portal.cohorts.act import Act
from portal.cohorts.marking import Mark, mark
from portal.guides.authoring.wordings import as_alias
from portal.guides.models import Guide, Placement, PointAlias
from portal.interviews.models import Claim, PointResult, Response, Score
from portal.interviews.results import ItemResult


def accept(response: Response, claim: Claim, seen: int, act: Act) -> Score:
    """The point was said: a person's score counts it. Raises ``ChangedMeanwhile``."""
    given = Mark({claim.key_point_id: PointResult.Verdict.HIT.value}, seen)
    return mark(response, given, replace(act, reason=act.reason or "Accepted: said in other words."))


def decline(claim: Claim, act: Act) -> bool:
    """It was not said; the score stays. Return whether nobody had decided before."""
    waiting = Claim.objects.filter(pk=claim.pk, decision="")
    return waiting.update(decision=Claim.Decision.DECLINED, decided_by=act.by, decided_at=act.at) == 1


def rememberable(line: ItemResult, user: User) -> set[int]:
    """The key points whose accepted wording this person may write into their guide, where it is not known yet."""
    accepted = {
        point.key_point: as_alias(point.claim.words).casefold()
        for point in line.points
        if point.claim and point.claim.words and point.claim.decision == Claim.Decision.ACCEPTED
    }
    if not accepted:
        return set()
    guides = Guide.objects.editable_by(user)
    asked = Placement.objects.current().filter(guide_revision__guide__in=guides)
    asked = asked.filter(question_revision__points__key_point__in=accepted)
    placed = set(asked.values_list("question_revision__points__key_point", flat=True))
    aliases = PointAlias.objects.filter(key_point__in=accepted, guide_revision__in=guides.values("current_revision"))
    known = {key for key, text in aliases.values_list("key_point", "text") if text.casefold() == accepted[key]}
    return (placed & accepted.keys()) - known
