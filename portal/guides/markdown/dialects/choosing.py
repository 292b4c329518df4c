"""Which shape holds the questions of a document: the one whose members ask most surely and most often."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.guides.markdown.dialects.candidates import LIKELY, Candidate, Group, grouped
from portal.guides.markdown.dialects.headed import ENOUGH, Headed
from portal.guides.markdown.dialects.wording import INTERVIEW, closes_off, groups, heads_article
from portal.guides.markdown.titles import fold

LEAST_RATIO = {"bullet": 0.4, "numbered": 0.35, "bold": 0.4}
LEAST_HEADING_RATIO = 0.3
AMONG = {"numbered": 0.2, "bullet": 0.5}
"""From this share of asking items on, a list in a text for interviews holds nothing but questions."""

HALF = 0.5
"""The same of numbered items with answers, whatever the text says it is for."""

FEW = 2
"""Fewer members than this are no group, where headings do not hold the questions."""

_KIN = (frozenset({"bullet", "row", "numbered", "label"}), frozenset({"bold", "label"}), frozenset({"line", "label"}))
"""Shapes that one author may well mix."""

_CONTINUED = 2
"""So many bold lines that ask, with numbers that no heading has, go on where the headings end."""

_APART = frozenset({"bullet", "numbered", "listed heading", "label", "row"})
"""Shapes that may stand beside headings that ask; a line of bold type is a part of an answer there."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The level of headings that holds questions, if any, and the questions of other shapes, in order of lines."""

    level: Group | None
    others: Sequence[Candidate]


def choose(headings: Sequence[Headed], shapes: Sequence[Candidate], *, is_settled: bool) -> Choice:
    """The choice; ``is_settled`` where ``<details>`` were found to hold questions."""
    by_level = grouped([each.candidate for each in headings])
    levels = [group for group in by_level.values() if _holds(group, LEAST_HEADING_RATIO, 1)]
    level = _deciding(levels)
    kinds = {kind: group for kind, group in grouped(_open_shapes(headings, shapes)).items() if kind != "reply"}
    passing = _passing(kinds)
    best = max(passing, key=_rank, default=None)
    if level and (stated := kinds.get(f"label {level.kind}")) and _states(stated, level):
        return Choice(None, [each for each in stated.members if each.weight >= LIKELY])
    passing += _beside(best, kinds, passing) if best else []
    beaten = level
    if level and best and _beats(best, level) and not _is_stem(best, level):
        level = None
    is_clear = best is not None and best.ratio >= ENOUGH and best.asked >= FEW
    if level:
        return Choice(level, _elsewhere(headings, level, passing))
    if is_settled and not is_clear:
        return Choice(None, ())
    if best is None:
        return Choice(_unasked(headings, by_level), ())
    speaks = any(INTERVIEW.search(each.candidate.title) for each in headings)
    return Choice(None, _with_headings(_members(best, passing, speaks=speaks), beaten))


def _beats(best: Group, level: Group) -> bool:
    """Whether a shape asks so much more than the headings; less will do where these only count."""
    is_only_counting = not level.voiced and best.ratio >= ENOUGH and best.voiced >= len(level.members)
    return _rank(best) > level.score * (1.0 if is_only_counting else 1.5)


def _passing(kinds: Mapping[str, Group]) -> list[Group]:
    """The shapes that may hold questions."""
    passing = [group for kind, group in kinds.items() if _holds(group, LEAST_RATIO.get(kind, 0.4), FEW)]
    if "label" in kinds and "bold" in kinds:
        passing += [kinds[kind] for kind in ("label", "bold") if kinds[kind] not in passing and kinds[kind].asked]
    return passing


def _beside(best: Group, kinds: Mapping[str, Group], passing: Sequence[Group]) -> list[Group]:
    """The shapes that may hold some questions beside the best one, though not enough by themselves."""
    wanted = ["line above code", "bold"] if best.kind == "numbered" else ["line above code"]
    return [kinds[kind] for kind in wanted if kind in kinds and kinds[kind] not in passing]


def _states(labels: Group, level: Group) -> bool:
    """Whether most headings only count, and the paragraphs below them ask."""
    is_counting = level.sure * 2 > len(level.members) and level.voiced * 2 < level.asked
    return is_counting and labels.asked * 5 >= level.asked * 4 and labels.voiced == labels.asked


def _is_stem(labels: Group, level: Group) -> bool:
    """Whether “Question:” only says in full what the heading right above it asks."""
    below = {each.end + more for each in level.members for more in (0, 1)}
    return labels.kind == "label" and sum(each.start in below for each in labels.members) * 5 >= len(labels.members) * 4


def _deciding(levels: Sequence[Group]) -> Group | None:
    """The level that asks most; but a shallower one that counts its headings has the others in its answers."""
    best = max(levels, key=_rank, default=None)
    if best is None or best.sure * 2 > len(best.members):
        return best
    counting = [g for g in levels if g.is_counted and g.kind < best.kind and g.voiced * 3 >= len(g.members)]
    return max((g for g in counting if _rank(g) * 2 > _rank(best)), key=_rank, default=best)


def _elsewhere(headings: Sequence[Headed], level: Group, passing: Sequence[Group]) -> list[Candidate]:
    """The questions of other shapes that stand where no heading asks: an author may change shape half way."""
    depth = int(level.kind[1:])
    asking = {each.candidate.start for each in headings if each.depth == depth and each.candidate.weight >= LIKELY}
    if not asking:
        return []
    # A stretch reaches from one heading above the questions' level to the next.
    starts = [0] + [each.candidate.start for each in headings if each.depth < depth]
    busy = {bisect_right(starts, line) for line in asking}
    found = [
        each
        for group in passing
        if group.kind in _APART
        for each in _asking(group)
        if bisect_right(starts, each.start) not in busy and each.weight >= LIKELY
    ]
    found = found if len(found) > FEW else []
    return sorted([*found, *_continued(level, passing)], key=lambda each: each.start)


def _continued(level: Group, passing: Sequence[Group]) -> list[Candidate]:
    """The questions in bold type after the last heading that asks, if their numbers are none of the headings'."""
    last = max(each.start for each in level.members if each.weight >= LIKELY)
    counted = {each.number for each in level.members}
    bold = [each for group in passing if group.kind == "bold" for each in group.members if each.start > last]
    found = [each for each in bold if each.weight >= LIKELY and each.number is not None]
    is_new = len({each.number for each in found} - counted) == len(found)
    return found if is_new and len(found) >= _CONTINUED else []


def _with_headings(members: list[Candidate], level: Group | None) -> list[Candidate]:
    """The members with the headings that ask for sure and stand in none of them."""
    if level is None or level.ratio < ENOUGH:
        return members
    starts = [each.start for each in members]
    free = []
    for each, after in zip(level.members, [*level.members[1:], None], strict=True):
        at = bisect_right(starts, each.start)
        is_inside = at > 0 and members[at - 1].end > each.start
        heads_some = at < len(starts) and (after is None or starts[at] < after.start)
        if each.weight >= LIKELY and each.is_answered and not is_inside and not heads_some:
            free.append(each)
    return sorted([*members, *free], key=lambda each: each.start)


def _unasked(headings: Sequence[Headed], by_level: dict[str, Group]) -> Group | None:
    """The level that holds bare subjects, in a document that says it is for interviews and has no ### headings."""
    titles = [each.candidate.title for each in headings]
    if "h3" in by_level or not any(map(INTERVIEW.search, titles)) or any(map(heads_article, titles)):
        return None
    answered = {kind: sum(map(_is_subject, group.members)) for kind, group in by_level.items()}
    kind = max(answered, key=lambda kind: (answered[kind], kind))
    return by_level[kind] if answered[kind] > FEW else None


def _is_subject(each: Candidate) -> bool:
    return each.is_answered and not each.is_excluded and not groups(each.title) and not INTERVIEW.search(each.title)


def _holds(group: Group, least: float, few: int) -> bool:
    return (group.ratio >= least and group.asked >= few) or (group.ratio >= 0.5 and len(group.members) > FEW)


def _rank(group: Group) -> float:
    return group.score


def _open_shapes(headings: Sequence[Headed], shapes: Sequence[Candidate]) -> list[Candidate]:
    """Those that neither repeat a heading, as contents lists do, nor stand under what is no part of the guide.

    Where most of a kind would have to go, the heading above them did not mean them: a disclaimer may stand first.
    """
    titles = {fold(each.candidate.title) for each in headings}
    new = [each for each in shapes if fold(each.title) not in titles]
    is_closed = _closed(headings)
    counts = Counter(each.kind for each in new)
    closed = Counter(each.kind for each in new if is_closed(each.start))
    return [each for each in new if not is_closed(each.start) or closed[each.kind] * 2 > counts[each.kind]]


def _closed(headings: Sequence[Headed]) -> Callable[[int], bool]:
    """Whether a line stands under what is no part of the guide."""
    starts = [each.candidate.start for each in headings]
    closed: list[bool] = []
    depth = 0
    for heading in headings:
        if not depth or heading.depth <= depth:
            depth = heading.depth if closes_off(heading.candidate.title) else 0
        closed.append(bool(depth))

    def is_closed(line: int) -> bool:
        at = bisect_right(starts, line) - 1
        return at >= 0 and closed[at]

    return is_closed


def _members(best: Group, passing: Iterable[Group], *, speaks: bool) -> list[Candidate]:
    """The questions of the best group, and of the others those that do not stand among them."""
    chosen = _asking(best, speaks=speaks)
    for group in sorted(passing, key=_rank, reverse=True):
        is_kin = any({best.kind, group.kind} <= kin for kin in _KIN)
        if group is not best and group.ratio >= ENOUGH and is_kin:
            chosen += _asking(group)
        elif group.kind == "line above code" and best.kind in {"bullet", "numbered"}:
            chosen += group.members
        elif (best.kind, group.kind) == ("numbered", "bold") and group is not best:
            # An item that an author made bold, number and all, is no item to the grammar.
            chosen += [each for each in _asking(group) if each.number is not None]
    return sorted(chosen, key=lambda each: each.start)


def _asking(group: Group, *, speaks: bool = False) -> list[Candidate]:
    """The members that ask, and those that stand in a list among such; ``speaks`` where the text is for interviews."""
    is_lenient = group.ratio >= ENOUGH

    def enough(each: Candidate) -> float:
        if speaks:
            return AMONG.get(group.kind, 1.0)
        return HALF if group.kind == "numbered" and each.is_answered else 1.0

    return [
        each
        for each in group.members
        if not each.is_excluded
        and (each.weight >= LIKELY or (is_lenient and each.among > 0) or enough(each) <= each.among < 1)
    ]
