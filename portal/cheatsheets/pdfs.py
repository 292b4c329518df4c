"""Getting a PDF: the one that was made before, or a place in the queue and a word on how far it is."""

from datetime import datetime, timedelta

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.cheatsheets.models import TypesetSheet
from portal.cheatsheets.recipes import Recipe
from portal.cheatsheets.tasks import typeset_sheet
from portal.prepared.keeping import Kept

ROOM = 6_000_000
"""Bytes of PDFs that a process keeps in memory, some thirty sheets."""

ALONE = timedelta(seconds=10)
"""After so long it is worth a word that nobody has begun."""

BUSY = timedelta(minutes=10)
"""A task that has been running for longer is what a killed worker left."""

_kept: Kept[bytes] = Kept(ROOM, len)


class NotMade(Exception):
    """The PDF is not there yet; ``sheet`` says how far it is."""

    def __init__(self, sheet: TypesetSheet) -> None:
        super().__init__(str(sheet))
        self.sheet = sheet


def pdf_of(recipe: Recipe, key: str, at: datetime) -> bytes:
    """The PDF of a recipe, whose key it is. Raises ``NotMade`` where it had to be asked for."""
    # With the day, so that the database hears once a day that a sheet is still used.
    return _kept.get((key, at.date()), lambda: _find(recipe, key, at))


def _find(recipe: Recipe, key: str, at: datetime) -> bytes:
    sheet = ask_for_pdf(recipe, key, at)
    if sheet.pdf is None:
        raise NotMade(sheet)
    TypesetSheet.objects.note_use(sheet, at)
    return bytes(sheet.pdf)


def ask_for_pdf(recipe: Recipe, key: str, at: datetime) -> TypesetSheet:
    """The row of the PDF: of any number of callers one has it typeset."""
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
