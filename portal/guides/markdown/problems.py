"""What can be wrong with a guide: every code, how grave it is, and how to mend it.

The codes are an interface: scripts match on them, so a code is never renamed or given another meaning.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.guides.markdown.document import Problem, Severity

SHOWN_LENGTH = 240
"""Characters of a source line that a problem quotes: a line may be a megabyte."""

REMEDIES: dict[str, tuple[Severity, str]] = {
    "NOT-TEXT": ("error", "Save the file as UTF-8 text."),
    "FILE-TOO-LARGE": ("error", "Split the guide into several, or let an administrator raise VIVA_GUIDE_BYTES."),
    "TOO-SLOW": ("error", "Simplify the text there: long rows of brackets, stars or backticks are what takes so long."),
    "EDITED-IN-BROWSER": (
        "error",
        "Download that text and put it into the file, or import with --replace, which makes the file current.",
    ),
    "OTHER-SLUG": ("error", "Write the slug of that guide in the front matter, or choose another guide."),
    "SAME-SLUG": ("error", "Write another slug in the front matter of one of the two, or rename its file."),
    "RESERVED-SLUG": ("error", "Choose another slug in the front matter."),
    "GUIDE-CHANGED": ("error", "Run the command again."),
    "BAD-JSON": ("error", "Give the JSON that Viva writes, or mend it there."),
    "JSON-DISAGREES": ("error", "Change the document, or take it out so that it is made anew from the questions."),
    "BAD-TABLE": ("error", "Give a first row of names, “question” among them, and close every quote."),
    "NO-TITLE": ("warning", "Write the question in its cell, or delete the row."),
    "NO-QUESTIONS": ("error", "Write each question as a ### heading under a ## heading."),
    "NOT-A-GUIDE": ("error", "Give Viva a text that asks questions: headings, list items or <details> that ask."),
    "UNEVEN-QUESTIONS": ("error", "Give every row as many cells as the header; write | inside a cell as \\|."),
    "DUPLICATE-ID": ("error", "Give each question an id of its own: {#another-id}."),
    "BAD-FRONT-MATTER": ("error", "Write front matter as YAML between two lines of ---, or take it out."),
    "UNKNOWN-FIELD": ("warning", "Use title, slug, language, summary, reviewed, aliases or format."),
    "BAD-FIELD": ("warning", "Mend the value; until then the field counts as not given."),
    "BAD-SLUG": ("error", "Use letters, digits and hyphens, at most 100 of them."),
    "UNKNOWN-LEVEL": ("warning", "Use basic, intermediate, advanced or scenario."),
    "BAD-ATTRIBUTE": ("warning", "Mend it; until then the attribute counts as not given."),
    "UNANSWERED": (
        "warning",
        "Write the model answer below the heading; until then interviews leave the question out.",
    ),
    "NUMBERING": ("warning", "Number the questions in order, or leave numbers out: they are for reading only."),
    "DUPLICATE-TITLE": ("warning", "Reword one of them, or give both an id: {#an-id}."),
    "LONG-TITLE": ("warning", "Say it in fewer words and put the rest below the heading."),
    "NO-KEY-POINTS": ("warning", "Add a paragraph **Key points** followed by a list."),
    "BAD-POINT": ("warning", "Write (optional), (weight 1) to (weight 5), or (also: one; another) at the item's end."),
    "BAD-GROUP": ("warning", "List at least as many points below “Any N of:” as it asks for."),
    "NO-LINK": ("warning", "Write the source as a link: [title](https://…)."),
    "NO-CHOICES": ("warning", "Write the options as a task list: - [x] right, - [ ] wrong."),
    "NO-RIGHT-CHOICE": ("warning", "Mark at least one option with [x]."),
    "NO-STEPS": ("warning", "Write the scenario's steps as an ordered list: 1. First step."),
    "UNEVEN-TABLE": ("warning", "Give every row as many cells as the header; write | inside a cell as \\|."),
    "UNCLOSED-FENCE": ("warning", "Close the block with the same marks that open it."),
    "TRAILING-TEXT": ("warning", "Delete it, or put it under a heading."),
    "SLUG-TAKEN": ("error", "Make this a new revision of that guide if it is yours, or write another slug."),
    "CANNOT-EDIT": ("error", "What you settled is kept. Write the key points into the text by hand."),
    "KEY-POINT-ECHO": ("warning", "Say what the answer adds: whoever repeats the question would earn this point."),
    "STALE": ("warning", "Check the facts, then write today as the day of review."),
    "MIXED-INDENT": (
        "warning",
        "Indent it as far as the text of the item above, if it belongs to that; else not at all.",
    ),
    "OWN-ANSWER": ("warning", "Let the answer say what the points ask, or reword the points as the answer says it."),
    "FOREIGN-ANSWER": ("warning", "Make the points say what only this question asks."),
    "OVERLAPPING": ("warning", "Merge the two, or let the points of each say what the other does not ask."),
    "REPAIRED-ENCODING": ("warning", "Save the repaired text, so that the file itself is right."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before its source line is known. Line and column count from 1."""

    code: str
    line: int
    message: str
    column: int = 1


def problem(finding: Finding, lines: Sequence[str]) -> Problem:
    """The finding with its severity, remedy and source line; ``lines`` are those of the whole text."""
    severity, remedy = REMEDIES[finding.code]
    source = lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""
    column = min(finding.column, len(source) + 1)
    return Problem(finding.line, column, finding.code, severity, finding.message, remedy, source[:SHOWN_LENGTH])


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def in_order(findings: Sequence[Finding], lines: Sequence[str]) -> tuple[Problem, ...]:
    """All findings as problems, in the order of lines."""
    return tuple(problem(finding, lines) for finding in sorted(findings, key=lambda f: (f.line, f.column)))


def in_text(findings: Sequence[Finding], text: str) -> tuple[Problem, ...]:
    """As ``in_order``; the ``text`` may be large, and is taken apart only if there is a finding."""
    return in_order(findings, text.split("\n")) if findings else ()
