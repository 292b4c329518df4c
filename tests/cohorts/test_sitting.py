"""A learner's way into an assigned interview."""

from decimal import Decimal

import pytest

from portal.cohorts.actions import set_override, void_attempt
from portal.cohorts.mastery import attempts_in, question_rates
from portal.cohorts.sitting import NotNow, begin
from portal.interviews.models import Attempt
from tests.cohorts.cast import DAY, HALF_ANSWER, act_of, join, make_cohort, set_task, sit
from tests.factories import MINUTE, NOON, make_instructor, make_user

pytestmark = pytest.mark.django_db


def start(task, learner, at=NOON):
    return begin(task, learner, start_key=f"{task.pk}-{at.timestamp()}", seed=1, at=at).attempt


def test_attempt_gets_the_effective_limit_factor_and_end(cohort):
    task = set_task(cohort, limit=30 * MINUTE, closes_at=NOON + DAY)
    member = join(cohort, time_factor=Decimal("1.50"))

    attempt = start(task, member.user)

    assert (attempt.mode, attempt.limit, attempt.factor) == ("assessed", 30 * MINUTE, Decimal("1.50"))
    assert (attempt.expires_at, attempt.closes_at) == (NOON + 45 * MINUTE, NOON + DAY)
    assert attempt.blueprint_revision_id == task.blueprint_revision_id


def test_attempt_ends_when_the_assignment_closes(cohort):
    attempt = start(set_task(cohort, closes_at=NOON + 10 * MINUTE), join(cohort).user)

    assert attempt.expires_at == NOON + 10 * MINUTE


def test_results_and_answers_open_as_the_assignment_says(cohort):
    attempt = start(set_task(cohort, results_open_at=NOON + DAY), join(cohort).user)

    assert (attempt.results_open_at, attempt.answers_open_at) == (NOON + DAY, None)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"opens_at": NOON + MINUTE}, "It is not open yet."),
        ({"closes_at": NOON}, "It is closed."),
        ({"form": "reading"}, "This is to be read; there is nothing to sit."),
    ],
)
def test_it_starts_only_while_it_is_open(cohort, fields, words):
    task = set_task(cohort, **fields)

    with pytest.raises(NotNow, match=words):
        start(task, join(cohort).user)


def test_excused_learner_and_archived_cohort_start_nothing(cohort):
    task, learner = set_task(cohort), join(cohort).user
    set_override(task, learner, {"is_excused": True}, act_of(cohort))
    with pytest.raises(NotNow, match="excused"):
        start(task, learner)
    cohort.archive(NOON)
    task.cohort.refresh_from_db()
    with pytest.raises(NotNow, match="archived"):
        start(task, join(cohort).user)


def test_no_more_attempts_than_allowed_and_a_voided_one_is_given_back(cohort):
    task, learner = set_task(cohort, attempts_allowed=1), join(cohort).user
    first = sit(task, learner)
    with pytest.raises(NotNow, match="used"):
        start(task, learner, NOON + DAY)

    void_attempt(task, first, act_of(cohort, NOON + DAY))

    assert start(task, learner, NOON + DAY).pk != first.pk


def test_second_start_finds_the_attempt_that_is_open(cohort):
    task, learner = set_task(cohort, attempts_allowed=1), join(cohort).user

    assert start(task, learner).pk == start(task, learner, NOON + MINUTE).pk


def test_two_assignments_of_the_same_choice_have_attempts_of_their_own(cohort):
    first, second, learner = set_task(cohort), set_task(cohort), join(cohort).user

    assert start(first, learner).blueprint_id != start(second, learner).blueprint_id


def test_questions_of_a_pool_that_only_instructors_read_are_asked(cohort):
    task = set_task(cohort)
    guide = task.blueprint_revision.blueprint.guides.get()
    guide.audience = "instructors"
    guide.save()

    assert start(task, join(cohort).user).items.count() == 2


def test_learner_moved_to_another_cohort_ends_what_they_began_and_it_counts_where_it_was_begun(cohort, client):
    task, member = set_task(cohort), join(cohort)
    attempt = start(task, member.user)
    member.leave(NOON + MINUTE)
    other = make_cohort(make_instructor("other"), name="Morning class")
    join(other, member.user)
    client.force_login(member.user)

    attempt.finish(NOON + 2 * MINUTE, by=member.user)

    assert client.get(f"/cohorts/assignments/{task.pk}/").status_code == 200
    assert client.post(f"/cohorts/assignments/{task.pk}/start/").status_code == 404
    client.force_login(cohort.memberships.get(role="owner").user)
    today, all_of_them = (client.get(f"/cohorts/{cohort.pk}/gradebook/{query}") for query in ("", "?left=1"))
    assert [member.user.username in page.content.decode() for page in (today, all_of_them)] == [False, True]


def test_assignment_for_some_by_name_is_for_no_others(cohort, client):
    task, chosen, other = set_task(cohort), join(cohort).user, join(cohort).user
    task.persons.add(chosen)
    answers = []
    for person in (chosen, other, make_user()):
        client.force_login(person)
        answers.append(client.get(f"/cohorts/assignments/{task.pk}/").status_code)

    assert answers == [200, 404, 404]


def test_draft_shows_to_nobody_it_is_meant_for(cohort, client):
    task, learner = set_task(cohort, is_draft=True), join(cohort).user
    client.force_login(learner)

    assert client.get(f"/cohorts/assignments/{task.pk}/").status_code == 404
    assert "First task" not in client.get("/").content.decode()


def test_who_set_an_assignment_cannot_sit_its_interview_past_its_terms(cohort, owner_client):
    for is_draft in (False, True):
        task = set_task(cohort, is_draft=is_draft)
        url = f"/interviews/blueprints/{task.blueprint_id}/start/"

        assert (owner_client.get(url).status_code, owner_client.post(url).status_code) == (404, 404)
    assert not Attempt.objects.exists()


def test_who_teaches_by_now_counts_in_no_gradebook_whatever_they_sat_before(cohort, owner_client):
    task, member = set_task(cohort, count=1), join(cohort, make_instructor("risen"))
    sit(task, member.user, HALF_ANSWER)
    learner = join(cohort, make_user("ada")).user
    sit(task, learner, HALF_ANSWER)
    member.change(role="instructor", time_factor=None)

    page = owner_client.get(f"/cohorts/{cohort.pk}/gradebook/").content.decode()
    marking = owner_client.get(f"/cohorts/assignments/{task.pk}/marking/").content.decode()
    rows = owner_client.get(f"/cohorts/{cohort.pk}/gradebook.csv").content.decode()
    with_instructors = owner_client.get(f"/cohorts/{cohort.pk}/gradebook.csv?instructors=1").content.decode()

    assert [("risen" in text, "ada" in text) for text in (page, marking, rows)] == [(False, True)] * 3
    assert "risen" in with_instructors
    assert [row.asked for row in question_rates(attempts_in(cohort))] == [1]
