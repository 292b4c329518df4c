"""What a person marked in a guide, and how a prepared page shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from portal.guides.models import GuideRevision, Mark, Progress
from portal.guides.models.progress import ProgressQuerySet
from portal.prepared.pages import Filling, Prepared, hole, prepared_part
from portal.prepared.queries import PreparedQueries

if TYPE_CHECKING:
    from portal.accounts.models import User

PARTS = ("question-state", "question-marks")
"""What a page shows of a mark: partials of ``progress_update.html``, and holes of the pages that name the question."""

READER, GUIDE, REVISION = -(2**60), -(2**60) - 1, -(2**60) - 2
"""Stand-ins for keys, which are positive."""

_prepared = PreparedQueries()


@dataclass(frozen=True, slots=True)
class Standing:
    """How someone stands to a question: ``mark`` is a ``Mark``; ``is_changed``, if it is worded anew since known."""

    mark: str = Mark.UNREAD
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A question that someone marked, and where it stands: the key of its section, the slugs of its topics."""

    standing: Standing
    section: int
    topics: tuple[str, ...] = ()


Marks = Mapping[str, Marked]
"""What someone marked of a guide revision, by the slug of the question; the rest is unread."""


def read_marks(revision: GuideRevision, user: "User | AnonymousUser") -> Marks:
    """One query, that reads what the person marked; none for someone signed out."""
    if not user.is_authenticated:
        return {}
    query = _prepared.get("marks", _marks_of_stand_ins)
    mine = query.rows({READER: user.pk, GUIDE: revision.guide_id, REVISION: revision.pk})
    return {
        each.placed_slug: Marked(
            Standing(each.rating or Mark.READ, each.is_changed), each.placed_section, tuple(each.placed_topics)
        )
        for each in mine
    }


def _marks_of_stand_ins() -> ProgressQuerySet:
    return Progress.objects.placed_in(GuideRevision(pk=REVISION, guide_id=GUIDE)).filter(user=READER).only("rating")


def mark_fillings(guide_url: str, read: Callable[[], Mapping[str, Standing]]) -> dict[str, Filling]:
    """Fill the holes of all ``PARTS``; the standings are ``read`` once, and only if a page has such holes."""
    standings = cache(read)

    @cache
    def part(name: str, standing: Standing) -> Prepared:
        context = {"placement": standing, "guide_url": guide_url, "slug": hole("slug")}
        return prepared_part(f"guides/progress_update.html#{name}", context, key=(guide_url, standing))

    def fill(name: str, slug: str) -> bytes:
        return part(name, standings().get(slug, Standing())).filled({"slug": lambda _: slug.encode()})

    return {name: partial(fill, name) for name in PARTS}
