"""Which questions an interview asks: drawn by a seed, so that the same seed over the same guides asks the same."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from portal.accounts.models import User
from portal.guides.models import Placement, PlacementQuerySet, QuestionTopic
from portal.guides.models.guide import Level
from portal.interviews.spec import Spec

LEVEL_ORDER = {level: rank for rank, level in enumerate(["", *Level.values])}
CLOSE_LOOK = 200
"""How many questions of a level are weighed for their topics before each draw: enough for variety, and bounded."""


@dataclass(frozen=True)
class Candidate:
    """A question that may be asked, as the current revision of its guide places it."""

    question: int
    question_revision: int
    guide_revision: int
    level: str
    topics: tuple[str, ...] = ()


def matching(spec: Spec, user: User | AnonymousUser) -> PlacementQuerySet:
    """What may be asked: answered, not retired, in the chosen guides as this person may read them today."""
    placements = Placement.objects.readable_by(user).filter(
        guide_revision__guide__slug__in=spec.guides,
        question_revision__is_answered=True,
        question_revision__question__retired_at=None,
    )
    if spec.levels:
        placements = placements.filter(level__in=spec.levels)
    if spec.kinds:
        placements = placements.filter(question_revision__kind__in=spec.kinds)
    if spec.topics:
        label = QuestionTopic.objects.filter(
            question=OuterRef("question_revision__question"), topic__slug__in=spec.topics
        )
        placements = placements.filter(Exists(label))
    return placements


def candidates(spec: Spec, user: User) -> list[Candidate]:
    """All that ``matching`` finds, with their topics, in two queries."""
    placements = matching(spec, user)
    topics: dict[int, list[str]] = defaultdict(list)
    labels = QuestionTopic.objects.filter(question__revisions__placements__in=placements).order_by("topic__slug")
    for question, slug in labels.values_list("question", "topic__slug").distinct():
        topics[question].append(slug)
    rows = placements.order_by("pk").values_list(
        "question_revision__question", "question_revision", "guide_revision", "level"
    )
    return [Candidate(*row, topics=tuple(topics[row[0]])) for row in rows]


def choose(pool: Sequence[Candidate], count: int, seed: int) -> list[Candidate]:
    """Draw ``count`` of ``pool`` (all of it, if it holds fewer), easy levels first.

    Levels take turns, and within a level the question goes first whose topics were asked least: a short interview
    still touches as much as it can. Depends on nothing but the arguments; the order of ``pool`` does not matter.
    """
    order = sorted(pool, key=lambda candidate: candidate.question)
    random.Random(seed).shuffle(order)  # noqa: S311  # a draw to be repeated by its seed, not a secret
    waiting: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in order:
        waiting[candidate.level].append(candidate)
    asked: Counter[str] = Counter()
    drawn: list[Candidate] = []
    while waiting and len(drawn) < count:
        for level in sorted(waiting, key=LEVEL_ORDER.__getitem__):
            drawn.append(_draw(waiting[level], asked))
            if not waiting[level]:
                del waiting[level]
            if len(drawn) == count:
                break
    return sorted(drawn, key=lambda candidate: LEVEL_ORDER[candidate.level])


def _draw(waiting: list[Candidate], asked: Counter[str]) -> Candidate:
    """Take out of ``waiting`` the first whose topics were asked least so far."""
    near = range(min(len(waiting), CLOSE_LOOK))
    best = min(near, key=lambda index: max((asked[topic] for topic in waiting[index].topics), default=0))
    candidate = waiting.pop(best)
    asked.update(candidate.topics)
    return candidate
