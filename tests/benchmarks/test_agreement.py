import pytest

from tests.benchmarks.agreement import calibrated, interval, isotonic, kappa, pearson, ranks, rmse, spearman


def test_correlation_is_of_values_or_of_ranks():
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert pearson([1, 2, 3], [5, 5, 5]) == 0
    assert spearman([1, 2, 3, 4], [1, 10, 100, 1000]) == pytest.approx(1)


def test_equal_values_share_their_rank():
    assert ranks([30, 10, 20, 20]) == [4, 1, 2.5, 2.5]


@pytest.mark.parametrize(("x", "y"), [(0, 1.0), (1, 1.0), (2, 2.5), (3, 2.5), (3.5, 2.5), (4, 5.0), (9, 5.0)])
def test_isotonic_fit_rises_and_pools_what_falls(x, y):
    assert isotonic([1, 2, 3, 4], [1, 3, 2, 5])(x) == y


def test_no_group_helps_to_calibrate_itself():
    assert calibrated([1, 1, 1, 1], [0, 0, 6, 6], ["a", "a", "b", "b"]) == [6, 6, 0, 0]
    assert rmse([6, 6, 0, 0], [0, 0, 6, 6]) == 6


def test_interval_is_the_same_each_time_and_holds_the_figure():
    xs, ys, groups = [1, 2, 3, 4, 5, 6], [1, 3, 2, 5, 4, 6], ["a", "a", "b", "b", "c", "c"]

    low, high = interval(pearson, xs, ys, groups)

    assert (low, high) == interval(pearson, xs, ys, groups)
    assert low <= pearson(xs, ys) <= high


@pytest.mark.parametrize(("second", "expected"), [("aabb", 1.0), ("abab", 0.0), ("bbaa", -1.0)])
def test_kappa_is_agreement_beyond_chance(second, expected):
    assert kappa("aabb", second) == expected
