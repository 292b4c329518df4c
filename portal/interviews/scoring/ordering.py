"""Steps put in order: what an order is worth."""

from collections.abc import Sequence
from itertools import pairwise


def score_order(right: Sequence[str], given: Sequence[str]) -> float:
    """The share earned, 0 to 1: of all steps but the last, those directly followed by the step that should follow.

    This is the grading type “relative to the next item (excluding last)” of Moodle's ordering question. One step out of
    place costs little, wherever it stands; the order reversed earns nothing, and a blind one 1 / steps on average.
    ``right`` holds each step once. An order of anything but these steps, each once, earns 0, and so do fewer than two.
    """
    if len(right) < 2 or sorted(right) != sorted(given):
        return 0.0
    wanted = set(pairwise(right))
    return sum(pair in wanted for pair in pairwise(given)) / len(wanted)
