"""Which facts want checking again: those last reviewed longer ago than the site allows (``VIVA_STALE_FACTS_DAYS``)."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from portal.guides.models import Guide, Placement, PlacementQuerySet

if TYPE_CHECKING:
    from portal.accounts.models import User


def stale_before(at: datetime) -> date:
    """Facts reviewed before this day are stale; those reviewed on it are not yet."""
    return at.date() - timedelta(days=settings.STALE_FACTS_DAYS)


def is_stale(reviewed_on: date | None, at: datetime) -> bool:
    """Whether facts reviewed on that day are stale; those that name no day never are."""
    return reviewed_on is not None and reviewed_on < stale_before(at)


def stale_placements(author: "User", at: datetime) -> PlacementQuerySet:
    """The questions of the guides this person may edit whose facts are stale, guide by guide.

    A question without a day of its own has its guide's.
    """
    day = stale_before(at)
    own, inherited = Q(question_revision__reviewed_on__lt=day), Q(guide_revision__reviewed_on__lt=day)
    stale = own | (Q(question_revision__reviewed_on=None) & inherited)
    placements = Placement.objects.current().filter(stale, guide_revision__guide__in=Guide.objects.editable_by(author))
    placements = placements.select_related("guide_revision__guide", "question_revision__question")
    return placements.defer(
        "guide_revision__text",
        "guide_revision__original",
        "guide_revision__intro_html",
        "question_revision__answer_html",
        "question_revision__answer_markdown",
    ).order_by("guide_revision__title", "guide_revision", "position")
