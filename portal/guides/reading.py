"""What stands on one page of a guide: its questions under their sections, with the tables and pictures beside them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from portal.guides.models import CodeSample, Diagram, GuideRevision, Placement, PlacementQuerySet, Section, ToolTable
from portal.guides.models.extras import GuideExtra
from portal.guides.outline import Outline
from portal.guides.search import questions_matching

if TYPE_CHECKING:
    from portal.accounts.models import User

Extra = TypeVar("Extra", bound=GuideExtra)


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section as one page shows it. ``is_begun`` on an earlier page, it shows no introduction and no extras again."""

    section: Section
    placements: Sequence[Placement] = ()
    is_begun: bool = False
    tables: Sequence[ToolTable] = ()
    diagrams: Sequence[Diagram] = ()
    code_samples: Sequence[CodeSample] = ()


@dataclass(frozen=True, slots=True)
class Extras:
    """The tables, diagrams and code samples of a guide revision, by section."""

    tables: dict[int, list[ToolTable]] = field(default_factory=dict)
    diagrams: dict[int, list[Diagram]] = field(default_factory=dict)
    code_samples: dict[int, list[CodeSample]] = field(default_factory=dict)


def narrow(placements: PlacementQuerySet, chosen: Mapping[str, str]) -> PlacementQuerySet:
    """Only what all that was ``chosen`` (level, kind, topic, mark, q) agrees on; ``placements`` are ``for_reading``."""
    if level := chosen.get("level"):
        placements = placements.filter(level=level)
    if kind := chosen.get("kind"):
        placements = placements.filter(question_revision__kind=kind)
    if topic := chosen.get("topic"):
        placements = placements.on_topic(topic)
    if mark := chosen.get("mark"):
        placements = placements.marked(mark)
    if text := chosen.get("q"):
        # What is found by the words of an answer tells them.
        found = placements.filter(Q(is_withheld=False))
        placements = found.filter(question_revision__question__in=questions_matching(text))
    return placements


def read_extras(revision: GuideRevision, user: "User | AnonymousUser") -> Extras:
    """Read what stands beside the questions, as far as this person may see it now: three queries."""
    tables = ToolTable.objects.open_to(user).filter(guide_revision=revision).defer("header", "rows")
    diagrams = Diagram.objects.filter(guide_revision=revision).defer("svg")
    code_samples = CodeSample.objects.filter(guide_revision=revision).defer("source")
    return Extras(
        tables=_by_section(tables.order_by("position")),
        diagrams=_by_section(diagrams.order_by("position")),
        code_samples=_by_section(code_samples.order_by("position")),
    )


def page_of_table(outline: Outline, extras: Extras, key: str) -> int:
    """The page of the unfiltered guide on which the table with this key stands; the first for a key unknown here."""
    for outlined in outline.sections:
        if any(table.key == key for table in extras.tables.get(outlined.section.pk, ())):
            return outlined.page
    return 1


def whole_sections(outline: Outline, page: int, placements: Iterable[Placement], extras: Extras) -> list[ShownSection]:
    """Every section that stands on ``page`` of the unfiltered guide."""
    placed = _placed(placements)
    shown = []
    for outlined in outline.sections:
        pk = outlined.section.pk
        if outlined.page == page:
            beside = (extras.tables.get(pk, ()), extras.diagrams.get(pk, ()), extras.code_samples.get(pk, ()))
            shown.append(ShownSection(outlined.section, placed.get(pk, ()), False, *beside))  # noqa: FBT003
        elif pk in placed:
            shown.append(ShownSection(outlined.section, placed[pk], is_begun=True))
    return shown


def matching_sections(outline: Outline, placements: Iterable[Placement]) -> list[ShownSection]:
    """Only the sections of the questions that a filter found, with nothing beside them."""
    placed = _placed(placements)
    sections = (outlined.section for outlined in outline.sections)
    return [ShownSection(section, placed[section.pk], is_begun=True) for section in sections if section.pk in placed]


def _placed(placements: Iterable[Placement]) -> dict[int, list[Placement]]:
    placed: dict[int, list[Placement]] = defaultdict(list)
    for placement in placements:
        placed[placement.section_id].append(placement)
    return dict(placed)


def _by_section(extras: Iterable[Extra]) -> dict[int, list[Extra]]:
    """By the section they stand in; one that names none stands in no section's place, and is left out."""
    grouped: dict[int, list[Extra]] = defaultdict(list)
    for extra in extras:
        if extra.section_id is not None:
            grouped[extra.section_id].append(extra)
    return dict(grouped)
