"""Multiple choice: what a set of ticks is worth."""

from collections.abc import Collection


def score_choice(right: Collection[str], options: Collection[str], chosen: Collection[str]) -> float:
    """The share earned, 0 to 1: (right ones chosen - wrong ones chosen) / right ones, never below 0.

    The usual rule of learning platforms for several right answers (each right tick earns an equal share, each wrong
    one takes as much away): choosing everything earns nothing, and so does choosing nothing. Keys that are no option
    do not count; a question without a right option earns 0.
    """
    ticked = set(chosen) & set(options)
    answers = set(right) & set(options)
    if not answers:
        return 0.0
    return max(0, len(ticked & answers) - len(ticked - answers)) / len(answers)
