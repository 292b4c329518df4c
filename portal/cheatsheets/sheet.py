"""Compile a guide into a sheet: what a reader wants on paper the night before."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from portal.guides.models import CodeSample, Diagram, GuideRevision, Placement, Section, ToolTable

if TYPE_CHECKING:
    from portal.accounts.models import User

PAPERS = {"a4": "A4", "letter": "Letter"}


@dataclass(frozen=True, slots=True)
class SheetSection:
    """A section of the guide with the placements printed under it, in order."""

    section: Section
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a cheat sheet prints: pictures, samples and tables first, then key points question by question."""

    revision: GuideRevision
    diagrams: tuple[Diagram, ...]
    code_samples: tuple[CodeSample, ...]
    tables: tuple[ToolTable, ...]
    sections: tuple[SheetSection, ...]


def compile_sheet(revision: GuideRevision, user: "User | AnonymousUser") -> Sheet:
    """Read the sheet of one guide revision for one person: four queries, however large the guide is."""
    placements = (
        Placement.objects.filter(guide_revision=revision)
        .with_withholding(user)
        .select_related("section", "question_revision")
        .defer("question_revision__answer_html", "question_revision__answer_markdown")
        .order_by("position")
    )
    tables = ToolTable.objects.open_to(user).filter(guide_revision=revision).select_related("section")
    return Sheet(
        revision=revision,
        diagrams=tuple(Diagram.objects.filter(guide_revision=revision).exclude(sha256="").order_by("position")),
        code_samples=tuple(CodeSample.objects.filter(guide_revision=revision).order_by("position")),
        tables=tuple(sorted(tables, key=_cheat_sheet_first)),
        sections=tuple(_by_section(placements)),
    )


def _cheat_sheet_first(table: ToolTable) -> tuple[bool, int]:
    is_on_sheet = table.section is not None and table.section.is_cheat_sheet
    return not is_on_sheet, table.position


def _by_section(placements: Iterable[Placement]) -> Iterable[SheetSection]:
    for section, placed in groupby(placements, key=lambda placement: placement.section):
        yield SheetSection(section=section, placements=tuple(placed))
