"""The history of a learner's scores as a line: figures for an SVG drawn by attributes alone."""

from dataclasses import dataclass
from datetime import datetime

from portal.interviews.models import Attempt, AttemptQuerySet
from portal.interviews.results import band, percent

WIDTH, HEIGHT = 640, 180
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 12, 28
NEWEST = 20


@dataclass(frozen=True)
class ChartPoint:
    """One attempt: where it stands in the drawing, and what the table behind says."""

    pk: int
    title: str
    finished_at: datetime
    coverage: int
    x: int
    y: int

    @property
    def band(self) -> str:
        return band(self.coverage)


@dataclass(frozen=True)
class GridLine:
    """A horizontal line at a coverage in per cent."""

    coverage: int
    y: int


@dataclass(frozen=True)
class HistoryChart:
    """Oldest first, at most ``NEWEST``."""

    points: tuple[ChartPoint, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    label_x: int = LEFT - 8

    @property
    def line(self) -> str:
        """The value of a polyline's ``points``."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def grid(self) -> tuple[GridLine, ...]:
        return tuple(GridLine(coverage, _height_of(coverage)) for coverage in (0, 50, 100))


def history_chart(attempts: AttemptQuerySet, at: datetime) -> HistoryChart | None:
    """The newest of ``attempts`` whose results are open, in two queries; None where there is nothing to draw yet."""
    newest = attempts.with_results(at).select_related("blueprint").order_by("-finished_at", "-pk")[:NEWEST]
    totals = Attempt.objects.filter(pk__in=[attempt.pk for attempt in newest]).totals()
    shown = [
        (attempt, coverage) for attempt in reversed(newest) if (coverage := percent(*totals[attempt.pk])) is not None
    ]
    if not shown:
        return None
    room = WIDTH - LEFT - RIGHT
    gaps = max(1, len(shown) - 1)
    start = LEFT if len(shown) > 1 else LEFT + room // 2
    return HistoryChart(
        tuple(
            ChartPoint(
                pk=attempt.pk,
                title=attempt.blueprint.title,
                finished_at=attempt.finished_at or at,
                coverage=coverage,
                x=start + round(index * room / gaps),
                y=_height_of(coverage),
            )
            for index, (attempt, coverage) in enumerate(shown)
        )
    )


def _height_of(coverage: int) -> int:
    return TOP + round((HEIGHT - TOP - BOTTOM) * (100 - coverage) / 100)
