"""What one reader may have on a sheet of a guide: the choice in the address, their misses, and what is withheld."""

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, cast

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest

from portal.cheatsheets.choosing import NOTHING_WITHHELD, Choice, Withheld, read_choice
from portal.cheatsheets.recipes import Recipe
from portal.cheatsheets.sheet import Edition
from portal.guides.finding import get_guide
from portal.guides.models import Guide, GuideRevision, Placement, Section, ToolTable
from portal.guides.withholding import has_settled
from portal.interviews.misses import misses_in

if TYPE_CHECKING:
    from portal.accounts.models import User

Reader: TypeAlias = "User | AnonymousUser"

WEB_MOST = 600
"""Most questions of a sheet made for the web; larger ones are for ``manage.py export_sheet``."""


def readable_guide(user: Reader, slug: str) -> Guide:
    """The guide at this address. Raises ``Http404`` for one that this person may not read."""
    guide = get_guide(slug, user)
    if guide is None:
        raise Http404
    return guide


def recipe_for(request: HttpRequest, slug: str, at: datetime) -> Recipe:
    """The sheet that the address asks for, as this person may see it. Raises ``Http404``."""
    user = request.user
    guide = readable_guide(user, slug)
    choice = read_choice(request.GET, has_personal=user.is_authenticated)
    return make_recipe(guide, choice, user, at)


def make_recipe(guide: Guide, choice: Choice, user: Reader, at: datetime) -> Recipe:
    revision = cast("GuideRevision", guide.current_revision)  # no one reads a guide without one
    if choice.sections:
        sections = Section.objects.filter(guide_revision=revision, placements__isnull=False)
        choice = choice.within(set(sections.values_list("position", flat=True)))
    withheld = _withheld(revision, user, at) if guide.withholding_stamp else NOTHING_WITHHELD
    if choice.edition != Edition.PERSONAL:
        return Recipe(guide, revision, choice, at, withheld)
    misses = misses_in(cast("User", user).attempts.all(), guide, since=choice.since(at), at=at)
    return Recipe(guide, revision, choice, at, withheld, tuple(sorted(misses.items())))


def printable_recipe(request: HttpRequest, slug: str, at: datetime) -> Recipe:
    """The same, where it is of a size for the web. Raises ``Http404`` with a sentence where it is not."""
    recipe = recipe_for(request, slug, at)
    if is_too_large(recipe):
        raise Http404(f"Sheets of more than {WEB_MOST} questions are made by the command export_sheet.")
    return recipe


def is_too_large(recipe: Recipe) -> bool:
    if recipe.revision.question_count <= WEB_MOST:
        return False
    placed = Placement.objects.filter(guide_revision=recipe.revision)
    if recipe.choice.sections:
        placed = placed.filter(section__position__in=recipe.choice.sections)
    return placed.count() > WEB_MOST


def _withheld(revision: GuideRevision, user: Reader, at: datetime) -> Withheld:
    """What an open assessed interview of this person asks; what is over by now is ended first."""
    has_settled(user, at)
    placements = Placement.objects.filter(guide_revision=revision)
    withheld = placements.exclude(pk__in=placements.open_to(user).values("pk"))
    tables = ToolTable.objects.filter(guide_revision=revision)
    shut = tables.exclude(pk__in=tables.open_to(user).values("pk"))
    return Withheld(
        frozenset(withheld.values_list("question_revision__question", flat=True)),
        frozenset(shut.values_list("key", flat=True)),
    )
