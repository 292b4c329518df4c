"""Compile a guide into a sheet: a few queries, however large the guide is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.urls import reverse

from portal.cheatsheets.choosing import Selection
from portal.cheatsheets.extracts import comparison_tables, first_sentence, joined
from portal.cheatsheets.sheet import (
    Edition,
    Flow,
    Option,
    Part,
    Point,
    Sample,
    Sheet,
    SheetQuestion,
    SheetSection,
    Table,
)
from portal.guides.markdown.titles import plain_text
from portal.guides.models import CodeSample, Diagram, Guide, GuideRevision, Placement, RevisionPoint, ToolTable
from portal.guides.reviewing import is_stale

COMPARISONS = "comparisons"
"""The topic of the questions whose tables set things side by side."""

_TOOLS = re.compile(r"\btools?\b", re.IGNORECASE)

BATCH = 500
"""Questions whose points are read by one query."""

Misses = Mapping[int, int]
"""How often each key point, by its key, was missed."""


def compile_sheet(guide: Guide, selection: Selection, edition: Edition, misses: Misses, at: datetime) -> Sheet:
    """Compile the sheet of a guide's current revision.

    The same arguments give the same sheet; ``at`` only decides which facts are stale, and where misses end.
    """
    revision = guide.current_revision
    if revision is None:
        raise ValueError(f"The guide {guide} has no revision to print.")
    compiler = _Compiler(revision, selection, edition, misses, at)
    is_personal = edition == Edition.PERSONAL
    tables = compiler.tables()
    return Sheet(
        slug=guide.slug,
        title=revision.title,
        language=revision.language,
        edition=edition,
        parts=selection.parts,
        revision=revision.number,
        revised_on=(revision.applied_at or revision.created_at).date(),
        reviewed_on=revision.reviewed_on,
        is_stale=is_stale(revision.reviewed_on, at),
        stale_days=settings.STALE_FACTS_DAYS,
        address=settings.ORIGIN + reverse("guides:guide_detail", args=[guide.slug]),
        flows=tuple(compiler.flows()),
        samples=tuple(compiler.samples()),
        integrations=tuple(tables[Part.INTEGRATIONS]),
        tools=tuple(tables[Part.TOOLS]),
        tables=tuple(tables[Part.TABLES]),
        comparisons=tuple(compiler.comparisons()),
        sections=tuple(compiler.sections()),
        missed_from=selection.since if is_personal else None,
        missed_to=at.date() if is_personal else None,
    )


@dataclass
class _Compiler:
    """Reads one guide revision for one sheet."""

    revision: GuideRevision
    selection: Selection
    edition: Edition
    misses: Misses
    at: datetime

    def __post_init__(self) -> None:
        placements = Placement.objects.filter(guide_revision=self.revision)
        if self.selection.sections:
            placements = placements.filter(section__position__in=self.selection.sections)
        placements = placements.select_related("section", "question_revision__question").with_choices()
        placements = placements.defer("section__intro_html", "question_revision__steps_html")
        self.placements = list(placements.order_by("position"))
        self.wordings: dict[int, list[RevisionPoint]] = defaultdict(list)
        revised = [placement.question_revision_id for placement in self.placements]
        for start in range(0, len(revised), BATCH):
            points = RevisionPoint.objects.filter(question_revision__in=revised[start : start + BATCH])
            for wording in points.select_related("group").order_by("question_revision", "position"):
                self.wordings[wording.question_revision_id].append(wording)

    def has(self, part: Part) -> bool:
        return part in self.selection.parts

    def is_withheld(self, placement: Placement) -> bool:
        return placement.question_revision.question_id in self.selection.withheld.questions

    def flows(self) -> Iterator[Flow]:
        """The pictures; those that stand in an answer belong to it, and to no section."""
        if self.has(Part.FLOW):
            drawn = Diagram.objects.filter(guide_revision=self.revision, section__isnull=False).exclude(sha256="")
            for row in drawn.order_by("position"):
                words = row.description or row.title
                yield Flow(row.title, words, row.sha256, row.svg, row.width, row.height)

    def samples(self) -> Iterator[Sample]:
        if self.has(Part.SAMPLES):
            for row in CodeSample.objects.filter(guide_revision=self.revision).order_by("position"):
                yield Sample(row.title, row.language, row.source, row.html)

    def tables(self) -> dict[Part, list[Table]]:
        """The tables beside questions, by the part they are: tools, else those of the cheat-sheet part, else others."""
        found: dict[Part, list[Table]] = {Part.INTEGRATIONS: [], Part.TOOLS: [], Part.TABLES: []}
        if self.selection.parts.isdisjoint(found):
            return found
        rows = ToolTable.objects.filter(guide_revision=self.revision).select_related("section")
        for row in rows.exclude(key__in=self.selection.withheld.tables).order_by("position"):
            is_key = row.section is not None and row.section.is_cheat_sheet
            part = Part.TOOLS if _TOOLS.search(row.title) else Part.INTEGRATIONS if is_key else Part.TABLES
            if self.has(part):
                title = row.title if row.title != self.revision.title else " · ".join(row.header)
                found[part].append(Table(title, tuple(row.header), tuple(map(tuple, row.rows)), row.html))
        return found

    def comparisons(self) -> Iterator[Table]:
        if self.has(Part.COMPARISONS):
            for placement in self.placements:
                if COMPARISONS in placement.question_revision.topics and not self.is_withheld(placement):
                    yield from comparison_tables(placement.question_revision.answer_html)

    def sections(self) -> Iterator[SheetSection]:
        questions = [self.question(placement) for placement in self.placements]
        if self.edition == Edition.PERSONAL:
            yield from _most_missed(questions)
            return
        for title, members in groupby(questions, key=lambda question: question.section):
            yield SheetSection(title, tuple(members))

    def question(self, placement: Placement) -> SheetQuestion:
        revised, is_withheld = placement.question_revision, self.is_withheld(placement)
        wordings: Sequence[RevisionPoint] = () if is_withheld else self.wordings[revised.pk]
        points = tuple(self.point(wording) for wording in wordings)
        return SheetQuestion(
            key=revised.question.slug,
            number=placement.number or placement.position + 1,
            title=revised.title,
            title_html=revised.title_html,
            level=placement.level,
            section=placement.section.title,
            kind=revised.kind,
            topics=tuple(revised.topics),
            sentence="" if is_withheld else first_sentence(revised.answer_markdown),
            first_points=joined([point.text for point in points]),
            points=points,
            options=tuple(
                Option(option["key"], option["html"], bool(option["is_right"]) and not is_withheld)
                for option in placement.options
            ),
            reviewed_on=revised.reviewed_on,
            is_stale=is_stale(revised.reviewed_on or self.revision.reviewed_on, self.at),
            is_withheld=is_withheld,
        )

    def point(self, wording: RevisionPoint) -> Point:
        group = f"Any {wording.group.need} of these" if wording.group else ""
        missed = self.misses.get(wording.key_point_id, 0)
        return Point(plain_text(wording.text), wording.is_required, group, missed)


def _most_missed(questions: Iterable[SheetQuestion]) -> Iterator[SheetSection]:
    """One section of the questions with missed points, most missed first; so are the points of each."""
    missed = sorted((question for question in questions if question.misses), key=lambda question: -question.misses)
    if missed:
        ordered = (replace(one, points=tuple(sorted(one.points, key=lambda point: -point.misses))) for one in missed)
        yield SheetSection("Most missed first", tuple(ordered))
