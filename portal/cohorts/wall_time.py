"""Moments as a clock on the wall of some zone shows them; a zone's clocks skip an hour and repeat one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

YEARS = range(2000, 2200)


class NoSuchTime(Exception):
    """The clocks of the zone skip this time: they are put forward over it."""


class OutOfReach(Exception):
    """No one sets a date in such a year; at the ends of the calendar other zones could not even show it."""


def moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which clocks in ``zone`` show ``wall`` (naive), the first of two.

    Raises ``NoSuchTime`` and ``OutOfReach``.
    """
    if wall.year not in YEARS:
        raise OutOfReach
    aware = wall.replace(tzinfo=zone, fold=0)
    there_and_back = aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    if there_and_back != wall.replace(fold=0):
        raise NoSuchTime
    return aware.astimezone(UTC)


def shifted(at: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    """``at`` moved on the wall clock of ``zone``: nine o'clock stays nine o'clock. Raises as ``moment`` does."""
    return moment(at.astimezone(zone).replace(tzinfo=None, fold=0) + by, zone)
