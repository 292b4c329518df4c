"""Which of two lists of questions are the same questions; which of two lists of wordings are the same points."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.fuzz import ratio, token_set_ratio, token_sort_ratio

from portal.guides.markdown.titles import fold

ALIKE_TITLE = 0.9
ALIKE_BODY = 0.6
MARGIN = 0.05
"""By how much the best candidate must lead the next to count as the only one."""

LESSER = 1 / 6
"""What the less alike of title and answer adds: of two equal answers the title decides if it is likelier by .3."""

COMPARED_LENGTH = 2_000
"""Characters of an answer that are compared; more costs time and tells nothing."""

TELLING_LENGTH = 40
"""An answer shorter than this, in characters, is like too many others to tell a question by."""

CANDIDATES = 8
COMMON = 50
"""Words in more questions than this do not point at one; and so many of those that words point at are compared."""

LISTED = 10
"""Most candidates listed for one question."""

ALL_PAIRS = 2_500
"""So many pairs are all compared."""

ALIKE_TEXT = 0.78
"""From here on a wording is another's, reworded: “Traffic is encrypted with TLS” says “Encrypts traffic with TLS”."""


@dataclass(frozen=True, slots=True)
class Side:
    """A question of either list, with what is compared. ``key`` is its normalised title."""

    index: int
    key: str
    title: str
    body: str
    sha256: str
    external_id: str | None = None
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """The old question a new one is, by index; or the ones it may be, which is none of them."""

    old: int | None = None
    candidates: tuple[int, ...] = ()
    likeness: float = 1.0
    is_rename: bool = False
    is_certain: bool = True


def match(new: Sequence[Side], old: Sequence[Side]) -> dict[int, Match]:
    """The match of each new question that has one, by index."""
    ladder = _Ladder(new, old)
    ladder.by_id()
    for is_retired in (False, True):
        ladder.by_title(is_retired=is_retired)
    ladder.by_likeness()
    return ladder.matches


@dataclass(slots=True)
class _Ladder:
    new: Sequence[Side]
    old: Sequence[Side]
    matches: dict[int, Match] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def left_new(self) -> list[Side]:
        return [side for side in self.new if side.index not in self.matches]

    def left_old(self, *, is_retired: bool) -> list[Side]:
        return [side for side in self.old if side.index not in self.taken and side.is_retired == is_retired]

    def pair(self, new: int, found: Match) -> None:
        self.matches[new] = found
        self.taken.update(found.candidates if found.old is None else [found.old])

    def by_id(self) -> None:
        known = {side.external_id: side.index for side in self.old if side.external_id is not None}
        for side in self.new:
            found = None if side.external_id is None else known.pop(side.external_id, None)
            if found is not None:
                self.pair(side.index, Match(found))

    def by_title(self, *, is_retired: bool) -> None:
        """Equal titles; a repeated one is told apart by equal content, stem and answer, answer, then likeness."""
        traits: tuple[Callable[[Side], Hashable], ...] = (
            lambda side: (side.key, side.sha256),
            lambda side: (side.key, side.title, side.body),
            lambda side: (side.key, side.body),
        )
        for trait in traits:
            self._by_trait(trait, is_retired=is_retired)
        known = _grouped(self.left_old(is_retired=is_retired))
        for key, new in _grouped(self.left_new()).items():
            self._by_elimination(new, known.get(key, []))

    def _by_trait(self, trait: Callable[[Side], Hashable], *, is_retired: bool) -> None:
        """Pair those with an equal trait in order: where several are equal in it, they are alike."""
        waiting = defaultdict[Hashable, list[Side]](list)
        for side in reversed(self.left_old(is_retired=is_retired)):
            waiting[trait(side), side.external_id is None].append(side)
        for side in self.left_new():
            # An id that is not known yet is adopted by a question without one; it never replaces another id.
            kinds = (True,) if side.external_id is not None else (True, False)
            found = next((stack for kind in kinds if (stack := waiting.get((trait(side), kind)))), None)
            if found:
                self.pair(side.index, Match(found.pop().index))

    def _by_elimination(self, new: list[Side], old: list[Side]) -> None:
        """Pair what is left under one title, if there is but one way to do it."""
        if any(side.external_id is not None for side in new):
            old = [side for side in old if side.external_id is None]
        if not new or not old:
            return
        if len(new) == len(old) == 1:
            self.pair(new[0].index, Match(old[0].index))
            return
        pairs, doubtful = mutual_best(new, old, lambda one, other: body_likeness(one.body, other.body))
        for index, (other, _) in pairs.items():
            self.pair(index, Match(other))
        rest = tuple(side.index for side in old if side.index not in self.taken)
        for side in new:
            if rest and side.index not in self.matches:
                self.pair(side.index, Match(candidates=doubtful.get(side.index, rest)[:LISTED]))

    def by_likeness(self) -> None:
        """Titles or answers much alike, the best for each other: probable renames."""
        pairs, doubtful = mutual_best(self.left_new(), self.left_old(is_retired=False), _rename_score)
        for index, candidates in doubtful.items():
            self.pair(index, Match(candidates=candidates[:LISTED]))
        for index, (other, score) in pairs.items():
            one, known = self.new[index], self.old[other]
            is_certain = one.body == known.body and likeness(one.key, known.key) >= ALIKE_TITLE
            self.pair(index, Match(other, (), min(1.0, score), is_rename=True, is_certain=is_certain))


def _rename_score(new: Side, old: Side) -> float:
    """How probably one is the other under a new title; 0 where it is not."""
    if new.external_id is not None and old.external_id is not None:
        return 0
    title, body = likeness(new.key, old.key), body_likeness(new.body, old.body)
    return max(title, body) + min(title, body) * LESSER if title >= ALIKE_TITLE or body >= ALIKE_BODY else 0


Scores = dict[int, list[tuple[int, float]]]


def mutual_best(
    new: Sequence[Side], old: Sequence[Side], score: Callable[[Side, Side], float]
) -> tuple[dict[int, tuple[int, float]], dict[int, tuple[int, ...]]]:
    """The pairs in which each is the other's only best, with their score; and the new ones with several to choose from.

    Who is within ``MARGIN`` of the best is as good as the best. A score of 0 is no candidate.
    """
    forward: Scores = defaultdict(list)
    backward: Scores = defaultdict(list)
    for one, other in _likely_pairs(new, old):
        if (value := score(one, other)) > 0:
            forward[one.index].append((other.index, value))
            backward[other.index].append((one.index, value))
    claims = {index: _leaders(scored) for index, scored in backward.items()}
    pairs, doubtful = {}, {}
    for index, scored in forward.items():
        leaders = _leaders(scored)
        mutual = tuple(other for other in leaders if index in claims[other])
        if len(leaders) == 1 and mutual and len(claims[mutual[0]]) == 1:
            pairs[index] = (mutual[0], leaders[mutual[0]])
        elif mutual:
            doubtful[index] = mutual
    return pairs, doubtful


def _leaders(scored: list[tuple[int, float]]) -> dict[int, float]:
    best = max(value for _, value in scored)
    return {index: value for index, value in scored if value > best - MARGIN}


def _likely_pairs(new: Sequence[Side], old: Sequence[Side]) -> Iterator[tuple[Side, Side]]:
    """The pairs worth comparing: all of few; of many, those that share the most rare signs.

    A sign of over ``COMMON`` old questions points at none; each new question meets its best ``CANDIDATES``. So the
    work grows with the number of questions, not with its square.
    """
    if len(new) * len(old) <= ALL_PAIRS:
        yield from ((one, other) for one in new for other in old)
        return
    places = defaultdict[Hashable, list[int]](list)
    for place, side in enumerate(old):
        for sign in _signs(side):
            places[sign].append(place)
    for one in new:
        telling = (found for sign in _signs(one) if len(found := places.get(sign, [])) <= COMMON)
        shared = Counter(place for found in telling for place in found)
        yield from ((one, old[place]) for place, _ in shared.most_common(CANDIDATES))


def _signs(side: Side) -> set[Hashable]:
    """What a question may be found by: its words, and each three of them in a row."""
    words = f"{side.key} {side.body[:COMPARED_LENGTH].casefold()}".split()
    return {*words, *zip(words, words[1:], words[2:], strict=False)}


def likeness(one: str, other: str) -> float:
    """0 to 1: how much of two texts is equal, in order (rapidfuzz's normalised edit similarity)."""
    return ratio(one, other) / 100


def body_likeness(one: str, other: str) -> float:
    """As ``likeness``, of answers long enough to tell; 0 for shorter ones."""
    if min(len(one), len(other)) < TELLING_LENGTH:
        return 0
    return likeness(one[:COMPARED_LENGTH], other[:COMPARED_LENGTH])


def match_texts(new: Sequence[str], old: Sequence[str]) -> list[int | None]:
    """For each new wording, the old one it is, by index: equal when folded, else much alike and each other's best."""
    waiting = defaultdict[str, list[int]](list)
    for index in reversed(range(len(old))):
        waiting[fold(old[index])].append(index)
    found: list[int | None] = []
    for text in new:
        stack = waiting.get(fold(text))
        found.append(stack.pop() if stack else None)
    left_new = [Side(n, "", "", fold(text), "") for n, text in enumerate(new) if found[n] is None]
    left_old = [Side(n, "", "", fold(old[n]), "") for stack in waiting.values() for n in stack]
    if len(left_new) * len(left_old) <= ALL_PAIRS:
        pairs, _ = mutual_best(left_new, left_old, _wording_score)
        for index, (other, _) in pairs.items():
            found[index] = other
    return found


def _wording_score(one: Side, other: Side) -> float:
    """How much of two wordings is equal, in whatever order the words stand, and however many one adds."""
    words = min(len(one.body.split()), len(other.body.split()))
    measures = (ratio, token_sort_ratio, token_set_ratio) if words > 1 else (ratio,)
    value = max(measure(one.body, other.body) for measure in measures) / 100
    return value if value >= ALIKE_TEXT else 0


def _grouped(sides: Iterable[Side]) -> dict[str, list[Side]]:
    groups: dict[str, list[Side]] = defaultdict(list)
    for side in sides:
        groups[side.key].append(side)
    return groups
