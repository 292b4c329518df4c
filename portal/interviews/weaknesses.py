"""What to practise next: the topics a learner's last interviews covered least."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.guides.models import Topic
from portal.interviews.models import AttemptQuerySet, Item
from portal.interviews.results import percent

LAST = 10
"""How many attempts count: what was weak long ago may be known by now."""

WEAK_BELOW = 70
"""A topic is weak below this coverage, in per cent: where “most key points” begins."""


@dataclass(frozen=True, slots=True)
class WeakTopic:
    """A topic and how much of its possible points the last attempts earned, in whole per cent."""

    slug: str
    coverage: int

    @property
    def title(self) -> str:
        return Topic(slug=self.slug).title


def weak_topics(attempts: AttemptQuerySet, at: datetime, *, most: int = 3) -> Sequence[WeakTopic]:
    """The ``most`` weakest topics of the last attempts whose results are open, weakest first; two queries."""
    newest = attempts.with_results(at).order_by("-finished_at", "-pk").values_list("pk", flat=True)[:LAST]
    scored = Item.objects.filter(attempt__in=list(newest))
    score = "response__current_score__"
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    rows = scored.exclude(**{f"{score}possible": None}).values_list("payload", f"{score}earned", f"{score}possible")
    for payload, earned, possible in rows:
        for topic in payload["topics"]:
            sums[topic][0] += earned
            sums[topic][1] += possible
    found = [WeakTopic(slug, coverage) for slug, both in sums.items() if (coverage := percent(*both)) is not None]
    weak = [topic for topic in found if topic.coverage < WEAK_BELOW]
    return sorted(weak, key=lambda topic: (topic.coverage, topic.slug))[:most]
