"""Which key points a learner misses, over interviews."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, F

from portal.guides.models import Guide
from portal.interviews.models import AttemptQuerySet, PointResult

NOT_SAID = (PointResult.Verdict.MISSED, PointResult.Verdict.DENIED)


def misses_in(attempts: AttemptQuerySet, guide: Guide, *, since: datetime, at: datetime) -> Mapping[int, int]:
    """How often each key point of ``guide`` was missed, by its key; one query.

    Only attempts count that ended since then, and whose answers the learner may see: a count tells what they are.
    """
    seen = attempts.with_results(at).filter(finished_at__gte=since, answers_open_at__lte=at)
    missed = PointResult.objects.filter(
        score__response__item__attempt__in=seen,
        score__response__current_score=F("score"),
        score__response__item__follow_up_of=None,
        key_point__question__guide=guide,
        verdict__in=NOT_SAID,
    )
    return dict(missed.order_by().values_list("key_point").annotate(count=Count("pk")))
