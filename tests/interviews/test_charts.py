import pytest

from portal.interviews.charts import history_chart
from portal.interviews.models import Attempt
from portal.interviews.scorekeeping import score_ended
from tests.factories import MINUTE, NOON, make_attempt, make_user, respond

pytestmark = pytest.mark.django_db
LATER = NOON + 400 * MINUTE


def sit(learner, number: int, text: str, **blueprint) -> Attempt:
    begun = NOON + 10 * number * MINUTE
    attempt = make_attempt(learner, count=1, started_at=begun, **blueprint)
    respond(attempt, 1, text, at=begun + MINUTE)
    attempt.finish(begun + 2 * MINUTE, by=learner)
    return attempt


def test_chart_draws_the_finished_attempts_oldest_first(django_assert_num_queries):
    learner = make_user()
    for number, text in enumerate(("It is small", "It is small. It turns left", "")):
        sit(learner, number, text)
    score_ended(Attempt.objects.all(), LATER)

    with django_assert_num_queries(2):
        chart = history_chart(learner.attempts.all(), LATER)

    assert chart
    assert [(point.coverage, point.x, point.y) for point in chart.points] == [
        (50, 44, 82),
        (100, 334, 12),
        (0, 624, 152),
    ]
    assert chart.line == "44,82 334,12 624,152"
    assert [(line.coverage, line.y) for line in chart.grid] == [(0, 152), (50, 82), (100, 12)]


def test_lone_attempt_stands_in_the_middle():
    learner = make_user()
    sit(learner, 1, "It is small")
    score_ended(Attempt.objects.all(), LATER)

    chart = history_chart(learner.attempts.all(), LATER)

    assert chart
    assert [point.x for point in chart.points] == [334]


def test_there_is_no_chart_of_what_is_open_unscored_or_withheld():
    learner = make_user()
    make_attempt(learner, count=2)
    sit(learner, 1, "It is small", mode="assessed")
    score_ended(Attempt.objects.all(), LATER)
    sit(learner, 2, "It is small")

    assert history_chart(learner.attempts.all(), LATER) is None
