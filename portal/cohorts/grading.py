"""What a cell of the gradebook says: one state word, one number, and how that number came about.

Pure functions over plain values. Grades are in 1/1000 of the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum

from portal.cohorts.effective import Terms

WHOLE = 1000
DAY = timedelta(days=1)


class Word(Enum):
    """The state of one learner in one assignment, as it is written in the cell; the first that applies counts."""

    EXCUSED = "excused"
    IN_PROGRESS = "in progress"
    NEEDS_REVIEW = "needs review"
    LATE = "late"
    CLOSED = "closed at deadline"
    SUBMITTED = "submitted"
    NOT_OPEN = "not open yet"
    NOT_STARTED = "not started"


@dataclass(frozen=True, slots=True)
class Rule:
    """How an assignment grades: ``kept`` best, last or average; ``late`` accept, mark or deduct."""

    kept: str = "best"
    late: str = "mark"
    percent_a_day: int = 0
    is_reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Sat:
    """One attempt, as far as grading reads it; voided ones are left out. ``to_review`` counts responses to look at."""

    attempt: int
    started_at: datetime
    finished_at: datetime | None = None
    end_reason: str = ""
    is_scored: bool = False
    earned: int = 0
    possible: int = 0
    to_review: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """How one attempt counts: its coverage, how late it was, what the late rule leaves, and whether it is kept."""

    sat: Sat
    value: int | None
    lateness: timedelta
    days: int
    counted: int | None
    is_kept: bool = False

    @property
    def percent(self) -> int | None:
        return in_per_cent(self.value)

    @property
    def counted_percent(self) -> int | None:
        return in_per_cent(self.counted)

    @property
    def late_words(self) -> str:
        return roughly(self.lateness) if self.lateness else ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The newest human decision on a grade; None takes the computed one back."""

    grade: int | None
    attempt: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """``grade`` counts; ``computed`` is what the attempts alone give. ``kept`` is the attempt the number comes from."""

    word: Word
    grade: int | None = None
    computed: int | None = None
    kept: int | None = None
    since: datetime | None = None
    lateness: timedelta = timedelta(0)
    to_review: int = 0
    lines: Sequence[Line] = field(default=())
    is_changed: bool = False
    done: int = 0
    of: int = 0

    @property
    def is_late(self) -> bool:
        return self.lateness > timedelta(0) and self.word is not Word.EXCUSED

    @property
    def percent(self) -> int | None:
        return in_per_cent(self.grade)

    @property
    def computed_percent(self) -> int | None:
        return in_per_cent(self.computed)

    @property
    def late_words(self) -> str:
        return roughly(self.lateness)


def in_per_cent(grade: int | None) -> int | None:
    """A grade in whole per cent; only the whole itself rounds to 100."""
    if grade is None or grade >= WHOLE:
        return None if grade is None else 100
    return min(99, (grade + 5) // 10)


def roughly(duration: timedelta) -> str:
    """Its two largest units, of days, hours and minutes: “2 days 3 hours”; below a minute, “1 minute”."""
    minutes = max(1, int(duration.total_seconds()) // 60)
    parts = [(minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute")]
    words = [f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number]
    return " ".join(words[:2])


def share(earned: int, possible: int) -> int | None:
    """``earned`` of ``possible`` in 1/1000, rounded half up; None where nothing could be earned."""
    return (2 * WHOLE * earned + possible) // (2 * possible) if possible else None


def after_late_rule(value: int, lateness: timedelta, rule: Rule) -> int:
    """What is left of a value: each day begun takes ``percent_a_day`` of what was earned."""
    if rule.late != "deduct":
        return value
    return value * max(0, 100 - rule.percent_a_day * days_begun(lateness)) // 100


def days_begun(lateness: timedelta) -> int:
    return -(-lateness // DAY) if lateness > timedelta(0) else 0


def line_of(sat: Sat, terms: Terms, rule: Rule) -> Line:
    value = share(sat.earned, sat.possible) if sat.finished_at and sat.is_scored else None
    lateness = terms.lateness(sat.finished_at) if sat.finished_at and rule.late != "accept" else timedelta(0)
    counted = None if value is None else after_late_rule(value, lateness, rule)
    return Line(sat, value, lateness, days_begun(lateness), counted)


def with_kept(lines: Sequence[Line], kept: str) -> list[Line]:
    """``lines`` with those marked that the grade comes from: one, or for an average all that count."""
    counting = [line for line in lines if line.counted is not None]
    if kept == "average" or not counting:
        chosen = counting
    elif kept == "last":
        chosen = [max(counting, key=lambda line: (line.sat.started_at, line.sat.attempt))]
    else:
        chosen = [max(counting, key=lambda line: (line.counted or 0, -line.sat.attempt))]
    return [replace(line, is_kept=line in chosen) for line in lines]


def cell_of(sats: Sequence[Sat], terms: Terms, rule: Rule, decision: Decision | None, at: datetime) -> Cell:
    """The cell of an interview."""
    lines = with_kept([line_of(sat, terms, rule) for sat in sats], rule.kept)
    kept = [line for line in lines if line.is_kept]
    computed = (2 * sum(line.counted or 0 for line in kept) + len(kept)) // (2 * len(kept)) if kept else None
    is_changed = decision is not None and decision.grade is not None
    ended = [line for line in lines if line.sat.finished_at]
    shown = kept[-1] if kept else ended[-1] if ended else None
    running = next((line.sat for line in lines if line.sat.finished_at is None), None)
    cell = Cell(
        Word.NOT_STARTED,
        grade=decision.grade if decision and decision.grade is not None else computed,
        computed=computed,
        kept=shown.sat.attempt if shown else None,
        since=running.started_at if running else shown.sat.finished_at if shown else None,
        lateness=max((line.lateness for line in kept), default=shown.lateness if shown else timedelta(0)),
        to_review=sum(line.sat.to_review for line in kept) if rule.is_reviewed else 0,
        lines=lines,
        is_changed=is_changed,
    )
    cell = replace(cell, word=_word(cell, terms, running, shown, at))
    return replace(cell, grade=None) if cell.word is Word.EXCUSED else cell


def _word(cell: Cell, terms: Terms, running: Sat | None, shown: Line | None, at: datetime) -> Word:
    if terms.is_excused:
        return Word.EXCUSED
    if running:
        return Word.IN_PROGRESS
    if shown is None:
        return Word.NOT_STARTED if terms.has_opened(at) else Word.NOT_OPEN
    if cell.to_review:
        return Word.NEEDS_REVIEW
    if shown.lateness:
        return Word.LATE
    return Word.CLOSED if shown.sat.end_reason in {"deadline", "idle"} else Word.SUBMITTED


@dataclass(frozen=True, slots=True)
class Read:
    """How far someone is with a reading: ``known`` of its questions are marked as known, the last at ``last_at``."""

    known: int
    of: int
    last_at: datetime | None = None

    @property
    def done_at(self) -> datetime | None:
        return self.last_at if self.of and self.known >= self.of else None


def reading_cell(read: Read, terms: Terms, rule: Rule, decision: Decision | None, at: datetime) -> Cell:
    """The cell of a reading."""
    lateness = terms.lateness(read.done_at) if read.done_at and rule.late != "accept" else timedelta(0)
    value = share(read.known, read.of)
    computed = None if not read.known or value is None else after_late_rule(value, lateness, rule)
    word = _reading_word(read, terms, lateness, at)
    is_changed = decision is not None and decision.grade is not None
    grade = decision.grade if decision and decision.grade is not None else computed
    return Cell(
        word,
        grade=None if word is Word.EXCUSED else grade,
        computed=computed,
        since=read.done_at,
        lateness=lateness,
        is_changed=is_changed,
        done=read.known,
        of=read.of,
    )


def _reading_word(read: Read, terms: Terms, lateness: timedelta, at: datetime) -> Word:
    if terms.is_excused:
        return Word.EXCUSED
    if read.done_at:
        return Word.LATE if lateness else Word.SUBMITTED
    if read.known:
        return Word.IN_PROGRESS
    return Word.NOT_STARTED if terms.has_opened(at) else Word.NOT_OPEN
