import pytest

from portal.interviews.scoring import score_choice


@pytest.mark.parametrize(
    ("right", "chosen", "share"),
    [
        ("a", "a", 1.0),
        ("a", "b", 0.0),
        ("a", "ab", 0.0),
        ("ab", "ab", 1.0),
        ("ab", "a", 0.5),
        ("ab", "ac", 0.0),
        ("abc", "abd", 1 / 3),
        ("ab", "abcd", 0.0),
        ("ab", "cd", 0.0),
        ("ab", "", 0.0),
        ("", "", 0.0),
        ("ab", "abx", 1.0),
    ],
)
def test_wrong_tick_takes_as_much_as_a_right_one_earns(right, chosen, share):
    assert score_choice(right, "abcd", chosen) == share
