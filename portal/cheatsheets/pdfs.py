"""Getting a PDF: the one that was made before, or a place in the queue and a word on how far it is."""

from datetime import datetime, timedelta

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.cheatsheets.models import TypesetSheet
from portal.cheatsheets.recipes import Recipe
from portal.cheatsheets.tasks import typeset_sheet

ALONE = timedelta(seconds=10)
"""After so long it is worth a word that nobody has begun."""

BUSY = timedelta(minutes=10)
"""A task that has been running for longer is what a killed worker left."""


def ask_for_pdf(recipe: Recipe, at: datetime) -> TypesetSheet:
    """The PDF of this recipe, or who asks for it: of any number of callers one has it typeset."""
    key = recipe.key()
    sheet, is_mine = TypesetSheet.objects.ask(key, recipe.as_json(), at)
    if is_mine:
        typeset_sheet.enqueue(key)
        sheet = TypesetSheet.objects.filter(key=key).first() or sheet
    return sheet


def state_of(sheet: TypesetSheet, at: datetime) -> str:
    """One word: made, failed, begun, waiting, or alone (nothing runs that could begin)."""
    if sheet.made_at:
        return "made"
    if sheet.problem:
        return "failed"
    if sheet.begun_at:
        return "begun"
    return "waiting" if at - sheet.asked_at < ALONE or _is_worker_busy(at) else "alone"


def _is_worker_busy(at: datetime) -> bool:
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__gte=at - BUSY)
    return bool(running.exists())
