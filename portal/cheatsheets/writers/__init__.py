"""The formats a sheet is written in: one writer each, over the same ``Sheet``."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from portal.cheatsheets.choosing import Choice
from portal.cheatsheets.sheet import Sheet
from portal.cheatsheets.writers.anki import write_anki_text
from portal.cheatsheets.writers.gift import write_gift
from portal.cheatsheets.writers.markdown import write_markdown
from portal.cheatsheets.writers.moodle import write_moodle
from portal.cheatsheets.writers.package import write_package
from portal.cheatsheets.writers.spreadsheet import write_csv
from portal.cheatsheets.writers.webpage import write_html

HAS_PACKAGES = find_spec("genanki") is not None
"""Whether the extra ``anki`` is installed."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a sheet is written: ``write`` gives text or bytes. ``name`` is in addresses and commands."""

    name: str
    label: str
    suffix: str
    content_type: str
    write: Callable[[Sheet, Choice], str | bytes]

    def write_bytes(self, sheet: Sheet, choice: Choice) -> bytes:
        written = self.write(sheet, choice)
        return written.encode() if isinstance(written, str) else written


_FORMATS = (
    Format("html", "HTML, one file", ".html", "text/html; charset=utf-8", write_html),
    Format("markdown", "Markdown", ".md", "text/markdown; charset=utf-8", write_markdown),
    Format("anki", "Anki deck", ".apkg", "application/octet-stream", write_package),
    Format("anki-text", "Anki notes as text", ".txt", "text/plain; charset=utf-8", write_anki_text),
    Format("gift", "GIFT (Moodle and others)", ".gift.txt", "text/plain; charset=utf-8", write_gift),
    Format("moodle", "Moodle XML", ".xml", "application/xml; charset=utf-8", write_moodle),
    Format("csv", "CSV table", ".csv", "text/csv; charset=utf-8", write_csv),
)
FORMATS = {one.name: one for one in _FORMATS if one.name != "anki" or HAS_PACKAGES}
