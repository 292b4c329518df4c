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
