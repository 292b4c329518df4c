"""What several people said where the scorer found nothing: turns of phrase a guide's author may want to know."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.interviews.models import AttemptQuerySet, PointResult, Response
from portal.interviews.scoring.text import SPACE, Token, tokenise

PEOPLE = 3
"""Fewest people who said it: what fewer say is theirs, and may tell who they are."""

SHOWN = 5
"""Most turns of phrase of one question."""

_NEWEST = 300
"""Most responses that are read, the newest."""

_LONGEST_RESPONSE = 2_000
"""Most characters read of one."""

_SHORTEST, _LONGEST = 2, 4
"""Words of a turn of phrase."""

_COUNTED = {PointResult.Verdict.HIT, PointResult.Verdict.PARTLY}


@dataclass(frozen=True)
class Phrase:
    """Words that so many people used, and that counted for no key point."""

    words: str
    people: int


@dataclass(frozen=True)
class Said:
    """A response that missed a point: who said it, and the stretches that counted, in characters."""

    person: int
    text: str
    counted: Sequence[Sequence[int]] = ()


def said_often(questions: Iterable[int], attempts: AttemptQuerySet, language: str) -> dict[int, list[Phrase]]:
    """By question, from those of its responses in these attempts that missed a point; two queries."""
    said = Response.objects.filter(
        item__attempt__in=attempts.order_by().values("pk"),
        item__question_revision__question__in=list(questions),
        item__follow_up_of=None,
        current_score__point_results__verdict=PointResult.Verdict.MISSED,
    )
    columns = ("current_score", "text", "item__question_revision__question", "item__attempt__learner")
    rows = list(said.order_by("-pk").distinct().values_list("pk", *columns)[:_NEWEST])
    spans: dict[int, list[Sequence[int]]] = defaultdict(list)
    results = PointResult.objects.filter(score__in=[row[1] for row in rows], verdict__in=_COUNTED)
    for score, found in results.values_list("score", "spans"):
        spans[score] += found
    by_question: dict[int, list[Said]] = defaultdict(list)
    for _, score, text, question, learner in rows:
        by_question[question].append(Said(learner, text[:_LONGEST_RESPONSE], spans[score]))
    return {question: recurring(each, language) for question, each in by_question.items()}


def recurring(said: Iterable[Said], language: str) -> list[Phrase]:
    """The longest turns of phrase that enough people used, most used first; as it was written first."""
    people: dict[tuple[str, ...], set[int]] = defaultdict(set)
    written: dict[tuple[str, ...], str] = {}
    for one in said:
        for row in _phrases(one, language):
            stems = tuple(token.stem for token in row)
            people[stems].add(one.person)
            written.setdefault(stems, " ".join(one.text[row[0].start : row[-1].end].split()))
    often = {stems: len(who) for stems, who in people.items() if len(who) >= PEOPLE}
    parts = {part for stems, count in often.items() for part in _parts(stems) if often.get(part, 0) <= count}
    ordered = sorted(often.keys() - parts, key=lambda stems: (-often[stems], -len(stems), stems))
    return [Phrase(written[stems], often[stems]) for stems in ordered[:SHOWN]]


def _phrases(said: Said, language: str) -> Iterator[Sequence[Token]]:
    """Rows of words without a sign between them that counted for nothing; each begins and ends with a content word."""
    covered = {place for start, end in said.counted for place in range(start, end)}
    tokens = tokenise(said.text, language)
    for start, first in enumerate(tokens):
        if first.is_function or first.start in covered:
            continue
        for end in range(start + 1, min(start + _LONGEST, len(tokens))):
            if tokens[end].gap != SPACE or tokens[end].start in covered:
                break
            if end - start + 1 >= _SHORTEST and not tokens[end].is_function:
                yield tokens[start : end + 1]


def _parts(stems: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The shorter rows of words inside."""
    for length in range(_SHORTEST, len(stems)):
        for start in range(len(stems) - length + 1):
            yield stems[start : start + length]
