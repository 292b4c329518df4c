"""What counts for one person in one assignment: their own value where they were given one, else the assignment's.

``terms_of`` is the one place that knows the precedence. It asks no database and no clock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from portal.cohorts.models import Assignment, Override
from portal.interviews.clock import Timing, duration_words, stretched

FIELDS = ("opens_at", "due_at", "closes_at", "limit", "attempts_allowed")
"""What a person may be given of their own, each by itself."""


@dataclass(frozen=True)
class Terms:
    """Effective values. ``own`` names the fields that are this person's alone, ``reason`` says why.

    ``limit`` is before the ``factor``; ``factor_from`` is “cohort”, “profile”, or empty where the factor is 1.
    """

    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    limit: timedelta | None
    attempts_allowed: int | None
    factor: Decimal
    is_excused: bool = False
    own: frozenset[str] = frozenset()
    factor_from: str = ""
    reason: str = ""

    @property
    def timing(self) -> Timing:
        """What the clock gives an attempt that starts under these."""
        return Timing(self.limit, self.factor, None, self.closes_at)

    def has_opened(self, at: datetime) -> bool:
        return self.opens_at is None or self.opens_at <= at

    def has_closed(self, at: datetime) -> bool:
        return self.closes_at is not None and self.closes_at <= at

    def lateness(self, finished_at: datetime) -> timedelta:
        """How long after the due moment; nothing where it was in time, or nothing was due."""
        late = finished_at - self.due_at if self.due_at else timedelta(0)
        return max(timedelta(0), late)

    @property
    def time_words(self) -> str:
        """The time limit and where it comes from: “45 minutes (30 minutes × 1.5, time factor in this cohort)”."""
        if self.limit is None:
            return "no time limit"
        given = stretched(self.limit, self.factor) or self.limit
        if self.factor == 1:
            return duration_words(given)
        source = "time factor in this cohort" if self.factor_from == "cohort" else "time factor of the profile"
        return f"{duration_words(given)} ({duration_words(self.limit)} × {self.factor.normalize():f}, {source})"

    @property
    def attempts_words(self) -> str:
        count = self.attempts_allowed
        return "any number of attempts" if count is None else f"{count} attempt{'' if count == 1 else 's'}"


def terms_of(
    assignment: Assignment, override: Override | None, *, here: Decimal | None, profile: Decimal = Decimal(1)
) -> Terms:
    """The effective values: per field the person's own, else the assignment's.

    The time factor is the cohort's for this person (``here``), else that of their ``profile``.
    """
    given = {name: getattr(override, name) for name in FIELDS} if override else {}
    own = frozenset(name for name, value in given.items() if value is not None)
    values = {name: given[name] if name in own else getattr(assignment, name) for name in FIELDS}
    factor = profile if here is None else here
    return Terms(
        **values,
        factor=factor,
        is_excused=bool(override and override.is_excused),
        own=own,
        factor_from="" if factor == 1 else "profile" if here is None else "cohort",
        reason=override.reason if override and (own or override.is_excused) else "",
    )
