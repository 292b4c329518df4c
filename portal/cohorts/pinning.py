"""What a published assignment asks, kept as it stands: questions as they are worded, tables as they are filled."""

import json
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from portal.guides.models import Placement, QuestionRevision, ToolTable
from portal.interviews.kinds import MADE_FROM_GUIDES, ItemKind, kind_title
from portal.interviews.models import BlueprintRevision, PinnedQuestion
from portal.interviews.selection import Candidate
from portal.interviews.tables import table_title


@dataclass(frozen=True)
class Pin:
    """A candidate with its ``title``, and the key of its ``table`` where it is one.

    ``thread`` stays the same through all revisions of its guide, ``wording`` only while nothing of it changes.
    """

    candidate: Candidate
    title: str
    thread: Hashable
    wording: Hashable
    table: int | None = None


def pinned(revision: BlueprintRevision) -> list[Candidate]:
    """What is pinned, in order, each as the guide's revision of that time places it; two queries."""
    pins = list(
        revision.pinned_questions.order_by("position")
        .select_related("question_revision__question__guide", "table__section")
        .only(
            "blueprint_revision",
            "position",
            "kind",
            "question_revision__kind",
            "question_revision__topics",
            "question_revision__question__guide__current_revision",
            "table__key",
            "table__guide_revision",
            "table__section__level",
        )
    )
    placed = Placement.objects.filter(
        question_revision__in=[pin.question_revision_id for pin in pins if pin.question_revision_id],
        guide_revision__applied_at__lte=revision.created_at,
    )
    rows = placed.order_by("guide_revision__number").values_list("question_revision", "guide_revision", "level")
    places = {asked: (guide, level) for asked, guide, level in rows}
    found = []
    for pin in pins:
        if asked := pin.question_revision:
            guide, level = places.get(asked.pk, (asked.question.guide.current_revision_id or 0, ""))
            kind = pin.kind or asked.kind
            found.append(Candidate(asked.question_id, asked.pk, guide, level, tuple(asked.topics), kind))
        elif table := pin.table:
            level = table.section.level if table.section else ""
            found.append(Candidate(0, None, table.guide_revision_id, level, kind=pin.kind, table=table.key))
    return found


def pins_of(asked: Sequence[Candidate]) -> list[Pin]:
    """Each with what it is called and known by; two queries at most."""
    keys = [candidate.question_revision for candidate in asked if candidate.question_revision]
    titles = dict(QuestionRevision.objects.filter(pk__in=keys).values_list("pk", "title"))
    tables = _tables(asked)
    found = []
    for candidate in asked:
        if candidate.question_revision is None:
            found.append(_of_table(candidate, tables[candidate.guide_revision, candidate.table]))
        else:
            found.append(_of_question(candidate, titles[candidate.question_revision]))
    return found


def _tables(asked: Sequence[Candidate]) -> dict[tuple[int, str], ToolTable]:
    names = {candidate.table for candidate in asked if candidate.table}
    if not names:
        return {}
    tables = ToolTable.objects.filter(
        guide_revision__in={candidate.guide_revision for candidate in asked}, key__in=names
    )
    tables = tables.select_related("guide_revision").only("guide_revision__guide", "key", "title", "header", "rows")
    return {(table.guide_revision_id, table.key): table for table in tables}


def _of_table(candidate: Candidate, table: ToolTable) -> Pin:
    return Pin(
        candidate,
        kind_title(table_title(table.title, table.header), candidate.kind),
        ("table", table.guide_revision.guide_id, table.key),
        json.dumps([table.title, table.header, table.rows]),
        table.pk,
    )


def _of_question(candidate: Candidate, title: str) -> Pin:
    asks_steps = candidate.kind == ItemKind.ORDERING
    thread = ("question", candidate.question, asks_steps)
    return Pin(candidate, kind_title(title, candidate.kind), thread, candidate.question_revision)


def pin(revision: BlueprintRevision, asked: Sequence[Candidate]) -> None:
    """Write what a new revision asks."""
    PinnedQuestion.objects.bulk_create(
        PinnedQuestion(
            blueprint_revision=revision,
            question_revision_id=found.candidate.question_revision,
            table_id=found.table,
            kind=found.candidate.kind if found.candidate.kind in MADE_FROM_GUIDES else "",
            position=position,
        )
        for position, found in enumerate(pins_of(asked), start=1)
    )


def pinned_titles(revision: BlueprintRevision) -> list[str]:
    """What it asks, as its instructor reads it."""
    return [found.title for found in pins_of(pinned(revision))]
