"""Numbers with what they count, and how much of it they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.interviews.scoring.languages import UNITS
from portal.interviews.scoring.text import Token

_DIGITS = 6
"""Decimals to which amounts are the same."""

_LIMIT = 4
"""Most words of a limit before its number."""

_LIMITS = (["most"], ["only"], ["just"], ["merely"], ["maximum"])
_BELOW = frozenset({"no", "not", "never", "less", "fewer"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number.

    ``amount`` is in the base of its kind of unit (“15 minutes”: 900.0 of time); ``near`` is what stands next to it: the
    content word before (-1) and after it (1), and its kind of unit. ``is_limit`` says that it is a most (“only 2”).
    """

    token: Token
    kind: str
    amount: float
    near: frozenset[tuple[int, str]]
    is_limit: bool

    def is_same(self, other: "Number") -> bool:
        """In whatever unit; where one has none, the same figure."""
        if self.kind and self.kind == other.kind:
            return self.amount == other.amount
        return self.token.stem == other.token.stem


def read_numbers(tokens: Sequence[Token], *, is_meant: bool = False) -> tuple[Number, ...]:
    """The numbers of a text; “one” is as often a pronoun, and counts where it ``is_meant`` or before a unit."""
    words = [token for token in tokens if not token.is_function or token.is_number]
    places = {token.start: index for index, token in enumerate(tokens) if token.is_number or token.text == "one"}
    found = []
    for index, token in enumerate(words):
        if token.start not in places:
            continue
        before = words[index - 1] if index and words[index - 1].sentence == token.sentence else None
        after = words[index + 1] if index + 1 < len(words) and words[index + 1].sentence == token.sentence else None
        kind, factor = UNITS.get(after.stem, ("", 1.0)) if after else ("", 1.0)
        if token.is_number or is_meant or kind:
            near = {(-1, before.stem)} if before else set()
            near |= {(1, after.stem)} if after else set()
            near |= {(1, f"unit of {kind}")} if kind else set()
            place = places[token.start]
            is_limit = _is_limit(tokens[max(0, place - _LIMIT) : place])
            amount = round(float(token.stem) * factor, _DIGITS)
            found.append(Number(token, kind, amount, frozenset(near), is_limit))
    return tuple(found)


def _is_limit(before: Sequence[Token]) -> bool:
    words = [token.text for token in before if token.text != "of"]
    return words[-1:] in _LIMITS or (words[-1:] == ["than"] and not _BELOW.isdisjoint(words))
