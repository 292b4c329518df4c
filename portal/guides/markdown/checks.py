"""Rules that look at a guide as a whole: numbering, repeats, blocks that do not close, tables that do not fit."""

from collections.abc import Iterator, Sequence

from portal.guides.markdown.document import ParsedQuestion
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.structure import Source
from portal.guides.markdown.tables import uneven_rows
from portal.guides.markdown.titles import normalise_title


def check_blocks(source: Source) -> Iterator[Finding]:
    for block in source.blocks:
        if block.kind == "table":
            yield from uneven_rows(block, source.lines)
        elif block.kind == "fence":
            marks = block.tokens[0].markup
            last = source.lines[block.end - 1].strip()
            if block.end - block.start < 2 or not (last.startswith(marks) and not last.strip(marks[0])):
                yield Finding("UNCLOSED-FENCE", block.line, "This block never closes: it takes in all down to the end.")


def check_questions(questions: Sequence[ParsedQuestion]) -> Iterator[Finding]:
    if not questions:
        yield Finding("NO-QUESTIONS", 1, "No question was found.")
    yield from _numbering(questions)
    yield from _repeats(questions)


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
        first = titles.setdefault(normalise_title(question.title), question.line)
        if first != question.line:
            yield Finding("DUPLICATE-TITLE", question.line, f"The same question already stands on line {first}.")
