"""Rules that look at a guide as a whole: numbering, repeats, blocks that do not close, tables that do not fit."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from portal.guides.markdown.document import ParsedGuide, ParsedQuestion
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.structure import LISTS, Block, Source, items_of
from portal.guides.markdown.tables import uneven_rows
from portal.guides.markdown.titles import normalise_title

REVIEW_EVERY = timedelta(days=365)
"""So long a fact is taken for true."""


def check_blocks(source: Source) -> Iterator[Finding]:
    for block in source.blocks:
        if block.kind == "table":
            yield from uneven_rows(block, source.lines)
        elif block.kind == "fence":
            marks = block.markup
            last = source.lines[block.end - 1].strip()
            if block.end - block.start < 2 or not (last.startswith(marks) and not last.strip(marks[0])):
                yield Finding("UNCLOSED-FENCE", block.line, "This block never closes: it takes in all down to the end.")


def check_indents(source: Source) -> Iterator[Finding]:
    """Items set in by too little to be parts of the one above: some grammars say they are, ours says they are not."""
    for block in source.blocks:
        if block.kind in LISTS:
            yield from _indents(block, source)


def _indents(block: Block, source: Source) -> Iterator[Finding]:
    first: int | None = None
    for item in items_of(block):
        indent = len(source.lines[item.start]) - len(source.lines[item.start].lstrip(" "))
        first = indent if first is None else first
        if indent > first:
            message = "This item is set in by too little: it is read as one of the list, not of the item above."
            yield Finding("MIXED-INDENT", item.line, message)
            return


def check_review(guide: ParsedGuide, on: date) -> Iterator[Finding]:
    """Questions whose facts were last checked so long before the day ``on`` that they may have changed."""
    for question in guide.questions:
        reviewed = question.reviewed_on or guide.reviewed_on
        if reviewed and on - reviewed > REVIEW_EVERY:
            message = f"“{question.title}” was last checked on {reviewed.isoformat()}."
            yield Finding("STALE", question.line, message)


def check_questions(questions: Sequence[ParsedQuestion]) -> Iterator[Finding]:
    if not questions:
        yield Finding("NO-QUESTIONS", 1, "No question was found.")
    yield from _numbering(questions)
    yield from _repeats(questions)
    yield from _echoes(questions)


def _echoes(questions: Sequence[ParsedQuestion]) -> Iterator[Finding]:
    """Key points that say nothing but what the question says."""
    for question in questions:
        asked = set(normalise_title(question.title).split())
        for point in question.points:
            if not point.aliases and set(normalise_title(point.text).split()) <= asked:
                yield Finding("KEY-POINT-ECHO", point.line, f"The point “{point.text[:80]}” only echoes the question.")


def _numbering(questions: Sequence[ParsedQuestion]) -> Iterator[Finding]:
    """Gaps and repeats among the numbers that are there; a new section may begin at 1 again."""
    last: ParsedQuestion | None = None
    for question in questions:
        number = question.number
        if number is None:
            continue
        expected = 1 if last is None or last.number is None else last.number + 1
        restarts = number == 1 and last is not None and last.section != question.section
        if number != expected and not restarts and last is not None:
            fault = "repeats or goes back" if number < expected else "leaves a gap"
            yield Finding("NUMBERING", question.line, f"Number {number} {fault}: {expected} comes next.")
        last = question


def _repeats(questions: Sequence[ParsedQuestion]) -> Iterator[Finding]:
    ids: dict[str, int] = {}
    titles: dict[str, int] = {}
    for question in questions:
        if question.external_id is not None:
            first = ids.setdefault(question.external_id, question.line)
            if first != question.line:
                message = f"The id “{question.external_id}” already stands on line {first}."
                yield Finding("DUPLICATE-ID", question.line, message)
        # Many a quiz asks “What is the output?” again and again: what stands below tells those apart.
        told = f"{question.answer_markdown}{question.choices}" if question.kind == "choice" else ""
        first = titles.setdefault(normalise_title(question.title) + told, question.line)
        if first != question.line:
            yield Finding("DUPLICATE-TITLE", question.line, f"The same question already stands on line {first}.")
