"""What the worker does for sheets."""

import logging

from django.utils import timezone
from django_tasks import task

from portal.cheatsheets.models import TypesetSheet
from portal.cheatsheets.recipes import Recipe
from portal.cheatsheets.typesetting import CannotTypeset, typeset
from portal.cheatsheets.writers.webpage import write_html
from portal.guides.models import GuideRevision

SECONDS = 120.0
"""How long one sheet may take; one of 500 questions needs a quarter of it."""

logger = logging.getLogger(__name__)


@task()
def typeset_sheet(key: str) -> None:
    """Make the PDF that was asked for under ``key``; nothing, where another worker does or did."""
    if not TypesetSheet.objects.claim(key, timezone.now()):
        return
    asked = TypesetSheet.objects.get(key=key)
    try:
        recipe = Recipe.from_json(asked.recipe)
        pdf = typeset(write_html(recipe.compile(), recipe.choice), seconds=SECONDS)
    except GuideRevision.DoesNotExist:
        asked.delete()
    except CannotTypeset as error:
        logger.warning("A sheet was not typeset: %s", error)
        TypesetSheet.objects.filter(key=key).update(problem=str(error)[:500])
    else:
        TypesetSheet.objects.keep(key, pdf, timezone.now())
        TypesetSheet.objects.trim(timezone.now())
