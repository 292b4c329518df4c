"""(What is stored, what was parsed) -> what is to be done. Pure; the identity of questions and points lives here.

The ladder of design.md §7, each rung only for what the ones above left over: explicit id, title, likeness, new.
A question's number and position are never identity; two candidates are reported, never guessed between.
"""

import hashlib
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from portal.guides.markdown.document import Level, ParsedGuide, ParsedQuestion
from portal.guides.markdown.matching import Match, Side, match, match_texts
from portal.guides.markdown.titles import normalise_title

Status = Literal["unchanged", "changed", "moved", "renamed", "new", "revived", "ambiguous"]

STATUSES = ("new", "changed", "moved", "renamed", "retired", "revived", "ambiguous", "unchanged")


@dataclass(frozen=True, slots=True)
class StoredPoint:
    """A key point of a stored question in its latest wording. ``pk`` is the stable record's."""

    pk: int
    text: str


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A question as it stands in the database; ``pk`` is the stable record's, the rest its latest revision's.

    ``section`` is the title of the section it stands in, ``position`` its order in the guide. For a retired question
    they are where it stood last, and count for nothing.
    """

    pk: int
    title: str
    sha256: str
    external_id: str | None = None
    answer_markdown: str = ""
    section: str = ""
    level: Level | None = None
    position: int = 0
    is_retired: bool = False
    points: tuple[StoredPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be done with one parsed question.

    ``record`` is the stable record it is a version of; None means a new record. ``candidates`` are the records an
    ambiguous question may be, or the one that a rename not yet accepted would keep. ``points`` holds, for each parsed
    point in order, the key point it is a wording of, or None for a new one; it is empty where no revision is written.
    """

    index: int
    status: Status
    sha256: str
    record: int | None = None
    is_moved: bool = False
    candidates: tuple[int, ...] = ()
    likeness: float = 1.0
    points: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One entry for each parsed question, in order; and the records that the guide no longer holds."""

    entries: tuple[Entry, ...]
    retired: tuple[int, ...]

    @property
    def probable_renames(self) -> tuple[Entry, ...]:
        """Renames that wait for somebody to accept them; applied as they are, they make a new record."""
        return tuple(entry for entry in self.entries if entry.status == "renamed" and entry.record is None)

    @property
    def is_empty(self) -> bool:
        """Whether every question stays as and where it is."""
        return not self.retired and all(entry.status == "unchanged" for entry in self.entries)

    def counts(self) -> dict[str, int]:
        """How many questions meet each fate. A rename not accepted counts as renamed, not as new and retired."""
        counts = Counter[str](entry.status for entry in self.entries)
        waiting = {pk for entry in self.probable_renames for pk in entry.candidates}
        counts["retired"] = len(set(self.retired) - waiting)
        return {status: counts[status] for status in STATUSES}


def question_sha256(question: ParsedQuestion) -> str:
    """The identity of a question's content: two revisions with one digest are one.

    Left out is what a guide revision says of it: number, section, level and order, and the aliases of its points.
    """
    content: list[object] = [
        question.title_markdown,
        question.answer_markdown,
        question.kind,
        question.minutes,
        [[p.text, p.is_required, p.weight, p.group, p.is_proposed] for p in question.points],
        [[group.key, group.need] for group in question.groups],
        [[choice.key, choice.text_markdown, choice.is_right] for choice in question.choices],
        [[source.title, source.url] for source in question.sources],
        list(question.topics),
        question.reviewed_on.isoformat() if question.reviewed_on else None,
    ]
    if question.stem_markdown:
        content.append(question.stem_markdown)
    if bold := [[index, *p.bold] for index, p in enumerate(question.points) if p.bold]:
        content.append(bold)
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def make_plan(
    stored: Sequence[StoredQuestion], guide: ParsedGuide, *, accept_renames: bool | Collection[int] = False
) -> Plan:
    """How the stored questions of a guide become those of a parsed one.

    A rename whose answer stayed word for word is a mended title and accepted by itself; others need
    ``accept_renames`` (all of them, or those of the records given), else they make a new record beside the retired one.
    """
    accepted = {q.pk for q in stored} if accept_renames is True else set(accept_renames or ())
    digests = [question_sha256(question) for question in guide.questions]
    matches = _matches(stored, guide, digests)
    moved = _moved(stored, guide, matches)
    entries = []
    for index, question in enumerate(guide.questions):
        found = _unless_refused(matches.get(index, Match()), stored, accepted)
        record = None if found.old is None else stored[found.old]
        entries.append(
            Entry(
                index=index,
                status=_status(found, record, digests[index], is_moved=index in moved),
                sha256=digests[index],
                record=None if record is None else record.pk,
                is_moved=index in moved,
                candidates=tuple(stored[candidate].pk for candidate in found.candidates),
                likeness=found.likeness,
                points=_points(record, question, digests[index]),
            )
        )
    return Plan(tuple(entries), _retired(stored, entries))


def _unless_refused(found: Match, stored: Sequence[StoredQuestion], accepted: Collection[int]) -> Match:
    """The match, or, of a rename that is neither certain nor accepted, the question it may be."""
    if found.old is None or not found.is_rename or found.is_certain or stored[found.old].pk in accepted:
        return found
    return replace(found, old=None, candidates=(found.old,))


def _matches(stored: Sequence[StoredQuestion], guide: ParsedGuide, digests: Sequence[str]) -> dict[int, Match]:
    new = [
        Side(n, normalise_title(q.title), q.title, q.answer_markdown, digest, q.external_id)
        for n, (q, digest) in enumerate(zip(guide.questions, digests, strict=True))
    ]
    old = [
        Side(n, normalise_title(q.title), q.title, q.answer_markdown, q.sha256, q.external_id, q.is_retired)
        for n, q in enumerate(stored)
    ]
    return match(new, old)


def _retired(stored: Sequence[StoredQuestion], entries: Sequence[Entry]) -> tuple[int, ...]:
    kept = {entry.record for entry in entries}
    return tuple(question.pk for question in stored if not question.is_retired and question.pk not in kept)


def _status(found: Match, record: StoredQuestion | None, digest: str, *, is_moved: bool) -> Status:
    if found.is_rename:
        return "renamed"
    if record is None:
        return "ambiguous" if found.candidates else "new"
    if record.is_retired:
        return "revived"
    if record.sha256 != digest:
        return "changed"
    return "moved" if is_moved else "unchanged"


def _points(record: StoredQuestion | None, question: ParsedQuestion, digest: str) -> tuple[int | None, ...]:
    if record is None or record.sha256 == digest:
        return ()
    matched = match_texts([point.text for point in question.points], [point.text for point in record.points])
    return tuple(None if found is None else record.points[found].pk for found in matched)


def _moved(stored: Sequence[StoredQuestion], guide: ParsedGuide, matches: Mapping[int, Match]) -> set[int]:
    """Which parsed questions stand in another section, level or order than before.

    In order are as many as can be: one question taken from the end to the front has moved, the others have not.
    """
    moved, order = set(), []
    for index, question in enumerate(guide.questions):
        found = matches.get(index)
        if found is None or found.old is None or stored[found.old].is_retired:
            continue
        before = stored[found.old]
        section = guide.sections[question.section].title
        if question.level != before.level or normalise_title(section) != normalise_title(before.section):
            moved.add(index)
        else:
            order.append((index, before.position))
    in_order = _longest_rise([position for _, position in order])
    return moved | {index for place, (index, _) in enumerate(order) if place not in in_order}


def _longest_rise(values: Sequence[int]) -> set[int]:
    """The places of a longest rising run among the values, not necessarily neighbours (patience sorting)."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(places[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        places[at : at + 1] = [place]
    run, place = set(), places[-1] if places else -1
    while place >= 0:
        run.add(place)
        place = before[place]
    return run
