from datetime import timedelta
from decimal import Decimal

import pytest

from portal.interviews.clock import duration_words, timing
from tests.factories import NOON


@pytest.mark.parametrize(
    ("minutes", "factor", "effective"),
    [(10, "1", 600), (10, "1.25", 750), (7, "1.33", 558), (1, "10", 600)],
)
def test_limit_is_stretched_by_the_factor_to_whole_seconds(minutes: int, factor: str, effective: int):
    time = timing(minutes, Decimal(factor))

    assert time.effective == timedelta(seconds=effective)
    assert time.expires_at(NOON) == NOON + timedelta(seconds=effective)
    assert time.is_stretched == (factor != "1")


def test_untimed_has_no_deadline_whatever_the_factor():
    time = timing(None, Decimal(2))

    assert (time.effective, time.expires_at(NOON), time.is_stretched) == (None, None, False)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (60, "1 minute"),
        (750, "12 minutes 30 seconds"),
        (3661, "1 hour 1 minute 1 second"),
    ],
)
def test_duration_reads_as_words(seconds: int, words: str):
    assert duration_words(timedelta(seconds=seconds)) == words


def test_fixed_end_cuts_the_limit_and_only_where_it_comes_first():
    cut, uncut = (timing(30, Decimal(1), closes_at=NOON + timedelta(minutes=minutes)) for minutes in (18, 45))

    assert (cut.is_cut(NOON), cut.given(NOON)) == (True, timedelta(minutes=18))
    assert (uncut.is_cut(NOON), uncut.given(NOON)) == (False, timedelta(minutes=30))


def test_fixed_end_alone_makes_an_untimed_interview_end():
    time = timing(None, Decimal(1), closes_at=NOON + timedelta(minutes=18))

    assert (time.is_cut(NOON), time.expires_at(NOON)) == (True, NOON + timedelta(minutes=18))


def test_time_of_each_question_gives_the_whole_with_a_moment_to_turn_each_page():
    time = timing(None, Decimal(2), seconds_each=60, count=3)

    assert (time.effective_each, time.effective) == (timedelta(minutes=2), timedelta(seconds=2 * 3 * 70))
