"""The time an interview gives: its limits, stretched by a factor, and cut where it has to end at a fixed moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

TURNING = timedelta(seconds=10)
"""What the whole interview allows beyond each question's own time, so that turning the page costs nobody a question."""


@dataclass(frozen=True)
class OwnTime:
    """The time factor a practising learner chose, and the moment they have to stop; None where they chose nothing."""

    factor: Decimal | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True)
class Timing:
    """What one person gets. ``limit`` and ``limit_each`` (of a single question) are before their ``factor``.

    None is no limit; an interview that is untimed may still have to end at ``closes_at``.
    """

    limit: timedelta | None
    factor: Decimal
    limit_each: timedelta | None = None
    closes_at: datetime | None = None

    @property
    def effective(self) -> timedelta | None:
        """The limit times the factor, in whole seconds."""
        return stretched(self.limit, self.factor)

    @property
    def effective_each(self) -> timedelta | None:
        """The limit of a single question times the factor, in whole seconds."""
        return stretched(self.limit_each, self.factor)

    @property
    def is_stretched(self) -> bool:
        return self.factor != 1 and (self.limit is not None or self.limit_each is not None)

    def expires_at(self, start: datetime) -> datetime | None:
        """The deadline: the limit after ``start``, or the fixed moment where that comes first; None when untimed."""
        ends = [start + self.effective] if self.effective is not None else []
        return min([*ends, *([self.closes_at] if self.closes_at else [])], default=None)

    def given(self, start: datetime) -> timedelta | None:
        """The time from ``start`` to the deadline."""
        ends = self.expires_at(start)
        return None if ends is None else max(timedelta(0), ends - start)

    def is_cut(self, start: datetime) -> bool:
        """Whether the fixed end leaves less time than the limit would."""
        return self.closes_at is not None and (self.effective is None or self.closes_at < start + self.effective)


def timing(
    minutes: int | None,
    factor: Decimal,
    *,
    seconds_each: int | None = None,
    count: int = 1,
    closes_at: datetime | None = None,
) -> Timing:
    """The timing of ``count`` questions. Where only a single question's time is given, the whole follows from it."""
    each = None if seconds_each is None else timedelta(seconds=seconds_each)
    whole = None if minutes is None else timedelta(minutes=minutes)
    if whole is None and each is not None:
        whole = (each + TURNING) * count
    return Timing(whole, factor, each, closes_at)


def stretched(limit: timedelta | None, factor: Decimal) -> timedelta | None:
    """A limit times a factor, in whole seconds."""
    return None if limit is None else timedelta(seconds=int(Decimal(limit.total_seconds()) * factor))


def duration_words(duration: timedelta) -> str:
    """A duration to read, in whole seconds: “1 hour 12 minutes 30 seconds”."""
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "hour"), (minutes, "minute"), (seconds, "second")]
    return " ".join(f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number) or "0 seconds"
