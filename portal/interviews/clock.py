"""The time an interview gives: a limit, stretched by the person's factor."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal


@dataclass(frozen=True)
class Timing:
    """What one person gets: ``limit`` before their ``factor``, None when untimed."""

    limit: timedelta | None
    factor: Decimal

    @property
    def effective(self) -> timedelta | None:
        """The limit times the factor, in whole seconds."""
        if self.limit is None:
            return None
        return timedelta(seconds=int(Decimal(self.limit.total_seconds()) * self.factor))

    @property
    def words(self) -> str:
        return duration_words(self.effective) if self.effective else "no limit"

    @property
    def is_stretched(self) -> bool:
        return self.limit is not None and self.factor != 1

    def expires_at(self, start: datetime) -> datetime | None:
        return None if self.effective is None else start + self.effective


def timing(minutes: int | None, factor: Decimal) -> Timing:
    return Timing(None if minutes is None else timedelta(minutes=minutes), factor)


def duration_words(duration: timedelta) -> str:
    """A duration to read, in whole seconds: “1 hour 12 minutes 30 seconds”."""
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "hour"), (minutes, "minute"), (seconds, "second")]
    return " ".join(f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number) or "0 seconds"
