"""Write what stands in a guide revision beside its questions: sections, tool tables, diagrams, code samples."""

from collections.abc import Sequence

from portal.guides.importing.pictures import picture_of
from portal.guides.importing.rendered import render_slices
from portal.guides.markdown.document import ParsedDiagram, ParsedGuide
from portal.guides.markdown.rendering import as_fence
from portal.guides.models import CodeSample, Diagram, GuideRevision, Section, ToolTable

BATCH = 100
"""Rows a statement: each is its own short transaction."""


def write_sections(revision: GuideRevision, parsed: ParsedGuide) -> list[Section]:
    """Write the sections, and return them by position. Raises ``TooSlowToRender``."""
    html = render_slices([(section.line, section.intro_markdown) for section in parsed.sections])
    sections = [
        Section(
            guide_revision=revision,
            position=section.position,
            title=section.title,
            level=section.level or "",
            intro_html=intro,
            is_cheat_sheet=section.is_cheat_sheet,
        )
        for section, intro in zip(parsed.sections, html, strict=True)
    ]
    return Section.objects.bulk_create(sections, batch_size=BATCH)


def write_extras(revision: GuideRevision, parsed: ParsedGuide, sections: Sequence[Section]) -> None:
    """Write the tables, diagrams and code samples. Raises ``TooSlowToRender``."""
    ToolTable.objects.bulk_create(_tables(revision, parsed, sections), batch_size=BATCH)
    diagrams = [_diagram(revision, position, diagram, sections) for position, diagram in enumerate(parsed.diagrams)]
    Diagram.objects.bulk_create(diagrams, batch_size=BATCH)
    CodeSample.objects.bulk_create(_code_samples(revision, parsed, sections), batch_size=BATCH)


def _tables(revision: GuideRevision, parsed: ParsedGuide, sections: Sequence[Section]) -> list[ToolTable]:
    html = render_slices([(table.line, table.source_markdown) for table in parsed.tables])
    return [
        ToolTable(
            guide_revision=revision,
            section=sections[table.section],
            key=table.key,
            position=position,
            title=table.title,
            header=list(table.header),
            rows=[list(row) for row in table.rows],
            html=rendered,
        )
        for position, (table, rendered) in enumerate(zip(parsed.tables, html, strict=True))
    ]


def _diagram(revision: GuideRevision, position: int, diagram: ParsedDiagram, sections: Sequence[Section]) -> Diagram:
    """A diagram with its picture. One that stands in an answer is in no section's place: it would give that away."""
    picture = picture_of(diagram.source)
    row = Diagram(
        guide_revision=revision,
        section=sections[diagram.section] if diagram.question is None else None,
        key=diagram.key,
        position=position,
        title=diagram.title,
        source=diagram.source,
        sha256=picture.sha256,
        problem=picture.problem,
    )
    if drawn := picture.drawn:
        row.title, row.description = drawn.title or diagram.title, drawn.description
        row.svg, row.width, row.height = drawn.svg, drawn.width, drawn.height
    return row


def _code_samples(revision: GuideRevision, parsed: ParsedGuide, sections: Sequence[Section]) -> list[CodeSample]:
    fenced = [(sample.line, as_fence(sample.source, sample.language)) for sample in parsed.code_samples]
    return [
        CodeSample(
            guide_revision=revision,
            section=sections[sample.section],
            key=sample.key,
            position=position,
            title=sample.title,
            language=sample.language,
            source=sample.source,
            html=rendered,
        )
        for position, (sample, rendered) in enumerate(zip(parsed.code_samples, render_slices(fenced), strict=True))
    ]
