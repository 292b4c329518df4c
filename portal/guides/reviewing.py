"""Which facts want checking again: those last reviewed longer ago than the site allows (``VIVA_STALE_FACTS_DAYS``)."""

from datetime import date, datetime, timedelta

from django.conf import settings


def stale_before(at: datetime) -> date:
    """Facts reviewed before this day are stale; those reviewed on it are not yet."""
    return at.date() - timedelta(days=settings.STALE_FACTS_DAYS)


def is_stale(reviewed_on: date | None, at: datetime) -> bool:
    """Whether facts reviewed on that day are stale; those that name no day never are."""
    return reviewed_on is not None and reviewed_on < stale_before(at)
