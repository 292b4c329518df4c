"""Moments on the wall clock of a zone, over the days when clocks are put forward and back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.cohorts.wall_time import NoSuchTime, moment, shifted

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = timedelta(days=7)


def wall(written: str) -> datetime:
    return datetime.fromisoformat(written)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (wall("2027-01-05T09:00"), datetime(2027, 1, 5, 8, tzinfo=UTC)),
        (wall("2027-03-28T01:59"), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (wall("2027-03-28T03:00"), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        (wall("2027-10-31T02:30"), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
    ids=["winter", "before the gap", "after the gap", "the first of two"],
)
def test_moment_reads_the_wall_clock_of_the_zone(shown, expected):
    assert moment(shown, BERLIN) == expected


@pytest.mark.parametrize("shown", [wall("2027-03-28T02:00"), wall("2027-03-28T02:59")])
def test_moment_refuses_a_time_that_the_clocks_skip(shown):
    with pytest.raises(NoSuchTime):
        moment(shown, BERLIN)


def test_shift_over_the_change_of_the_clocks_keeps_the_time_of_day():
    before = moment(wall("2027-03-24T09:00"), BERLIN)

    assert shifted(before, WEEK, BERLIN) == moment(wall("2027-03-31T09:00"), BERLIN)
    assert shifted(before, WEEK, BERLIN) - before == WEEK - timedelta(hours=1)


def test_shift_into_the_skipped_hour_is_refused():
    with pytest.raises(NoSuchTime):
        shifted(moment(wall("2027-03-21T02:30"), BERLIN), WEEK, BERLIN)
