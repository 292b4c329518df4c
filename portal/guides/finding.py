"""Find the one question a page shows, with all that the page says of it, in one query."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from portal.accounts.models import User
from portal.guides.models import Placement, PlacementQuerySet
from portal.guides.prepared import PreparedQueries

GUIDE, QUESTION, READER = "(guide)", "(question)", -(2**60)
"""Stand-ins for two slugs, which hold no brackets, and the key of a person, which is positive."""

_prepared = PreparedQueries()


def placement_at(slug: str, question_slug: str, user: User | AnonymousUser) -> PlacementQuerySet:
    """The placement at an address, if this person may read it, with all that a page shows of it."""
    readable = Placement.objects.readable_by(user).for_reading(user).with_neighbours()
    return readable.filter(guide_revision__guide__slug=slug, question_revision__question__slug=question_slug)


def get_placement(slug: str, question_slug: str, user: User | AnonymousUser) -> Placement:
    """The one of ``placement_at``. Raises ``Placement.DoesNotExist``."""
    is_staff = user.is_authenticated and user.is_staff
    stand_in = User(pk=READER, is_staff=is_staff) if user.is_authenticated else user
    shape = (connection.vendor, user.is_authenticated, is_staff, settings.PUBLIC_GUIDES)
    query = _prepared.get(shape, lambda: placement_at(GUIDE, QUESTION, stand_in))
    for placement in query.rows({GUIDE: slug, QUESTION: question_slug, READER: user.pk}):
        return placement
    raise Placement.DoesNotExist
