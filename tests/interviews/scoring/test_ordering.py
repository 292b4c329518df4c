import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.interviews.scoring import score_order

orders = st.integers(2, 8).flatmap(lambda size: st.permutations([str(number) for number in range(size)]))


@pytest.mark.parametrize(
    ("given_order", "share"),
    [
        ("abcd", 1.0),
        ("dabc", 2 / 3),
        ("acbd", 0.0),
        ("bacd", 1 / 3),
        ("cdab", 2 / 3),
        ("dcba", 0.0),
        ("abc", 0.0),
        ("abcde", 0.0),
        ("aabc", 0.0),
        ("", 0.0),
    ],
)
def test_each_step_right_after_the_one_it_follows_earns_an_equal_share(given_order: str, share: float):
    assert score_order("abcd", given_order) == share


@pytest.mark.parametrize("right", ["", "a"])
def test_nothing_to_order_earns_nothing(right: str):
    assert score_order(right, right) == 0.0


@given(order=orders)
def test_only_the_right_order_earns_all_and_the_names_of_the_steps_do_not_matter(order: list[str]):
    right = sorted(order)
    share = score_order(right, order)

    assert 0 <= share <= 1
    assert (share == 1) == (order == right)
    assert score_order([f"x{key}" for key in right], [f"x{key}" for key in order]) == share


@given(order=orders)
def test_order_and_its_reverse_never_earn_the_same_step(order: list[str]):
    right = sorted(order)

    assert score_order(right, order) + score_order(right, order[::-1]) <= 1
