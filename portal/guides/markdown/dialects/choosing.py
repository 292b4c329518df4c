"""Which shape holds the questions of a document: the one whose members ask most surely and most often."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.guides.markdown.dialects.candidates import LIKELY, Candidate, Group, grouped
from portal.guides.markdown.dialects.headed import ENOUGH, Headed
from portal.guides.markdown.dialects.wording import closes_off
from portal.guides.markdown.titles import fold

LEAST_RATIO = {"bullet": 0.4, "numbered": 0.35, "bold": 0.4}
LEAST_HEADING_RATIO = 0.3
FEW = 2
"""Fewer members than this are no group, where headings do not hold the questions."""

_INTERVIEW = re.compile(r"\binterviews?\b|\bquestions\b|собеседовани|вопрос|面试|entrevista", re.IGNORECASE)
_KIN = (frozenset({"bullet", "row"}), frozenset({"bold", "label"}))
"""Shapes that one author may well mix."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The level of headings that holds questions, if any, and the questions of other shapes, in order of lines."""

    level: Group | None
    others: Sequence[Candidate]


def choose(headings: Sequence[Headed], shapes: Sequence[Candidate], *, is_settled: bool) -> Choice:
    """The choice; ``is_settled`` where ``<details>`` were found to hold questions."""
    by_level = grouped([each.candidate for each in headings])
    levels = [group for group in by_level.values() if _holds(group, LEAST_HEADING_RATIO, 1)]
    level = max(levels, key=lambda group: group.score, default=None)
    kinds = {kind: group for kind, group in grouped(_open_shapes(headings, shapes)).items() if kind != "reply"}
    passing = [group for kind, group in kinds.items() if _holds(group, LEAST_RATIO.get(kind, 0.4), FEW)]
    if "label" in kinds and "bold" in kinds:
        passing += [kinds[kind] for kind in ("label", "bold") if kinds[kind] not in passing and kinds[kind].asked]
    best = max(passing, key=_rank, default=None)
    if level and best and _rank(best) > 1.5 * level.score:
        level = None
    is_clear = best is not None and best.ratio >= ENOUGH and best.asked >= FEW
    if level or (is_settled and not is_clear):
        return Choice(level, ())
    return Choice(None, _members(best, passing)) if best else Choice(_unasked(headings, by_level), ())


def _unasked(headings: Sequence[Headed], by_level: dict[str, Group]) -> Group | None:
    """The level that holds bare subjects, in a document that says it is for interviews and has no ### headings."""
    if "h3" in by_level or not any(_INTERVIEW.search(each.candidate.title) for each in headings):
        return None
    answered = {kind: sum(each.is_answered for each in group.members) for kind, group in by_level.items()}
    kind = max(answered, key=lambda kind: (answered[kind], kind))
    return by_level[kind] if answered[kind] > FEW else None


def _holds(group: Group, least: float, few: int) -> bool:
    return (group.ratio >= least and group.asked >= few) or (group.ratio >= 0.5 and len(group.members) > FEW)


def _rank(group: Group) -> float:
    return group.score


def _open_shapes(headings: Sequence[Headed], shapes: Sequence[Candidate]) -> list[Candidate]:
    """Those that neither repeat a heading, as contents lists do, nor stand under what is no part of the guide."""
    titles = {fold(each.candidate.title) for each in headings}
    starts = [each.candidate.start for each in headings]
    closed: list[bool] = []
    depth = 0
    for heading in headings:
        if not depth or heading.depth <= depth:
            depth = heading.depth if closes_off(heading.candidate.title) else 0
        closed.append(bool(depth))
    kept = []
    for each in shapes:
        at = bisect_right(starts, each.start) - 1
        if (at < 0 or not closed[at]) and fold(each.title) not in titles:
            kept.append(each)
    return kept


def _members(best: Group, passing: Iterable[Group]) -> list[Candidate]:
    """The questions of the best group, and of the others those that do not stand among them."""
    chosen = _asking(best)
    for group in sorted(passing, key=_rank, reverse=True):
        is_kin = any({best.kind, group.kind} <= kin for kin in _KIN)
        if group is not best and group.ratio >= ENOUGH and is_kin:
            chosen += _asking(group)
    return sorted(chosen, key=lambda each: each.start)


def _asking(group: Group) -> list[Candidate]:
    least = 0.0 if group.ratio >= ENOUGH else LIKELY
    return [each for each in group.members if not each.is_excluded and each.weight >= least]
