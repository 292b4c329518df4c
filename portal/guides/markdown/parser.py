"""Text -> one frozen ``ParsedGuide``. Pure, and total: no text makes it raise.

The rules are those of docs/guide-format.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from portal.guides.markdown.checks import check_blocks, check_questions
from portal.guides.markdown.dialects.keys import with_key
from portal.guides.markdown.dialects.reading import Reading, read_shape
from portal.guides.markdown.dialects.refusals import refusal
from portal.guides.markdown.document import ParsedGuide, ParsedQuestion, ParsedSection
from portal.guides.markdown.extras import Extras, is_diagram
from portal.guides.markdown.front_matter import FrontMatter, read_front_matter
from portal.guides.markdown.headings import (
    QUESTION_DEPTH,
    Heading,
    Part,
    clipped,
    have_level_marks,
    level_of,
    split_parts,
)
from portal.guides.markdown.language import language_of
from portal.guides.markdown.placing import place, place_findings
from portal.guides.markdown.problems import Finding, in_order, in_text
from portal.guides.markdown.questions import read_question
from portal.guides.markdown.repair import Repair, decode, repair
from portal.guides.markdown.structure import Block, Source, normalise_newlines
from portal.guides.markdown.titles import prettify_name, slugify
from portal.guides.markdown.trailing import cut_trailing


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file read: the guide, the text it was parsed from (repaired), and what was repaired."""

    guide: ParsedGuide
    text: str
    repair: Repair


def load(data: bytes, *, name: str, keeps_damage: bool = False) -> Loaded:
    """Decode, repair (unless it ``keeps_damage``) and parse a file; ``name`` is its stem. Raises ``NotText``."""
    text = normalise_newlines(decode(data))
    mended = Repair(text) if keeps_damage else repair(text)
    guide = parse(mended.text, name=name)
    repairs = [
        Finding("REPAIRED-ENCODING", line.line, f"Damaged letters were repaired: “{line.excerpt}”.", line.column)
        for line in mended.lines
    ]
    problems = sorted([*guide.problems, *in_text(repairs, mended.text)], key=lambda p: (p.line, p.column))
    return Loaded(replace(guide, problems=tuple(problems)), mended.text, mended)


def parse(text: str, *, name: str) -> ParsedGuide:
    """The guide a text is. ``name``, its file's stem, gives slug and title where the text gives none."""
    text = normalise_newlines(text)
    lines = text.split("\n")
    front = read_front_matter(lines)
    reading = read_shape(lines, hidden=front.line_count, keeps_convention=front.is_explicit)
    guide = _parsed(text, lines, front, reading, name)
    if not reading.key:
        return guide
    questions = with_key(guide.questions, reading.key)
    if questions is None:
        reading = read_shape(lines, hidden=front.line_count, keeps_convention=front.is_explicit, keeps_key=True)
        return _parsed(text, lines, front, reading, name)
    right = {each.line for each in questions if any(choice.is_right for choice in each.choices)}
    problems = tuple(each for each in guide.problems if each.code != "NO-RIGHT-CHOICE" or each.line not in right)
    return replace(guide, questions=tuple(questions), problems=problems)


def _parsed(text: str, lines: Sequence[str], front: FrontMatter, reading: Reading, name: str) -> ParsedGuide:
    reader = _Reader(reading.source, front, name, text, is_inferred=reading.roles is not None)
    parts = split_parts(reading.source, reading.roles)
    trailing = [] if front.is_explicit else cut_trailing(parts)
    reader.read(parts)
    guide = place(reader.guide(), reading.origins)
    reason = "" if reading.is_explicit else refusal(reading.source, guide.questions)
    if reason:
        return _refused(guide, reason, lines)
    findings = place_findings([*reader.findings, *trailing], reading.origins)
    problems = in_order([*findings, *reading.findings, *front.findings], lines)
    return replace(guide, problems=problems)


def _refused(guide: ParsedGuide, reason: str, lines: Sequence[str]) -> ParsedGuide:
    problems = in_order([Finding("NOT-A-GUIDE", 1, reason)], lines)
    return ParsedGuide(guide.title, guide.slug, guide.language, problems=problems)


@dataclass(slots=True)
class _Reader:
    """Walks the parts of a document in order and collects what they are."""

    source: Source
    front: FrontMatter
    name: str
    text: str
    is_inferred: bool
    title: str = ""
    intro: list[Block] = field(default_factory=list)
    sections: list[ParsedSection] = field(default_factory=list)
    section_intros: list[list[Block]] = field(default_factory=list)
    questions: list[ParsedQuestion] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    extras: Extras = field(init=False)
    has_sections: bool = False
    has_level_marks: bool = False
    is_in_section: bool = False

    def __post_init__(self) -> None:
        self.extras = Extras(self.source)

    def read(self, parts: list[Part]) -> None:
        headings = [part.heading for part in parts if part.heading]
        first = next((heading for heading in headings if heading.depth == 1), None)
        self.title = self.front.title or (first.title if first else "") or prettify_name(self.name)
        self.has_sections = any(heading.depth < QUESTION_DEPTH and heading is not first for heading in headings)
        self.has_level_marks = have_level_marks(heading for heading in headings if heading.depth == QUESTION_DEPTH)
        for part in parts:
            heading = part.heading
            if heading is None and self.is_in_section:
                self._read_loose(part.blocks)
            elif heading is None:
                self._read_preamble(part.blocks, f"{self.title}: overview")
            elif heading is first and not self.is_in_section and not self.questions:
                self._read_preamble(part.blocks, self.title)
            elif heading.depth < QUESTION_DEPTH:
                self._read_section(heading, part.blocks)
            elif self._is_question(heading):
                self._read_question(heading, part.blocks)
            else:
                self._read_topic(heading, part.blocks)
        self.findings += [*check_blocks(self.source), *check_questions(self.questions)]

    def _read_preamble(self, blocks: list[Block], title: str) -> list[Block]:
        """What stands before the first section; returns its plain text."""
        has_extras = any(block.kind == "table" or is_diagram(block) for block in blocks)
        section = self._section_before_first() if has_extras else 0
        rest = self.extras.take(blocks, title=title, section=section, with_code=False)
        self.intro += rest
        return rest

    def _section_before_first(self) -> int:
        if not self.sections:
            self._open_section(ParsedSection(position=0, title="", line=1))
        return len(self.sections) - 1

    def _open_section(self, section: ParsedSection) -> None:
        self.sections.append(section)
        self.section_intros.append([])

    def _read_section(self, heading: Heading, blocks: list[Block]) -> None:
        self.is_in_section = True
        is_sheet = heading.is_cheat_sheet
        position = len(self.sections)
        self._open_section(
            ParsedSection(
                position=position,
                title=clipped(heading.title),
                line=heading.line,
                level=None if is_sheet else heading.level,
                is_cheat_sheet=is_sheet,
            )
        )
        rest = self.extras.take(blocks, title=heading.title, section=position, with_code=is_sheet)
        self.section_intros[position] += rest

    def _read_loose(self, blocks: list[Block]) -> None:
        """Text between questions that belongs to none of them: it stays with the section."""
        position = len(self.sections) - 1
        self.section_intros[position] += self.extras.take(
            blocks, title=self.sections[position].title or self.title, section=position, with_code=False
        )

    def _is_question(self, heading: Heading) -> bool:
        """Whether this ### heading is a question; before the first section only what looks like one is."""
        if self.is_in_section:
            return not self.sections[-1].is_cheat_sheet
        is_settled = self.is_inferred or self.front.is_explicit or not self.has_sections
        return is_settled or heading.number is not None or heading.title.endswith("?")

    def _read_question(self, heading: Heading, blocks: list[Block]) -> None:
        position = self._section_before_first()
        own = level_of(heading, has_marks=self.has_level_marks) if self.is_inferred else None
        level = own or self.sections[position].level
        question, findings = read_question(heading, blocks, self.source, section=position, level=level)
        for block in filter(is_diagram, blocks):
            index = len(self.questions)
            self.extras.add_diagram(block, title=question.title, section=position, question=index)
        self.questions.append(question)
        self.findings += findings

    def _read_topic(self, heading: Heading, blocks: list[Block]) -> None:
        """A ### heading that names what stands below it: in a cheat sheet, or before the first section."""
        if not self.is_in_section:
            at = len(self.intro)
            if self._read_preamble(blocks, heading.title):
                self.intro.insert(at, heading.block)
            return
        position = len(self.sections) - 1
        rest = self.extras.take(blocks, title=heading.title, section=position, with_code=True)
        if rest:
            self.section_intros[position] += [heading.block, *rest]

    def guide(self) -> ParsedGuide:
        front = self.front
        return ParsedGuide(
            title=clipped(self.title),
            slug=front.slug or slugify(self.name, fallback="guide"),
            language=front.language or language_of(self.text),
            summary=front.summary,
            reviewed_on=front.reviewed_on,
            aliases=front.aliases,
            intro_markdown=self.source.slice(self.intro),
            sections=tuple(
                replace(section, intro_markdown=self.source.slice(blocks))
                for section, blocks in zip(self.sections, self.section_intros, strict=True)
            ),
            questions=tuple(self.questions),
            tables=tuple(self.extras.tables),
            diagrams=tuple(self.extras.diagrams),
            code_samples=tuple(self.extras.code_samples),
        )
