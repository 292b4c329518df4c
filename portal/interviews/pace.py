"""How the time of an attempt went, question by question, against what there was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.interviews.clock import stretched
from portal.interviews.kinds import IN_WORDS
from portal.interviews.models import Attempt, AttemptEvent, Item

NOTHING = timedelta(0)
SHORTEST = timedelta(seconds=20)
"""Below this, from the first save to the last, words a minute would say nothing."""

Pause = tuple[datetime, datetime]


@dataclass(frozen=True)
class ItemPace:
    """One question. ``used`` is from its first showing to the last change of its answer, ``to_first`` to the first.

    Both are None where nothing was answered; ``pace`` is words a minute, None where there is too little to tell.
    """

    position: int
    name: str
    budget: timedelta
    used: timedelta | None
    to_first: timedelta | None
    words: int | None
    pace: int | None

    @property
    def is_over(self) -> bool:
        return self.used is not None and self.used > self.budget

    @property
    def budget_words(self) -> str:
        return short_words(self.budget)

    @property
    def used_words(self) -> str:
        return "" if self.used is None else short_words(self.used)

    @property
    def to_first_words(self) -> str:
        return "" if self.to_first is None else short_words(self.to_first)


def paces_of(attempt: Attempt, items: Sequence[Item]) -> list[ItemPace]:
    """One for each item, which comes ``in_order`` with its response; one query, for the pauses."""
    pauses = _pauses(attempt)
    minutes = sum(item.payload["minutes"] for item in items) or 1
    return [_pace(item, _budget(attempt, item.payload["minutes"], minutes), pauses) for item in items]


def _budget(attempt: Attempt, minutes: int, of_minutes: int) -> timedelta:
    """The question's own limit, else its share of the whole by the guide's estimate, else that estimate."""
    estimate = timedelta(minutes=minutes)
    if attempt.limit_each:
        return stretched(attempt.limit_each, attempt.factor) or estimate
    whole = stretched(attempt.limit, attempt.factor)
    return whole * minutes / of_minutes if whole else estimate


def _pace(item: Item, budget: timedelta, pauses: Sequence[Pause]) -> ItemPace:
    response, shown = item.response, item.first_served_at
    first, last = response.first_saved_at, response.saved_at
    name = f"{item.number}, follow-up" if item.follow_up_of_id else str(item.number)
    words = len(response.text.split()) if item.kind in IN_WORDS else None
    used = to_first = pace = None
    if shown and first and last:
        used, to_first = _between(shown, last, pauses), _between(shown, first, pauses)
        writing = _between(first, last, pauses)
        pace = round(words / (writing / timedelta(minutes=1))) if words and writing >= SHORTEST else None
    return ItemPace(item.position, name, budget, used, to_first, words, pace)


def _between(start: datetime, end: datetime, pauses: Iterable[Pause]) -> timedelta:
    """How long the clock ran from ``start`` to ``end``."""
    stood = sum((max(NOTHING, min(end, until) - max(start, since)) for since, until in pauses), NOTHING)
    return max(NOTHING, end - start - stood)


def _pauses(attempt: Attempt) -> list[Pause]:
    """Each from its beginning to its end; one that was never ended lasts to the end of the attempt."""
    kinds = AttemptEvent.Kind
    found: list[Pause] = []
    since: datetime | None = None
    events = attempt.events.filter(kind__in=[kinds.PAUSED, kinds.RESUMED]).order_by("at", "pk")
    for kind, at in events.values_list("kind", "at"):
        if kind == kinds.PAUSED:
            since = at
        elif since:
            found.append((since, at))
            since = None
    if since and attempt.finished_at:
        found.append((since, attempt.finished_at))
    return found


def short_words(duration: timedelta) -> str:
    """“2 min 5 s”."""
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
