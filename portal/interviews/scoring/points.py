"""What is scored and what comes out: frozen values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

VERSION = "L4"
"""The scorer and its revision; any change that can move a score gives it another."""

Verdict = Literal["hit", "partly", "missed", "denied"]
Confidence = Literal["clear", "uncertain", "needs a look"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing a full answer says. ``aliases`` are other wordings that earn it; ``weight`` is at least 1.

    Bold marks (``**word**``) may stand in ``text``: such words count twice (see ``emphasised``). ``group`` names its
    ``Group``, if any.
    """

    key: str
    text: str
    is_required: bool = True
    weight: int = 1
    group: str | None = None
    aliases: tuple[str, ...] = ()


def emphasised(text: str, bold: Sequence[Sequence[int]]) -> str:
    """A plain text with bold marks around these stretches of it: (start, end) in characters, in order and apart."""
    for start, end in reversed(bold):
        text = f"{text[:start]}**{text[start:end]}**{text[end:]}"
    return text


@dataclass(frozen=True, slots=True)
class Group:
    """Points of which any ``need`` earn the whole."""

    key: str
    need: int


@dataclass(frozen=True, slots=True)
class PointScore:
    """How one point fared. ``credit`` is 0 to 1.

    ``spans`` are (start, end) characters of the response, in order, not overlapping: the words the credit rests on, or
    those a denial or a wrong number was read from. Without credit, denial or wrong number there are none.
    """

    key: str
    credit: float
    verdict: Verdict
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A response, scored. ``points`` are in the order they were given; ``coverage`` is 0 to 100.

    ``flags`` are words to show a person; ``confidence`` says whether one should look.
    """

    points: tuple[PointScore, ...]
    coverage: float
    flags: tuple[str, ...]
    confidence: Confidence
    version: str = VERSION
