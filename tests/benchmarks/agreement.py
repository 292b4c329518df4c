"""How well figures agree with people's: correlation, calibrated error, kappa, and how sure all that is."""

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from itertools import groupby
from math import sqrt

FOLDS = 10
RESAMPLES = 1000


def pearson(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Pearson's r; 0 where either side is constant."""
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    covariance = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    spread = sqrt(sum((x - mean_x) ** 2 for x in xs) * sum((y - mean_y) ** 2 for y in ys))
    return covariance / spread if spread else 0.0


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float:
    return pearson(ranks(xs), ranks(ys))


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1; equal values share the mean of theirs."""
    found = [0.0] * len(values)
    order = sorted(range(len(values)), key=values.__getitem__)
    for _, row in groupby(enumerate(order, 1), key=lambda placed: values[placed[1]]):
        tied = list(row)
        mean = sum(rank for rank, _ in tied) / len(tied)
        for _, index in tied:
            found[index] = mean
    return found


def isotonic(xs: Sequence[float], ys: Sequence[float]) -> Callable[[float], float]:
    """The rising step function closest to the points: pool adjacent violators (Ayer and others, 1955)."""
    blocks: list[tuple[float, float, int]] = []  # least x, sum of y, count
    for x, row in groupby(sorted(zip(xs, ys, strict=True)), key=lambda pair: pair[0]):
        heights = [y for _, y in row]
        block = (x, sum(heights), len(heights))
        while blocks and blocks[-1][1] / blocks[-1][2] >= block[1] / block[2]:
            least, total, count = blocks.pop()
            block = (least, total + block[1], count + block[2])
        blocks.append(block)
    starts = [least for least, _, _ in blocks]
    means = [total / count for _, total, count in blocks]
    return lambda x: means[max(0, bisect_right(starts, x) - 1)]


def calibrated(xs: Sequence[float], ys: Sequence[float], groups: Sequence[Hashable]) -> list[float]:
    """What each x says of its y by an isotonic fit on the other folds; folds are cut by group, so none helps itself."""
    distinct = list(dict.fromkeys(groups))
    fold_of = {group: index % min(FOLDS, len(distinct)) for index, group in enumerate(distinct)}
    folds = [fold_of[group] for group in groups]
    fitted = {}
    for fold in set(folds):
        others = [(x, y) for x, y, other in zip(xs, ys, folds, strict=True) if other != fold]
        fitted[fold] = isotonic(*zip(*others, strict=True)) if others else isotonic(xs, ys)
    return [fitted[fold](x) for x, fold in zip(xs, folds, strict=True)]


def rmse(xs: Sequence[float], ys: Sequence[float]) -> float:
    return sqrt(sum((x - y) ** 2 for x, y in zip(xs, ys, strict=True)) / len(xs))


def interval(
    figure: Callable[[Sequence[float], Sequence[float]], float],
    xs: Sequence[float],
    ys: Sequence[float],
    groups: Sequence[Hashable],
) -> tuple[float, float]:
    """The middle 95 % of a figure over resampled groups: answers to one question are no independent evidence."""
    chance = random.Random(1)
    rows: dict[Hashable, list[int]] = {}
    for index, group in enumerate(groups):
        rows.setdefault(group, []).append(index)
    found = []
    for _ in range(RESAMPLES if len(xs) <= RESAMPLES else RESAMPLES // 5):
        chosen = [index for row in chance.choices(list(rows.values()), k=len(rows)) for index in row]
        found.append(figure([xs[index] for index in chosen], [ys[index] for index in chosen]))
    found.sort()
    return found[int(0.025 * len(found))], found[int(0.975 * len(found))]


def kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Cohen's kappa: agreement beyond what the same labels would give by chance."""
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / len(first)
    counts, others = Counter(first), Counter(second)
    by_chance = sum(counts[label] * others[label] for label in counts) / len(first) ** 2
    return (agreed - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0
