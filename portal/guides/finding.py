"""Find what a page is about, if the person who asks may read it: each in one query, prepared."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import QuerySet

from portal.guides.models import Guide, GuideQuerySet, Placement, PlacementQuerySet, QuestionRevision
from portal.prepared.queries import PreparedQueries, Row

if TYPE_CHECKING:
    from portal.accounts.models import User

GUIDE, QUESTION, READER = "(guide)", "(question)", -(2**60)
"""Stand-ins for two slugs, which hold no brackets, and the key of a person, which is positive."""

STAMP = ("current_revision_id", "indexed_revision_id", "status")
"""What the pages of a guide that is the same for all depend on, beside their address."""

Reader: TypeAlias = "User | AnonymousUser"
_prepared = PreparedQueries()


def guide_at(slug: str, user: Reader) -> GuideQuerySet:
    """The guide at an address, with what the answer to “has it changed?” needs."""
    guides = Guide.objects.readable_by(user).for_reading()
    stamped = guides.with_progress_stamp(user).with_withholding_stamp(user)
    return stamped.with_right_to_edit(user).filter(slug=slug)


def placement_at(slug: str, question_slug: str, user: Reader) -> PlacementQuerySet:
    """The question placed at an address, with all that a page shows of it."""
    guide = Guide.objects.readable_by(user).filter(slug=slug)
    # By its wordings, so that the database never walks through all placements of a guide.
    wordings = QuestionRevision.objects.filter(question__guide__slug=slug, question__slug=question_slug)
    placements = Placement.objects.current().filter(guide_revision__guide__in=guide, question_revision__in=wordings)
    return placements.for_reading(user).with_neighbours().order_by()


def get_guide(slug: str, user: Reader) -> Guide | None:
    """The one of ``guide_at``; None if there is none, or none for this person."""
    return _first("guide", lambda reader: guide_at(GUIDE, reader), {GUIDE: slug}, user)


def get_placement(slug: str, question_slug: str, user: Reader) -> Placement | None:
    """The one of ``placement_at``; None if there is none, or none for this person."""
    values = {GUIDE: slug, QUESTION: question_slug}
    return _first("placement", lambda reader: placement_at(GUIDE, QUESTION, reader), values, user)


def is_unchanged_for_strangers(guide: Guide) -> Callable[[], bool]:
    """How to ask whether strangers still read this revision of a guide, and of what can be found in it."""
    slug, stamp = guide.slug, _stamp(guide)

    def is_unchanged() -> bool:
        found = _first("stamp", lambda _: _stamped(GUIDE), {GUIDE: slug}, AnonymousUser())
        return found is not None and _stamp(found) == stamp

    return is_unchanged


def _stamped(slug: str) -> GuideQuerySet:
    return Guide.objects.readable_by(AnonymousUser()).filter(slug=slug).only(*STAMP)


def _stamp(guide: Guide) -> tuple[object, ...]:
    return tuple(getattr(guide, name) for name in STAMP)


def _first(name: str, build: Callable[[Reader], QuerySet[Row]], values: dict[str, str], user: Reader) -> Row | None:
    is_staff = user.is_authenticated and user.is_staff
    stand_in = get_user_model()(pk=READER, is_staff=is_staff) if user.is_authenticated else user
    shape = (name, connection.vendor, user.is_authenticated, is_staff, settings.PUBLIC_GUIDES)
    rows = _prepared.get(shape, lambda: build(stand_in)).rows({**values, READER: user.pk})
    return rows[0] if rows else None
