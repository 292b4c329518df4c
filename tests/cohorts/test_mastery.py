"""What a cohort knows: by topic, by question, by point."""

import pytest

from portal.cohorts.actions import void_attempt
from portal.cohorts.gradebook import learners_of
from portal.cohorts.mastery import Square, attempts_in, heat_map, most_missed, question_rates
from tests.cohorts.cast import DAY, HALF_ANSWER, WHOLE_ANSWER, act_of, join, set_task, sit
from tests.factories import NOON, ask, make_guide, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def sat_twice(cohort):
    """Ada covers all of a question on artifacts, Bob half of it; a voided attempt of Bob covers nothing."""
    guide = make_guide(questions=0)
    ask(guide, title="Where do artifacts live?", topics=("artifacts",))
    ada, bob = join(cohort, make_user("ada")).user, join(cohort, make_user("bob")).user
    task = set_task(cohort, count=1)
    sit(task, ada, WHOLE_ANSWER)
    void_attempt(task, sit(task, bob), act_of(cohort, NOON + DAY))
    sit(task, bob, HALF_ANSWER, at=NOON + DAY)
    return task


def test_heat_map_has_a_square_a_learner_and_topic_and_a_row_for_all(cohort, sat_twice):
    found = heat_map(learners_of(cohort), attempts_in(cohort))

    assert found.topics == ["artifacts"]
    assert [square.per_cent for square in found.whole] == [75]
    assert {m.user.username: [s.per_cent for s in squares] for m, squares in found.rows} == {"ada": [100], "bob": [50]}


def test_questions_stand_with_how_often_they_were_asked_and_covered(cohort, sat_twice):
    rate = question_rates(attempts_in(cohort))[0]

    assert (rate.title, rate.asked, rate.square) == ("Where do artifacts live?", 2, Square(3000, 4000))


def test_point_missed_most_stands_with_its_words(cohort, sat_twice):
    point = most_missed(attempts_in(cohort))[0]

    assert (point.text, point.asked, point.missed, point.per_cent) == ("It turns left", 2, 1, 50)


@pytest.mark.parametrize("learners", [1, 3])
def test_page_takes_as_many_queries_for_many_learners_as_for_one(
    cohort, owner_client, learners, django_assert_num_queries
):
    task = set_task(cohort)
    for _ in range(learners):
        sit(task, join(cohort).user, HALF_ANSWER)

    with django_assert_num_queries(11):
        page = owner_client.get(f"/cohorts/{cohort.pk}/topics/")
    assert "Missed most" in page.content.decode()
