"""What a cohort knows: by topic, by question, by point."""

import pytest
from django.test import Client

from portal.cohorts.actions import void_attempt
from portal.cohorts.gradebook import learners_of
from portal.cohorts.mastery import Square, attempts_by, attempts_in, heat_map, learner_map, most_missed, question_rates
from tests.cohorts.cast import DAY, HALF_ANSWER, WHOLE_ANSWER, act_of, join, make_cohort, set_task, sit
from tests.factories import NOON, ask, make_guide, make_instructor, make_user

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

    with django_assert_num_queries(10):
        page = owner_client.get(f"/cohorts/{cohort.pk}/topics/")
    assert "Missed most" in page.content.decode()


def test_map_of_one_learner_has_a_row_a_topic_and_a_square_an_assignment(cohort, sat_twice):
    ada = cohort.memberships.get(user__username="ada").user
    again = set_task(cohort, title="Again", count=1, form="practice")
    sit(again, ada, HALF_ANSWER, at=NOON + DAY)
    set_task(cohort, title="Not sat")

    found = learner_map(list(cohort.assignments.order_by("pk")), attempts_by(ada, cohort), attempts_in(cohort))

    assert found.assignments == [sat_twice, again]
    (row,) = found.rows
    assert (row.topic, row.whole.per_cent, row.cohort.per_cent) == ("artifacts", 75, 67)
    assert [square.per_cent for square in row.squares] == [100, 50]


def test_map_of_who_left_stays(cohort, sat_twice):
    membership = cohort.memberships.get(user__username="ada")
    membership.leave(NOON + DAY)

    assert [square.per_cent for square in heat_map(learners_of(cohort), attempts_in(cohort)).whole] == [50]
    assert attempts_by(membership.user, cohort).count() == 1


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_learner_sees_their_own_topics_once_results_are_released_and_never_the_cohorts(cohort, sat_twice):
    ada = cohort.memberships.get(user__username="ada").user
    client, url = client_of(ada), f"/cohorts/{cohort.pk}/topics/own/"

    before = client.get(url).content.decode()
    ada.attempts.update(results_open_at=NOON)
    after = client.get(url).content.decode()

    assert ("Artifacts" in before, "100 %" in before) == (False, False)
    assert ("Artifacts" in after, "100 %" in after, "The cohort" in after) == (True, True, False)


def test_own_topics_leave_out_an_attempt_that_is_withheld_beside_one_that_shows(cohort, sat_twice):
    ada = cohort.memberships.get(user__username="ada").user
    sit(set_task(cohort, title="Practised", count=1, form="practice"), ada, HALF_ANSWER, at=NOON + DAY)

    page = client_of(ada).get(f"/cohorts/{cohort.pk}/topics/own/").content.decode()

    assert ("Practised" in page, sat_twice.title in page, "50 %" in page, "100 %" in page) == (True, False, True, False)


def test_who_left_still_sees_their_own_topics(cohort, sat_twice):
    membership = cohort.memberships.get(user__username="ada")
    membership.user.attempts.update(results_open_at=NOON)
    membership.leave(NOON + DAY)

    page = client_of(membership.user).get(f"/cohorts/{cohort.pk}/topics/own/").content.decode()

    assert ("100 %" in page, f'href="/cohorts/{cohort.pk}/"' in page) == (True, False)


def test_instructor_sees_a_learners_topics_beside_the_cohorts_but_of_no_other_cohort(cohort, sat_twice, owner_client):
    ada = cohort.memberships.get(user__username="ada").user
    other = make_cohort(make_instructor("elsewhere"), name="Elsewhere")
    join(other, ada)
    sit(set_task(other, title="Told to others", count=1), ada, at=NOON + 2 * DAY)

    page = owner_client.get(f"/cohorts/{cohort.pk}/topics/people/{ada.pk}/").content.decode()
    elsewhere = owner_client.get(f"/cohorts/{other.pk}/topics/people/{ada.pk}/")

    assert ("100 %" in page, "75 %" in page, "Told to others" in page) == (True, True, False)
    assert elsewhere.status_code == 404


def test_topics_of_somebody_who_never_was_a_member_are_not_found(cohort, owner_client):
    stranger = make_user()

    assert owner_client.get(f"/cohorts/{cohort.pk}/topics/people/{stranger.pk}/").status_code == 404
