"""Time zones, by the names of the IANA database."""

from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

UTC = "UTC"
# Names the database keeps only so that old ones go on working ("US/Eastern"), or that are no place ("Etc/GMT+3").
NO_PLACES = ("Brazil/", "Canada/", "Chile/", "Etc/", "Mexico/", "SystemV/", "US/", "posix/", "right/")


@cache
def known_names() -> frozenset[str]:
    """Every name of the database; read from disk once, as that takes some ten milliseconds."""
    return frozenset(available_timezones())


def is_time_zone(name: str) -> bool:
    return name in known_names()


def zone(name: str) -> ZoneInfo:
    """The zone of this name; UTC where the machine does not know it (an older database, a damaged row)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(UTC)


def zone_choices(own: str = UTC) -> list[tuple[str, object]]:
    """Choices for a select: UTC, then places grouped by continent; ``own`` is among them even where it is no place."""
    places = sorted(name for name in known_names() if "/" in name and not name.startswith(NO_PLACES))
    single = [UTC] if own in places or own == UTC else [own, UTC]
    groups = groupby(places, key=lambda name: name.partition("/")[0])
    return [(name, name) for name in single] + [
        (continent, [(name, spoken(name)) for name in names]) for continent, names in groups
    ]


def spoken(name: str) -> str:
    """“America/Argentina/Buenos_Aires” as “Argentina: Buenos Aires”: the continent is the group's heading."""
    return name.partition("/")[2].replace("/", ": ").replace("_", " ")
