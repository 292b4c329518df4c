"""Flash cards for Anki as a package (.apkg), by genanki where the extra ``anki`` is installed."""

import tempfile
import zipfile
from datetime import UTC, datetime, time
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from portal.cheatsheets.choosing import Choice
from portal.cheatsheets.sheet import Sheet
from portal.cheatsheets.writers.anki import deck_of, front_of, guid_of, tags_of
from portal.cheatsheets.writers.answers import answer_html, answered

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of the files in a package: the same sheet gives the same bytes."""

CSS = ".card { font-family: sans-serif; font-size: 20px; text-align: start; }"
FRONT, BACK = "{{Question}}", "{{FrontSide}}<hr id=answer>{{Answer}}"


def write_package(sheet: Sheet, choice: Choice) -> bytes:
    """A deck with a note a question. A newer revision has a later date, so that importing it updates the notes."""
    import genanki  # noqa: PLC0415  # an extra

    fields, templates = [{"name": "Question"}, {"name": "Answer"}], [{"name": "Card", "qfmt": FRONT, "afmt": BACK}]
    model = genanki.Model(_number("model/1"), "Viva question", fields=fields, templates=templates, css=CSS)
    deck = genanki.Deck(_number(f"deck/{sheet.slug}"), deck_of(sheet))
    for question in answered(sheet):
        texts = [front_of(question), answer_html(question)]
        deck.add_note(genanki.Note(model, texts, guid=guid_of(sheet, question), tags=tags_of(question)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        genanki.Package(deck).write_to_file(str(path), timestamp=_changed_at(sheet))
        return _undated(path)


def _changed_at(sheet: Sheet) -> float:
    """Seconds: the day of the revision, and its number, so that two of one day differ."""
    return datetime.combine(sheet.revised_on, time(), UTC).timestamp() + sheet.revision


def _number(name: str) -> int:
    """A number for Anki that stays: 31 bits, never 0."""
    return int(sha256(f"viva/{name}".encode()).hexdigest()[:8], 16) % (2**31 - 1) + 1


def _undated(path: Path) -> bytes:
    """The archive again, without the time of its making."""
    out = BytesIO()
    with zipfile.ZipFile(path) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(made.namelist()):
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
