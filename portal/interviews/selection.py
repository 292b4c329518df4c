"""Which questions an interview asks: drawn by a seed, so that the same seed over the same guides asks the same."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, When

from portal.accounts.models import User
from portal.guides.models import Choice, Placement, PlacementQuerySet, QuestionTopic, ToolTable
from portal.guides.models.guide import Guide, Level
from portal.interviews.kinds import AS_IN_GUIDES, ItemKind
from portal.interviews.models import Blueprint, Item
from portal.interviews.spec import Spec
from portal.interviews.tables import askable_columns
from portal.interviews.weaknesses import weak_topics

LEVEL_ORDER = {level: rank for rank, level in enumerate(["", *Level.values])}
CLOSE_LOOK = 200
"""How many questions of a level are weighed for their topics before each draw: enough for variety, and bounded."""

FEWEST_STEPS, MOST_STEPS = 3, 12
"""How many steps a scenario has that can be asked for in order."""


@dataclass(frozen=True)
class Candidate:
    """Something that may be asked, as the current revision of its guide places it.

    It is a question, in words or by its choices or its steps (``kind``); or, without a question, pairs of a ``table``.
    ``met`` is 0 for what the learner's last attempts did not ask, else higher the more recently they did. ``is_weak``:
    it is of a topic to aim at.
    """

    question: int
    question_revision: int | None
    guide_revision: int
    level: str
    topics: tuple[str, ...] = ()
    kind: str = ItemKind.OPEN.value
    table: str = ""
    met: int = 0
    is_weak: bool = False

    @property
    def thing(self) -> tuple[int, int, str]:
        """What it is about, whatever the kind: no interview asks one thing twice."""
        return (self.question, 0 if self.question else self.guide_revision, self.table)


@dataclass(frozen=True)
class History:
    """What the draw knows of the learner: when they last met a question or table, and the topics to aim at."""

    questions: dict[int, int]
    tables: dict[str, int]
    weak: frozenset[str] = frozenset()


def matching(spec: Spec, user: User | AnonymousUser) -> PlacementQuerySet:
    """The questions that may be asked: answered, not retired, in the chosen guides as this person may read them today.

    A multiple choice without a right option has no key to be scored by, so it is not asked. Practice leaves out what an
    open assessed interview asks.
    """
    placements = Placement.objects.readable_by(user).filter(
        _asked_in(frozenset(spec.kinds) or AS_IN_GUIDES),
        guide_revision__guide__slug__in=spec.guides,
        question_revision__is_answered=True,
        question_revision__question__retired_at=None,
    )
    if spec.mode == Blueprint.Mode.PRACTICE:
        placements = placements.open_to(user)
    if spec.levels:
        placements = placements.filter(level__in=spec.levels)
    if spec.questions:
        placements = placements.filter(question_revision__question__in=spec.questions)
    if spec.topics:
        label = QuestionTopic.objects.filter(
            question=OuterRef("question_revision__question"), topic__slug__in=spec.topics
        )
        placements = placements.filter(Exists(label))
    return placements


def _asked_in(kinds: frozenset[str]) -> Q:
    """The placements that can be asked in one of these kinds."""
    is_choice = Q(question_revision__kind=ItemKind.CHOICE)
    right = Choice.objects.filter(question_revision=OuterRef("question_revision"), is_right=True)
    as_written = Q(question_revision__kind__in=kinds & AS_IN_GUIDES) & (~is_choice | Q(Exists(right)))
    return (as_written | _has_steps()) if ItemKind.ORDERING in kinds else as_written


def _has_steps() -> Q:
    path = "question_revision__steps_html__"
    return Q(**{f"{path}{FEWEST_STEPS - 1}__isnull": False, f"{path}{MOST_STEPS}__isnull": True})


def available(spec: Spec, user: User | AnonymousUser) -> int:
    """How many things could be asked."""
    return matching(spec, user).count() + len(askable_tables(spec, user))


def askable_tables(spec: Spec, user: User | AnonymousUser) -> list[ToolTable]:
    """The tool tables to draw pairs from; tables have no topics, so a choice of topics leaves them out."""
    if ItemKind.MATCHING not in spec.kinds or spec.topics or spec.questions:
        return []
    guides = Guide.objects.readable_by(user).filter(slug__in=spec.guides)
    tables = ToolTable.objects.filter(guide_revision__in=guides.values("current_revision")).select_related("section")
    if spec.mode == Blueprint.Mode.PRACTICE:
        tables = tables.open_to(user)
    if spec.levels:
        tables = tables.filter(section__level__in=spec.levels)
    return [table for table in tables.order_by("pk").defer("html") if askable_columns(table.rows)]


def candidates(spec: Spec, user: User, at: datetime) -> list[Candidate]:
    """All that may be asked, with topics and what the learner's history says of it; in a constant number of queries."""
    placements = matching(spec, user)
    topics: dict[int, list[str]] = defaultdict(list)
    labels = QuestionTopic.objects.filter(question__revisions__placements__in=placements).order_by("topic__slug")
    for question, slug in labels.values_list("question", "topic__slug").distinct():
        topics[question].append(slug)
    history = _history(spec, user, at)
    found = []
    for question, asked, guide, level, kinds in _kinds_of(placements, frozenset(spec.kinds) or AS_IN_GUIDES):
        labelled = tuple(topics[question])
        met, is_weak = history.questions.get(question, 0), not history.weak.isdisjoint(labelled)
        found += [Candidate(question, asked, guide, level, labelled, kind, met=met, is_weak=is_weak) for kind in kinds]
    return found + list(_of_tables(askable_tables(spec, user), history))


def _kinds_of(placements: PlacementQuerySet, kinds: frozenset[str]) -> Iterator[tuple[int, int, int, str, list[str]]]:
    """Each placement's question, its revision, the guide's revision, its level, and how it can be asked."""
    has_steps = Case(When(_has_steps(), then=True), default=False, output_field=BooleanField())
    path = "question_revision"
    rows = placements.order_by("pk").values_list(
        f"{path}__question", path, "guide_revision", "level", f"{path}__kind", has_steps
    )
    for question, revision, guide, level, kind, can_be_ordered in rows:
        asked = [kind] if kind in kinds else []
        asked += [ItemKind.ORDERING.value] if can_be_ordered and ItemKind.ORDERING in kinds else []
        yield question, revision, guide, level, asked


def _of_tables(tables: Sequence[ToolTable], history: History) -> Iterator[Candidate]:
    for table in tables:
        level = table.section.level if table.section else ""
        met = history.tables.get(table.key, 0)
        kind = ItemKind.MATCHING.value
        yield Candidate(0, None, table.guide_revision_id, level, kind=kind, table=table.key, met=met)


def _history(spec: Spec, user: User, at: datetime) -> History:
    weak = frozenset(topic.slug for topic in weak_topics(user.attempts.all(), at)) if spec.aims_at_weak else frozenset()
    last = list(user.attempts.order_by("-started_at", "-pk").values_list("pk", flat=True)[: spec.unlike_last])
    recency = {pk: len(last) - index for index, pk in enumerate(last)}
    questions: dict[int, int] = {}
    tables: dict[str, int] = {}
    asked = (
        Item.objects.filter(attempt__in=last)
        .order_by()
        .values_list("attempt", "question_revision__question", "payload__table")
    )
    for attempt, question, table in asked if last else ():
        if question:
            questions[question] = max(questions.get(question, 0), recency[attempt])
        elif table:
            tables[table] = max(tables.get(table, 0), recency[attempt])
    return History(questions, tables, weak)


def choose(pool: Sequence[Candidate], count: int, seed: int) -> list[Candidate]:
    """Draw ``count`` of ``pool`` (all of it, if it holds fewer things), easy levels first.

    Levels take turns. Within a level what is weak goes first, then what was not met lately, then the question whose
    topics were asked least: a short interview still touches as much as it can. Depends on nothing but the arguments;
    the order of ``pool`` does not matter.
    """
    order = sorted(pool, key=lambda candidate: (candidate.thing, candidate.kind))
    random.Random(seed).shuffle(order)  # noqa: S311  # a draw to be repeated by its seed, not a secret
    order.sort(key=_wanted)
    waiting: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in order:
        waiting[candidate.level].append(candidate)
    asked: Counter[str] = Counter()
    drawn: list[Candidate] = []
    things = {candidate.thing for candidate in pool}
    while things and len(drawn) < count:
        for level in sorted(waiting, key=LEVEL_ORDER.__getitem__):
            if found := _draw(waiting[level], asked, things):
                drawn.append(found)
            if len(drawn) == count:
                break
    return sorted(drawn, key=lambda candidate: LEVEL_ORDER[candidate.level])


def _wanted(candidate: Candidate) -> tuple[bool, int]:
    """What comes first, of the two that the learner's history says."""
    return (not candidate.is_weak, candidate.met)


def _draw(waiting: list[Candidate], asked: Counter[str], things: set[tuple[int, int, str]]) -> Candidate | None:
    """Take out of ``waiting`` the best to ask next, and its thing out of ``things``; None if nothing new is left."""
    waiting[:] = [candidate for candidate in waiting if candidate.thing in things]
    if not waiting:
        return None

    def rank(index: int) -> tuple[bool, int, int]:
        return (*_wanted(waiting[index]), max((asked[topic] for topic in waiting[index].topics), default=0))

    drawn = waiting.pop(min(range(min(len(waiting), CLOSE_LOOK)), key=rank))
    things.remove(drawn.thing)
    asked.update(drawn.topics)
    return drawn
