"""Each topic from attempt to attempt."""

import pytest

from portal.accounts.models import User
from portal.interviews.models import Attempt
from portal.interviews.scorekeeping import score_ended
from portal.interviews.trends import TopicTrend, TrendPoint, topic_trends
from tests.factories import MINUTE, NOON, ask, make_attempt, make_guide, respond

pytestmark = pytest.mark.django_db
LATER = NOON + 400 * MINUTE
NOTHING, HALF, FULL = "No idea", "It is small", "It is small. It turns left."


def sit(learner: User, number: int, text: str, **blueprint) -> None:
    begun = NOON + 10 * number * MINUTE
    attempt = make_attempt(learner, count=1, started_at=begun, **blueprint)
    respond(attempt, 1, text, at=begun + MINUTE)
    attempt.finish(begun + 2 * MINUTE, by=learner)
    score_ended(Attempt.objects.all(), begun + 2 * MINUTE)


@pytest.fixture
def trends(learner: User):
    guide = make_guide(questions=0)
    ask(guide, topics=["failure-handling"])
    ask(guide, topics=["artifacts"])

    def trends(*texts: str) -> list[TopicTrend]:
        for number, text in enumerate(texts):
            sit(learner, number, text, guide=guide, topics=("artifacts",))
        return topic_trends(learner.attempts.all(), LATER)

    return trends


def test_line_runs_from_the_oldest_attempt_to_the_newest(trends, django_assert_num_queries, learner):
    (trend,) = trends(NOTHING, HALF, FULL)

    ended = [NOON + minutes * MINUTE for minutes in (2, 12, 22)]
    assert list(trend.points) == [
        TrendPoint(ended[0], 0, 5, 35),
        TrendPoint(ended[1], 50, 80, 20),
        TrendPoint(ended[2], 100, 155, 5),
    ]
    assert (trend.title, trend.line) == ("Artifacts", "5,35 80,20 155,5")
    with django_assert_num_queries(2):
        topic_trends(learner.attempts.all(), LATER)


@pytest.mark.parametrize(
    ("texts", "direction", "change"),
    [
        ([HALF], "new", 0),
        ([HALF, HALF], "steady", 0),
        ([HALF, NOTHING, FULL], "better", 50),
        ([FULL, HALF], "worse", -50),
    ],
)
def test_direction_is_from_the_first_to_the_last(trends, texts: list[str], direction: str, change: int):
    (trend,) = trends(*texts)

    assert (trend.direction, trend.change) == (direction, change)


def test_most_practised_topic_comes_first_and_withheld_results_do_not_count(trends, learner):
    trends(HALF)
    for number in (5, 6):
        sit(learner, number, HALF, topics=("failure-handling",))
    sit(learner, 7, FULL, topics=("artifacts",), mode="assessed")

    found = topic_trends(learner.attempts.all(), LATER)

    assert [(trend.slug, len(trend.points)) for trend in found] == [("failure-handling", 2), ("artifacts", 1)]


def test_list_of_interviews_shows_every_figure_beside_the_line(trends, learner_client):
    trends(NOTHING, FULL)

    page = learner_client.get("/interviews/").text

    assert 'points="5,35 155,5"' in page
    assert "better by 100" in page
    assert ">0</span>, <span" in page
