"""The outline of a guide: its sections and topics, how far one reader is with each, and on which page each begins."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from portal.guides.marking import Marks, Standing
from portal.guides.models import Guide, GuideRevision, Mark, Placement, PlacementQuerySet, Progress, Section, Topic
from portal.prepared.keeping import Kept

if TYPE_CHECKING:
    from portal.accounts.models import User

PAGE_SIZE = 60
"""Questions on one page of a guide: all of most guides, and of a huge one no more than a page can carry."""


KEPT = 30
"""Outlines that a process keeps."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions there are, and how many of them have which mark; ``changed`` are among the known."""

    total: int = 0
    known: int = 0
    unsure: int = 0
    read: int = 0
    changed: int = 0

    @property
    def rated(self) -> int:
        return self.known + self.unsure

    @property
    def marked(self) -> int:
        return self.rated + self.read

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.total + other.total,
            self.known + other.known,
            self.unsure + other.unsure,
            self.read + other.read,
            self.changed + other.changed,
        )


@dataclass(frozen=True, slots=True)
class OutlinedSection:
    """A section, its tally, and the page of the guide on which it begins."""

    section: Section
    tally: Tally
    page: int


@dataclass(frozen=True, slots=True)
class OutlinedTopic:
    topic: Topic
    tally: Tally


@dataclass(frozen=True, slots=True)
class Outline:
    sections: tuple[OutlinedSection, ...]
    topics: tuple[OutlinedTopic, ...]

    @property
    def tally(self) -> Tally:
        return sum((outlined.tally for outlined in self.sections), Tally())


_kept: Kept[Outline] = Kept(KEPT)


def read_contents(revision: GuideRevision) -> Outline:
    """The outline of a guide revision for nobody in particular: read once, however many ask for it."""
    return _kept.get((revision.pk, revision.sha256), lambda: _read_contents(revision))


def read_outline(revision: GuideRevision, marks: Marks) -> Outline:
    """The outline of a guide revision for the person whose ``marks`` these are."""
    contents = read_contents(revision)
    sections, topics = defaultdict[int, Tally](Tally), defaultdict[str, Tally](Tally)
    for marked in marks.values():
        one = _tally_of(marked.standing)
        sections[marked.section] += one
        for slug in marked.topics:
            topics[slug] += one
    return Outline(
        tuple(replace(each, tally=each.tally + sections[each.section.pk]) for each in contents.sections),
        tuple(replace(each, tally=each.tally + topics[each.topic.slug]) for each in contents.topics),
    )


def tallies_of_guides(guides: Iterable[Guide], user: "User | AnonymousUser") -> list[Tally]:
    """One person's tally in each of the guides, in their order; retired questions do not count."""
    listed = list(guides)
    mine = Progress.objects.filter(user=user.pk, question__guide__in=listed, question__retired_at=None)
    counted = mine.values("question__guide").annotate(
        known=Count("pk", filter=Q(rating=Mark.KNOWN)),
        unsure=Count("pk", filter=Q(rating=Mark.UNSURE)),
        read=Count("pk", filter=Q(rating="")),
    )
    rows = counted.values_list("question__guide", "known", "unsure", "read")
    marks = {guide: counts for guide, *counts in rows}
    totals = [guide.current_revision.question_count if guide.current_revision else 0 for guide in listed]
    return [Tally(total, *marks.get(guide.pk, ())) for guide, total in zip(listed, totals, strict=True)]


def _read_contents(revision: GuideRevision) -> Outline:
    placements = Placement.objects.filter(guide_revision=revision).order_by()
    sections = Section.objects.filter(guide_revision=revision).order_by("position")
    topics = _count_by(placements, "question_revision__question__topics__slug")
    return Outline(
        sections=tuple(_with_pages(sections, _count_by(placements, "section"))),
        topics=tuple(OutlinedTopic(Topic(slug=slug), topics[slug]) for slug in sorted(filter(None, topics))),
    )


def _count_by(placements: PlacementQuerySet, group: str) -> dict[Any, Tally]:
    rows = placements.values(group).annotate(total=Count("pk")).values_list(group, "total")
    return {key: Tally(total) for key, total in rows}


def _tally_of(standing: Standing) -> Tally:
    """A question's part of a tally that counts it already."""
    return Tally(
        known=int(standing.mark == Mark.KNOWN),
        unsure=int(standing.mark == Mark.UNSURE),
        read=int(standing.mark == Mark.READ),
        changed=int(standing.is_changed),
    )


def _with_pages(sections: Iterable[Section], tallies: dict[int, Tally]) -> Iterable[OutlinedSection]:
    """A section without questions stands on the page where the question before it is."""
    listed = list(sections)
    counts = [tallies.get(section.pk, Tally()).total for section in listed]
    for section, count, end in zip(listed, counts, accumulate(counts), strict=True):
        first = end - count if count else max(0, end - 1)
        yield OutlinedSection(section, tallies.get(section.pk, Tally()), first // PAGE_SIZE + 1)
