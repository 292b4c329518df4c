"""The interviewer's follow-up: on which point, in which words, and what it is worth.

It cues a point without telling it: a few of its words, of which a response to the follow-up cannot live, because words
of a question count little (they stand in the follow-up's own question then).
"""

from collections.abc import Sequence
from dataclasses import replace

from portal.interviews.scoring import flags as flag
from portal.interviews.scoring.points import Group, Point, PointScore, Score, Verdict
from portal.interviews.scoring.scorer import PARTLY, coverage, score
from portal.interviews.scoring.text import SPACE, Token
from portal.interviews.scoring.vocabulary import Vocabulary
from portal.interviews.scoring.wordings import Unit, Wording, read_question, wordings

VERSION = "F1"

HALF = 0.5
"""Most that a point earns once a follow-up has cued it, wherever it is said then."""

CUE = 0.4
"""Most of a point's weight that its cue may show."""

EXPLAINED = 2
"""Least words of an explanation, for its term to be a cue."""

LONGEST_CUE = 2
"""Most words of a cue, where no term stands before its explanation."""

_MARKS = str.maketrans("", "", "*`_[]")


def most_missed(points: Sequence[Point], found: Score, groups: Sequence[Group] = ()) -> Point | None:
    """The required point that was missed and weighs most, the first of several; None where none was missed.

    What was denied was spoken of; and of a group that has what it needs nothing is missing.
    """
    scored = {result.key: result for result in found.points}
    full = {group.key for group in groups if _hits(group, points, scored) >= group.need}
    missed = [
        point
        for point in points
        if point.is_required and scored[point.key].verdict == "missed" and point.group not in full
    ]
    return max(missed, key=lambda point: point.weight, default=None)


def _hits(group: Group, points: Sequence[Point], scored: dict[str, PointScore]) -> int:
    return sum(point.group == group.key and scored[point.key].verdict == "hit" for point in points)


def cue(point: Point, question: str, vocabulary: Vocabulary) -> str:
    """A few words of the point to think on from; empty where they would tell it, or the question has them all.

    The term that the rest of a point explains, else the first words that are not the question's own: what a sentence
    begins with is what it is about, and what follows is what it says. Never words that earn the point by themselves.
    """
    own = next((wording for wording in wordings(point, read_question(question, vocabulary), vocabulary)), None)
    if own is None or own.is_alias:
        return ""
    asked = read_question(question, vocabulary).stems
    units = own.units[: own.term] if own.term and len(own.units) - own.term >= EXPLAINED else _opening(own, asked)
    if not units:
        return ""
    words = " ".join(point.text[units[0].token.start : units[-1].token.end].translate(_MARKS).split())
    (repeated,) = score_follow_up(question, words, point, words, vocabulary).points
    return words if repeated.credit < PARTLY else ""


def _opening(wording: Wording, asked: frozenset[str]) -> list[Unit]:
    """The first unit that the question does not name and that does not weigh too much, with one that touches it."""
    fresh = [unit for unit in wording.units if unit.token.stem not in asked and _says_something(unit.token)]
    first = next((unit for unit in fresh if unit.weight <= CUE * wording.total), None)
    if first is None:
        return []
    following = [unit for unit in fresh if _touches(first.token, unit.token)][: LONGEST_CUE - 1]
    whole = [first, *following]
    return whole if sum(unit.weight for unit in whole) <= CUE * wording.total else [first]


def _says_something(token: Token) -> bool:
    """Not “each”, not “2”."""
    return not token.is_function and not token.is_number


def _touches(before: Token, after: Token) -> bool:
    return after.start == before.end + 1 and after.gap == SPACE


def wording_of(words: str) -> str:
    """What the interviewer says, whatever the form of the cue's words."""
    if not words:
        return "You did not mention one thing that matters here. What would you add?"
    return f"You did not mention one thing. It has to do with “{words}”: what would you add?"


def score_follow_up(question: str, words: str, point: Point, response: str, vocabulary: Vocabulary) -> Score:
    """The one point held against the response to the follow-up; the words of its cue count as the question's."""
    return score(f"{question} {words}", [replace(point, is_required=True)], response, vocabulary)


def with_follow_up(points: Sequence[Point], own: Score, key: str, credit: float, groups: Sequence[Group] = ()) -> Score:
    """The score of a question whose point ``key`` was followed up, and earned ``credit`` (0 to 1) there.

    The point earns half of that credit, or what the question's own response earned of it, at most half as well: after
    the cue that response may have been changed.
    """
    results = tuple(_followed(result, credit) if result.key == key else result for result in own.points)
    covered = coverage(points, results, groups)
    if {flag.TERMS_ONLY, flag.PASTED} & set(own.flags):
        covered = min(covered, flag.CAP)
    return replace(own, points=results, coverage=round(covered, 4), version=f"{own.version}+{VERSION}")


def _followed(result: PointScore, credit: float) -> PointScore:
    said, followed = min(result.credit, HALF), HALF * credit
    if followed <= said:
        return replace(result, credit=said, verdict="partly" if result.verdict == "hit" else result.verdict)
    verdict: Verdict = "partly" if followed >= PARTLY else "missed"
    return replace(result, credit=round(followed, 4), verdict=verdict, spans=())
