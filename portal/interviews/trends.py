"""How each topic has gone from attempt to attempt: a small line for each, drawn by attributes alone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.guides.models import Topic
from portal.interviews.models import AttemptQuerySet, Item
from portal.interviews.results import percent

WIDTH, HEIGHT, EDGE = 160, 40, 5
NEWEST = 20
MOST = 12
STEADY = 5
"""A change of no more than this many per cent is none."""


@dataclass(frozen=True)
class TrendPoint:
    """What one attempt covered of a topic, in whole per cent, and where it stands in the drawing."""

    finished_at: datetime
    coverage: int
    x: int
    y: int


@dataclass(frozen=True)
class TopicTrend:
    """One topic, oldest attempt first."""

    slug: str
    points: Sequence[TrendPoint]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def title(self) -> str:
        return Topic(slug=self.slug).title

    @property
    def line(self) -> str:
        """The value of a polyline's ``points``."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def last(self) -> TrendPoint:
        return self.points[-1]

    @property
    def change(self) -> int:
        """From the first attempt shown to the last, in per cent."""
        return self.last.coverage - self.points[0].coverage

    @property
    def direction(self) -> str:
        """One word: better, worse, steady, or new where there is nothing to compare."""
        if len(self.points) == 1:
            return "new"
        return "steady" if abs(self.change) <= STEADY else "better" if self.change > 0 else "worse"


def topic_trends(attempts: AttemptQuerySet, at: datetime) -> list[TopicTrend]:
    """The topics of the newest attempts whose results are open, the most practised first; two queries."""
    newest = attempts.with_results(at).order_by("-finished_at", "-pk").values_list("pk", "finished_at")[:NEWEST]
    ended = {pk: finished_at for pk, finished_at in reversed(newest) if finished_at}
    score = "response__current_score__"
    rows = Item.objects.filter(attempt__in=list(ended), **{f"{score}possible__gt": 0}).order_by()
    sums: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for attempt, payload, earned, possible in rows.values_list(
        "attempt", "payload", f"{score}earned", f"{score}possible"
    ):
        for topic in payload["topics"]:
            sums[topic][attempt][0] += earned
            sums[topic][attempt][1] += possible
    trends = [
        TopicTrend(slug, _points((ended[pk], percent(*both[pk]) or 0) for pk in ended if pk in both))
        for slug, both in sums.items()
    ]
    return sorted(trends, key=lambda trend: (-len(trend.points), trend.slug))[:MOST]


def _points(coverages: Iterable[tuple[datetime, int]]) -> list[TrendPoint]:
    listed = list(coverages)
    gaps = max(1, len(listed) - 1)
    start = EDGE if len(listed) > 1 else WIDTH // 2
    return [
        TrendPoint(
            finished_at,
            coverage,
            x=start + round(index * (WIDTH - 2 * EDGE) / gaps),
            y=EDGE + round((HEIGHT - 2 * EDGE) * (100 - coverage) / 100),
        )
        for index, (finished_at, coverage) in enumerate(listed)
    ]
