"""What a parsed guide is made of: frozen values, no Django, no behaviour beyond reading themselves.

Lines and columns count from 1, as an editor shows them. Every ``*_markdown`` is the author's own text, unrendered.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Level = Literal["basic", "intermediate", "advanced", "scenario"]
Kind = Literal["open", "choice", "scenario"]
Severity = Literal["error", "warning"]

LEVELS: tuple[Level, ...] = ("basic", "intermediate", "advanced", "scenario")
KINDS: tuple[Kind, ...] = ("open", "choice", "scenario")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at one place of the text, and how to mend it."""

    line: int
    column: int
    code: str
    severity: Severity
    message: str
    remedy: str
    source: str = ""
    """The source line the problem is on, for showing with a caret."""


@dataclass(frozen=True, slots=True)
class ParsedPoint:
    """One thing a full answer says.

    ``group`` names the ``ParsedGroup`` it belongs to, if any. ``is_proposed`` marks a point taken from the answer
    because the author listed none. ``bold`` are the stretches of ``text`` in bold: (start, end) in characters, in
    order.
    """

    text: str
    line: int
    is_required: bool = True
    weight: int = 1
    group: str | None = None
    aliases: tuple[str, ...] = ()
    is_proposed: bool = False
    bold: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedGroup:
    """Points of which any ``need`` earn the whole."""

    key: str
    need: int


@dataclass(frozen=True, slots=True)
class ParsedChoice:
    """One option of a multiple-choice question. ``key`` is a letter from a on."""

    key: str
    text_markdown: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """A link that backs an answer."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ParsedSection:
    """A ``##`` part of the document, or the part before the first, whose title is empty.

    The part before the first is there only if it holds a table, a diagram or a question.
    """

    position: int
    title: str
    line: int
    level: Level | None = None
    intro_markdown: str = ""
    is_cheat_sheet: bool = False


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question with its model answer.

    ``title`` is the plain text without number, bold or emoji; ``title_markdown`` the author's without number.
    ``section`` is the position of its ``ParsedSection``. ``steps`` are the Markdown of a scenario's ordered steps
    (empty otherwise) and remain part of ``answer_markdown``; key points, sources and choices do not.
    ``stem_markdown`` is what has to be read before one can answer, such as the code above options; it is also the
    beginning of ``answer_markdown``.
    """

    title: str
    title_markdown: str
    line: int
    section: int
    kind: Kind
    minutes: int
    number: int | None = None
    external_id: str | None = None
    level: Level | None = None
    topics: tuple[str, ...] = ()
    reviewed_on: date | None = None
    answer_markdown: str = ""
    stem_markdown: str = ""
    steps: tuple[str, ...] = ()
    points: tuple[ParsedPoint, ...] = ()
    groups: tuple[ParsedGroup, ...] = ()
    choices: tuple[ParsedChoice, ...] = ()
    sources: tuple[ParsedSource, ...] = ()

    @property
    def is_answered(self) -> bool:
        return bool(self.answer_markdown.strip() or self.choices)


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """A tool table: header and body rows of plain cell text. ``key`` is a slug, unique among the guide's tables."""

    key: str
    title: str
    line: int
    section: int
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source_markdown: str


@dataclass(frozen=True, slots=True)
class ParsedDiagram:
    """A Mermaid block. ``key`` is a slug, unique among the guide's diagrams.

    ``question`` is the index of the question whose answer it stands in; None outside questions.
    """

    key: str
    title: str
    line: int
    section: int
    source: str
    question: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedCodeSample:
    """A fenced block of the cheat-sheet part. ``key`` is a slug, unique among the guide's samples."""

    key: str
    title: str
    line: int
    section: int
    language: str
    source: str


@dataclass(frozen=True, slots=True)
class ParsedGuide:
    """One document, read. ``problems`` holds all that was found, in the order of lines."""

    title: str
    slug: str
    language: str = "en"
    summary: str = ""
    reviewed_on: date | None = None
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    intro_markdown: str = ""
    sections: tuple[ParsedSection, ...] = ()
    questions: tuple[ParsedQuestion, ...] = ()
    tables: tuple[ParsedTable, ...] = ()
    diagrams: tuple[ParsedDiagram, ...] = ()
    code_samples: tuple[ParsedCodeSample, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)
