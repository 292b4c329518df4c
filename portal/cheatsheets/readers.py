"""What one reader may have on a sheet of a guide: the choice in the address, their misses, and what is withheld."""

from datetime import datetime
from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from portal.accounts.models import User
from portal.cheatsheets.choosing import Choice, read_choice
from portal.cheatsheets.recipes import Recipe
from portal.cheatsheets.sheet import Edition
from portal.guides.models import Guide, GuideRevision, Placement
from portal.interviews.misses import misses_in

WEB_MOST = 600
"""Most questions of a sheet made for the web; larger ones are for ``manage.py export_sheet``."""


def readable_guide(request: HttpRequest, slug: str) -> tuple[Guide, GuideRevision]:
    """The guide at this address with its revision. Raises ``Http404`` for a guide that this person may not read."""
    guide = get_object_or_404(Guide.objects.readable_by(request.user).for_reading(), slug=slug)
    return guide, cast("GuideRevision", guide.current_revision)  # no one reads a guide without one


def recipe_for(request: HttpRequest, slug: str, at: datetime) -> Recipe:
    """The sheet that the address asks for, as this person may see it."""
    guide, revision = readable_guide(request, slug)
    user = request.user
    choice = read_choice(request.GET, has_personal=user.is_authenticated)
    if choice.edition != Edition.PERSONAL:
        return Recipe(guide, revision, choice, at, withheld_from(user, at))
    return personal_recipe(guide, revision, choice, cast("User", user), at)


def personal_recipe(guide: Guide, revision: GuideRevision, choice: Choice, user: User, at: datetime) -> Recipe:
    misses = misses_in(user.attempts.all(), guide, since=choice.since(at), at=at)
    return Recipe(guide, revision, choice, at, withheld_from(user, at), tuple(sorted(misses.items())))


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
