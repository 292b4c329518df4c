"""Names of time zones."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from portal.accounts.zones import is_time_zone, zone, zone_choices


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("UTC", True),
        ("Europe/Berlin", True),
        ("US/Eastern", True),
        ("europe/berlin", False),
        ("Mars/Base", False),
        ("", False),
    ],
)
def test_time_zone_is_known_by_its_exact_name(name, expected):
    assert is_time_zone(name) == expected


@pytest.mark.parametrize(
    "name", ["Mars/Base", "../etc/passwd", "/etc/passwd", "Europe", "", "a\x00b", "Europe/Berlin\n"]
)
def test_zone_falls_back_to_utc_when_the_name_is_damaged(name):
    assert zone(name) == ZoneInfo("UTC")


def test_zone_choices_group_places_by_continent():
    choices: dict[str, Any] = dict(zone_choices())

    assert next(iter(choices)) == "UTC"
    assert ("America/Argentina/Buenos_Aires", "Argentina: Buenos Aires") in choices["America"]
    assert ("Europe/Berlin", "Berlin") in choices["Europe"]
    assert {"US", "Etc", "posix"} & choices.keys() == set()


@pytest.mark.parametrize(("own", "first"), [("Etc/GMT+3", ["Etc/GMT+3", "UTC"]), ("Europe/Berlin", ["UTC", "Africa"])])
def test_zone_choices_hold_the_own_zone_when_it_is_no_place(own, first):
    assert [value for value, _ in zone_choices(own)][:2] == first
