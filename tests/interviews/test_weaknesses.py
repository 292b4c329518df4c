"""The topics to practise next are those the last interviews covered least."""

import pytest

from portal.guides.models import Section
from portal.interviews.models import Attempt
from portal.interviews.scorekeeping import score_ended
from portal.interviews.weaknesses import LAST, WeakTopic, weak_topics
from tests.factories import MINUTE, NOON, add_question, make_attempt, make_guide, make_user, respond

pytestmark = pytest.mark.django_db

FULL = "It is small. It turns left."


@pytest.fixture
def guide():
    """Two questions: one on artifacts, one on triggers."""
    guide = make_guide(questions=0)
    section = Section.objects.get(guide_revision=guide.current_revision)
    for number, topic in enumerate(["artifacts", "triggers"], start=1):
        add_question(guide.current_revision, section, number=number, topics=[topic])
    return guide


def finish(attempt: Attempt, answers: dict[str, str]) -> None:
    """Answer by topic, hand in, score."""
    for item in attempt.items.all():
        respond(attempt, item.position, answers.get(item.payload["topics"][0], ""), at=attempt.started_at + MINUTE)
    attempt.finish(attempt.started_at + 2 * MINUTE, by=attempt.learner)
    score_ended(Attempt.objects.filter(pk=attempt.pk), attempt.started_at + 2 * MINUTE)


def test_a_topic_left_empty_is_weak_and_a_covered_one_is_not(learner, guide):
    finish(make_attempt(learner, guide=guide, count=2), {"artifacts": FULL})

    assert weak_topics(learner.attempts.all(), NOON + 3 * MINUTE) == [WeakTopic("triggers", 0)]


def test_weak_topics_are_named_in_words():
    assert WeakTopic("failure-handling", 10).title == "Failure handling"


def test_what_others_missed_is_not_ones_own_weakness(learner, guide):
    finish(make_attempt(make_user(), guide=guide, count=2), {})

    assert weak_topics(learner.attempts.all(), NOON + 3 * MINUTE) == []


def test_results_not_open_yet_say_nothing(learner, guide):
    attempt = make_attempt(learner, guide=guide, count=2)
    finish(attempt, {})
    Attempt.objects.filter(pk=attempt.pk).update(results_open_at=None)

    assert weak_topics(learner.attempts.all(), NOON + 3 * MINUTE) == []


@pytest.mark.parametrize(("later_attempts", "weak"), [(LAST - 1, ["artifacts"]), (LAST, [])])
def test_only_the_last_attempts_count(learner, guide, later_attempts, weak):
    finish(make_attempt(learner, guide=guide, count=2), {"triggers": FULL})
    for number in range(1, later_attempts + 1):
        started_at = NOON + number * 10 * MINUTE
        other = make_guide(f"other-{number}", questions=1)
        finish_untagged(make_attempt(learner, guide=other, count=1, started_at=started_at))

    found = weak_topics(learner.attempts.all(), NOON + 200 * MINUTE)

    assert [topic.slug for topic in found] == weak


def finish_untagged(attempt: Attempt) -> None:
    respond(attempt, 1, FULL, at=attempt.started_at + MINUTE)
    attempt.finish(attempt.started_at + 2 * MINUTE, by=attempt.learner)
    score_ended(Attempt.objects.filter(pk=attempt.pk), attempt.started_at + 2 * MINUTE)


def test_weak_topics_take_two_queries(learner, guide, django_assert_num_queries):
    finish(make_attempt(learner, guide=guide, count=2), {})

    with django_assert_num_queries(2):
        weak_topics(learner.attempts.all(), NOON + 3 * MINUTE)
