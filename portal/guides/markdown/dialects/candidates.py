"""What may be a question, whatever shape it has, and the evidence for and against it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from portal.guides.markdown.dialects.lines import Line
from portal.guides.markdown.dialects.wording import asks, has_mark, heads_answer, is_matter, is_prefixed
from portal.guides.markdown.titles import plain_text, split_number, without_emoji

EVIDENCE_LIMIT = 1_000
"""Characters of a title that are looked at as evidence."""

SURE, LIKELY, NUMBERED = 1.0, 0.8, 0.5


@dataclass(frozen=True)
class Candidate:
    """Lines ``start`` to ``end`` (from 0, ``end`` excluded) of the draft; ``body`` is what they become below a title.

    ``kind`` names the shape: ``h1`` to ``h6``, ``listed heading``, ``bold`` and so on. Only a kind as a whole is
    chosen. A title that is empty marks lines to leave out, such as the header of a table.
    """

    kind: str
    start: int
    end: int
    markdown: str
    body: Sequence[Line] = field(default_factory=tuple)
    is_answered: bool = False
    counts_number: bool = True
    """Whether a number before the title is evidence: every item of an ordered list has one."""

    is_sure: bool = False
    """Whether the author called it a question."""

    is_section: bool = False
    """Whether it heads the questions after it, and is none."""

    among: float = 1.0
    """The share of its list's items that ask."""

    is_counted: bool = False
    """Whether its number goes on from those of its kind through the whole text: parts of answers begin at 1 again."""

    @cached_property
    def title(self) -> str:
        plain = plain_text(split_number(self.markdown[:EVIDENCE_LIMIT])[1])
        return without_emoji(plain) or plain

    @cached_property
    def number(self) -> int | None:
        return split_number(self.markdown[:EVIDENCE_LIMIT])[0]

    @property
    def is_excluded(self) -> bool:
        """Whether its words say that it is no question, whatever else stands in its group."""
        is_wordless = not without_emoji(self.title)
        return self.is_section or is_wordless or heads_answer(self.title) or is_matter(self.title)

    @cached_property
    def weight(self) -> float:
        """How surely it is a question, from 0 to 1."""
        if self.is_excluded:
            return 0.0
        if self.is_sure or has_mark(self.title) or is_prefixed(self.markdown):
            return SURE
        if asks(self.title) or (self.is_counted and self.number is not None):
            return LIKELY
        return NUMBERED if self.counts_number and self.number is not None else 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """All candidates of one kind, and how likely it holds the questions."""

    kind: str
    members: Sequence[Candidate]

    @property
    def ratio(self) -> float:
        """The mean weight of those members whose words do not speak against them."""
        open_ones = [each.weight for each in self.members if not each.is_excluded]
        return sum(open_ones) / len(open_ones) if open_ones else 0.0

    @property
    def score(self) -> float:
        """The weights together; a question with an answer counts twice one without."""
        return sum(each.weight * (1.0 if each.is_answered else 0.5) for each in self.members)

    @property
    def is_counted(self) -> bool:
        return any(each.is_counted for each in self.members)

    @property
    def sure(self) -> int:
        return sum(each.weight >= SURE for each in self.members)

    @property
    def voiced(self) -> int:
        """How many ask in words, whatever their numbers say."""
        return sum(not each.is_excluded and asks(each.title) for each in self.members)

    @property
    def asked(self) -> int:
        return sum(each.weight >= LIKELY for each in self.members)


def grouped(candidates: Sequence[Candidate]) -> dict[str, Group]:
    kinds: dict[str, list[Candidate]] = {}
    for each in candidates:
        kinds.setdefault(each.kind, []).append(each)
    return {kind: Group(kind, members) for kind, members in kinds.items()}
