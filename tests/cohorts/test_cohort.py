"""A cohort, its owner and its members."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from portal.cohorts.models import Cohort
from tests.cohorts.cast import join, make_cohort
from tests.factories import MINUTE, NOON, make_administrator, make_instructor, make_user

pytestmark = pytest.mark.django_db


def test_cohort_is_taught_by_its_owner_and_instructors_and_by_administrators(cohort, owner):
    teacher, learner = join(cohort, make_instructor("teacher"), role="instructor"), join(cohort)
    foreign = make_cohort(make_instructor("foreign"), name="Other")
    people = [owner, teacher.user, learner.user, make_user(), make_administrator()]

    taught = [list(Cohort.objects.taught_by(person)) for person in people]

    assert taught == [[cohort], [cohort], [], [], [cohort, foreign]]


def test_someone_who_left_teaches_and_sees_it_no_more(cohort):
    teacher = join(cohort, role="instructor")
    teacher.leave(NOON + MINUTE)

    assert list(Cohort.objects.open_to(teacher.user)) == []


def test_owner_hands_over_to_an_instructor_and_stays_as_one(cohort, owner):
    heir = join(cohort, role="instructor")

    assert cohort.hand_over(heir)
    assert {m.user_id: m.role for m in cohort.memberships.all()} == {owner.pk: "instructor", heir.user_id: "owner"}


def test_owner_does_not_hand_over_to_a_learner(cohort, owner):
    assert not cohort.hand_over(join(cohort))
    assert cohort.memberships.get(role="owner").user == owner


def test_owner_leaves_only_after_handing_over(cohort, owner):
    mine = cohort.memberships.get(user=owner)
    assert not mine.leave(NOON + MINUTE)
    cohort.hand_over(join(cohort, role="instructor"))

    assert mine.leave(NOON + MINUTE)


def test_database_refuses_a_second_owner(cohort):
    with pytest.raises(IntegrityError), transaction.atomic():
        join(cohort, role="owner")


@pytest.mark.parametrize(("here", "expected"), [(None, Decimal("1.50")), (Decimal("2.00"), Decimal("2.00"))])
def test_time_factor_of_the_cohort_comes_before_the_persons_own(cohort, here, expected):
    person = make_user(time_factor=Decimal("1.50"))

    assert join(cohort, person, time_factor=here).factor == expected


def test_second_of_two_editors_is_refused_and_finds_what_they_typed(cohort, owner_client):
    url = f"/cohorts/{cohort.pk}/settings/"
    first = owner_client.post(url, {"name": "Morning class", "time_zone": "Europe/Paris", "version": 1})
    second = owner_client.post(url, {"name": "Night class", "time_zone": "Europe/Rome", "version": 1})

    cohort.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 409)
    assert (cohort.name, cohort.time_zone, cohort.version) == ("Morning class", "Europe/Paris", 2)
    assert ("Night class" in second.content.decode(), "Morning class" in second.content.decode()) == (True, True)


def test_learner_makes_no_cohort(learner_client):
    assert learner_client.post("/cohorts/new/", {"name": "Mine", "time_zone": "UTC", "version": 1}).status_code == 404
    assert not Cohort.objects.exists()


def test_instructor_makes_a_cohort_and_owns_it(owner_client, owner):
    owner_client.post("/cohorts/new/", {"name": "Mine", "time_zone": "Asia/Tokyo", "version": 1})

    cohort = Cohort.objects.get()
    assert (cohort.name, cohort.time_zone, cohort.memberships.get().role) == ("Mine", "Asia/Tokyo", "owner")


def test_archived_cohort_keeps_its_members_and_comes_back(cohort, owner_client):
    join(cohort)
    owner_client.post(f"/cohorts/{cohort.pk}/archive/", {"is_archived": "1"})
    cohort.refresh_from_db()
    was_archived = cohort.archived_at is not None
    owner_client.post(f"/cohorts/{cohort.pk}/archive/", {"is_archived": "0"})
    cohort.refresh_from_db()

    assert (was_archived, cohort.archived_at, cohort.memberships.count()) == (True, None, 2)


def test_member_is_given_another_role_and_time(cohort, owner_client):
    member = join(cohort)
    owner_client.post(f"/cohorts/{cohort.pk}/members/{member.pk}/", {"role": "instructor", "time_factor": "1.25"})

    member.refresh_from_db()
    assert (member.role, member.time_factor) == ("instructor", Decimal("1.25"))


def test_instructor_does_not_take_the_cohort_from_its_owner(cohort, owner, client):
    teacher = join(cohort, role="instructor")
    client.force_login(teacher.user)
    client.post(f"/cohorts/{cohort.pk}/members/{teacher.pk}/", {"then": "hand_over"})

    assert cohort.memberships.get(role="owner").user == owner


@pytest.mark.parametrize("learners", [1, 3])
def test_pages_of_a_cohort_take_as_many_queries_for_many_members_as_for_one(
    cohort, owner_client, learners, django_assert_num_queries
):
    for _ in range(learners):
        join(cohort)

    with django_assert_num_queries(5):
        owner_client.get(f"/cohorts/{cohort.pk}/members/")
