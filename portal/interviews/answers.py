"""What a response says, whatever its kind: every kind is one text, so that one save path keeps them all.

Words stand as they were typed. Multiple choice: the chosen keys in order of the alphabet, ``a c``. An order of steps:
all keys in that order, ``c a b``. Pairs: ``1=b 2=a``, those chosen. Nothing chosen is the empty text.
"""

from collections.abc import Iterable, Sequence
from typing import Any


def chosen_keys(text: str) -> list[str]:
    """The keys of a multiple choice or of an order."""
    return text.split()


def chosen_pairs(text: str) -> dict[str, str]:
    """Prompt to option."""
    return dict(pair.split("=", 1) for pair in text.split() if "=" in pair)


def possible_pairs(payload: dict[str, Any]) -> list[str]:
    """All that a pair of this item may say."""
    return [f"{prompt['key']}={option['key']}" for prompt in payload["prompts"] for option in payload["options"]]


def as_text(values: Iterable[str], *, is_order: bool = False) -> str:
    return " ".join(values if is_order else sorted(values))


def moved(keys: Sequence[str], move: str) -> list[str]:
    """The order after ``up-<key>`` or ``down-<key>``; anything else, and a step beyond an end, changes nothing."""
    way, _, key = move.partition("-")
    order = list(keys)
    if way not in {"up", "down"} or key not in order:
        return order
    here = order.index(key)
    there = max(0, here - 1) if way == "up" else min(len(order) - 1, here + 1)
    order.insert(there, order.pop(here))
    return order


def in_order(parts: Sequence[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """The parts of a payload as the text orders them; as they were shown first where it orders nothing."""
    place = {key: index for index, key in enumerate(chosen_keys(text))}
    return sorted(parts, key=lambda part: place.get(part["key"], len(place)))
