"""Once more, but only what was missed."""

from dataclasses import replace
from datetime import datetime

from django.db.models import F

from portal.guides.models import Guide
from portal.interviews.models import Attempt, Blueprint, Item
from portal.interviews.spec import Spec
from portal.interviews.starting import get_or_create_blueprint
from portal.interviews.weaknesses import WEAK_BELOW


def missed_items(attempt: Attempt) -> list[Item]:
    """The scored items, follow-ups aside, that ask a question of a guide and were covered by less than most.

    Only those that the learner may practise by themselves: an assignment may ask from a pool that they may not read.
    """
    score = "response__current_score__"
    guides = Guide.objects.readable_by(attempt.learner)
    scored = attempt.items.filter(follow_up_of=None, question_revision__question__guide__in=guides)
    least = F(f"{score}possible") * WEAK_BELOW / 100
    scored = scored.filter(**{f"{score}possible__gt": 0, f"{score}earned__lt": least})
    return list(scored.select_related("question_revision").order_by("position"))


def retry_blueprint(attempt: Attempt, at: datetime) -> Blueprint | None:
    """The learner's own practice of the questions missed in ``attempt``; None if none was."""
    missed = missed_items(attempt)
    if not missed:
        return None
    sat = Spec.from_json(attempt.blueprint_revision.spec)
    readable = Guide.objects.readable_by(attempt.learner).filter(slug__in=sat.guides)
    spec = replace(
        sat,
        guides=tuple(readable.order_by("slug").values_list("slug", flat=True)),
        count=len(missed),
        minutes=sum(item.payload["minutes"] for item in missed) if sat.minutes else None,
        topics=(),
        levels=(),
        kinds=tuple({item.kind for item in missed}),
        mode=Blueprint.Mode.PRACTICE.value,
        questions=tuple(item.question_revision.question_id for item in missed if item.question_revision),
        unlike_last=0,
        aims_at_weak=False,
    )
    return get_or_create_blueprint(attempt.learner, spec, at)
