"""How long each question took, against what there was for it."""

from datetime import timedelta

import pytest

from portal.interviews.models import Attempt, AttemptEvent, Item, Response
from portal.interviews.pace import ItemPace, paces_of, short_words
from tests.factories import MINUTE, NOON, SECOND, make_attempt, respond

pytestmark = pytest.mark.django_db


def answered(attempt: Attempt, position: int, text: str, *, shown: int, first: int, last: int) -> None:
    """Seconds after the start at which a question was shown, first and last saved."""
    respond(attempt, position, text, at=NOON + first * SECOND)
    item = attempt.items.get(position=position)
    Item.objects.filter(pk=item.pk).update(first_served_at=NOON + shown * SECOND)
    Response.objects.filter(item=item).update(saved_at=NOON + last * SECOND)


def paces(attempt: Attempt) -> list[ItemPace]:
    attempt.refresh_from_db()
    return paces_of(attempt, list(attempt.items.in_order().select_related("response")))


def test_time_runs_from_the_first_showing_to_the_last_change():
    attempt = make_attempt(count=2, minutes=10)
    answered(attempt, 1, "one two three four five six", shown=0, first=15, last=75)

    assert paces(attempt) == [
        ItemPace(1, "1", 5 * MINUTE, used=75 * SECOND, to_first=15 * SECOND, words=6, pace=6),
        ItemPace(2, "2", 5 * MINUTE, used=None, to_first=None, words=0, pace=None),
    ]


@pytest.mark.parametrize(
    ("blueprint", "budget"),
    [
        ({"minutes": 10}, 5 * MINUTE),
        ({"minutes": None}, 2 * MINUTE),
        ({"minutes": None, "seconds_each": 90}, 90 * SECOND),
    ],
)
def test_budget_is_the_own_limit_else_a_share_of_the_whole_else_the_estimate(
    blueprint: dict[str, int | None], budget: timedelta
):
    assert {pace.budget for pace in paces(make_attempt(count=2, **blueprint))} == {budget}


@pytest.mark.parametrize(("seconds", "is_over"), [(300, False), (301, True)])
def test_more_than_the_budget_is_over_it(seconds: int, is_over: bool):
    attempt = make_attempt(count=2, minutes=10)
    answered(attempt, 1, "word", shown=0, first=1, last=seconds)

    assert paces(attempt)[0].is_over == is_over


def test_pauses_are_not_counted():
    attempt = make_attempt(count=1, minutes=10)
    answered(attempt, 1, "word", shown=0, first=100, last=200)
    for kind, second in [("paused", 10), ("resumed", 70), ("paused", 150), ("resumed", 160)]:
        attempt.events.create(kind=AttemptEvent.Kind(kind), at=NOON + second * SECOND)

    assert [(pace.to_first, pace.used) for pace in paces(attempt)] == [(40 * SECOND, 130 * SECOND)]


def test_pace_of_a_moment_is_none():
    attempt = make_attempt(count=1)
    answered(attempt, 1, "one two", shown=0, first=10, last=29)

    assert paces(attempt)[0].pace is None


@pytest.mark.parametrize(("seconds", "words"), [(0, "0 s"), (59, "59 s"), (60, "1 min 0 s"), (125, "2 min 5 s")])
def test_duration_is_told_in_few_words(seconds: int, words: str):
    assert short_words(seconds * SECOND) == words
