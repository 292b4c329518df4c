"""Pairs to match: what a set of pairs is worth."""

from collections.abc import Mapping


def score_pairs(right: Mapping[str, str], given: Mapping[str, str]) -> float:
    """The share earned, 0 to 1: right pairs by all pairs. A wrong pair and one left open both earn nothing.

    The usual rule of learning platforms for matching (Moodle's matching question: every pair an equal share of the
    mark, none taken away). Prompts that are not asked do not count; without any pair to find it is 0.
    """
    if not right:
        return 0.0
    return sum(given.get(prompt) == option for prompt, option in right.items()) / len(right)
