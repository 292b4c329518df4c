"""Sheets for tests: of a guide in the database, of a text, and as PDFs, each typeset once a run."""

import re
import subprocess
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import QueryDict

from portal.cheatsheets.choosing import NOTHING_WITHHELD, Choice, Selection, Withheld, read_choice
from portal.cheatsheets.compiling import compile_sheet
from portal.cheatsheets.sheet import Sheet
from portal.cheatsheets.typesetting import typeset
from portal.cheatsheets.writers.webpage import write_html
from portal.guides.importing import Document, import_guide
from portal.guides.models import Guide, GuideRevision
from tests.factories import NOON


def import_text(text: str | bytes, name: str = "text") -> Guide:
    data = text if isinstance(text, bytes) else text.encode()
    imported = import_guide(Document(data, name, GuideRevision.Origin.REPOSITORY, NOON))
    assert imported.revision, imported.problems
    return imported.revision.guide


def import_founding_guide() -> Guide:
    return import_text((settings.CONTENT_DIR / "aws-codepipeline.md").read_bytes(), "aws-codepipeline")


def choose(query: str = "") -> Choice:
    return read_choice(QueryDict(query), has_personal=True)


def sheet_of(
    guide: Guide,
    query: str = "",
    *,
    misses: Mapping[int, int] | None = None,
    withheld: Withheld = NOTHING_WITHHELD,
    at: Any = NOON,
) -> Sheet:
    choice = choose(query)
    selection = Selection(choice.parts, choice.sections, withheld, choice.since(at).date())
    return compile_sheet(guide, selection, choice.edition, misses or {}, at)


def html_of(guide: Guide, query: str = "") -> str:
    return write_html(sheet_of(guide, query), choose(query))


def pdf_of(guide: Guide, query: str = "") -> bytes:
    return typeset_once(html_of(guide, query))


@lru_cache
def typeset_once(html: str) -> bytes:
    return typeset(html, seconds=300)


def ask_poppler(pdf: bytes, *command: str) -> str:
    """What one of poppler's tools says of a PDF, given on its standard input."""
    return subprocess.run([*command, "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def text_of(pdf: bytes) -> str:
    """The words in the order of the document, with single spaces."""
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(read.split())


def page_count(pdf: bytes) -> int:
    found = re.search(r"^Pages: +(\d+)$", ask_poppler(pdf, "pdfinfo"), flags=re.MULTILINE)
    assert found
    return int(found[1])
