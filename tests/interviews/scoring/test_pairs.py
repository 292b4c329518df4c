import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.interviews.scoring import score_pairs

keys = st.sampled_from("abcd")
pairs = st.dictionaries(st.sampled_from("1234"), keys)


@pytest.mark.parametrize(
    ("chosen", "share"),
    [
        ({"1": "a", "2": "b"}, 1.0),
        ({"1": "a"}, 0.5),
        ({"1": "a", "2": "a"}, 0.5),
        ({"1": "b", "2": "a"}, 0.0),
        ({"1": "a", "2": "b", "9": "c"}, 1.0),
        ({}, 0.0),
    ],
)
def test_each_right_pair_earns_an_equal_share_and_a_wrong_one_takes_nothing(chosen: dict[str, str], share: float):
    assert score_pairs({"1": "a", "2": "b"}, chosen) == share


def test_without_pairs_nothing_can_be_earned():
    assert score_pairs({}, {"1": "a"}) == 0.0


@given(right=pairs, chosen=pairs, key=st.sampled_from("1234"))
def test_another_right_pair_never_earns_less(right: dict[str, str], chosen: dict[str, str], key: str):
    before = score_pairs(right, chosen)

    assert 0 <= before <= 1
    assert score_pairs(right, chosen | ({key: right[key]} if key in right else {})) >= before
    assert score_pairs(right, right) == (1.0 if right else 0.0)
