"""Sharing a guide for cohorts with one of them: who may read it, who may share it."""

import pytest
from django.test import Client

from portal.guides.models import Guide
from tests.cohorts.cast import join, make_cohort, set_task
from tests.factories import NOON, make_guide, make_instructor, make_user

PAGES = ("/guides/shared/", "/guides/shared/q-1/", "/guides/shared/sheets/")


@pytest.fixture
def guide(owner):
    return make_guide("shared", questions=1, owner=owner, audience="cohorts")


def answers_to(user) -> list[int]:
    client = Client()
    client.force_login(user)
    return [client.get(page).status_code for page in PAGES]


def test_a_shared_guide_is_open_to_members_and_to_nobody_else(cohort, guide):
    member, outsider, former = join(cohort).user, join(make_cohort(make_instructor("other"))).user, join(cohort)
    before = answers_to(member)

    cohort.guides.add(guide)
    former.leave(NOON)

    assert (before, answers_to(member)) == ([404] * 3, [200] * 3)
    assert (answers_to(outsider), answers_to(former.user)) == ([404] * 3, [404] * 3)
    assert Client().get(PAGES[0]).status_code in (302, 404)


@pytest.mark.parametrize("change", [{"status": "draft"}, {"status": "archived"}, {"audience": "instructors"}])
def test_a_guide_that_is_no_published_one_for_cohorts_stays_closed_though_shared(cohort, guide, change):
    member = join(cohort).user
    cohort.guides.add(guide)

    Guide.objects.filter(pk=guide.pk).update(**change)

    assert answers_to(member) == [404] * 3


def test_guides_of_an_archived_cohort_close(cohort, guide):
    member = join(cohort).user
    cohort.guides.add(guide)

    cohort.archive(NOON)

    assert answers_to(member) == [404] * 3


def test_owner_shares_a_guide_and_takes_it_back(cohort, guide, owner_client):
    url = f"/cohorts/{cohort.pk}/guides/{guide.pk}/"

    owner_client.post(url, {"is_shared": "1"})
    shared = list(cohort.guides.all())
    owner_client.post(url, {"is_shared": "0"})

    assert (shared, list(cohort.guides.all())) == ([guide], [])


def test_nobody_shares_what_they_may_not_write(cohort, owner_client):
    foreign = make_guide("foreign", owner=make_instructor("author"), audience="cohorts")
    pool = make_guide("pool", audience="instructors")

    statuses = [
        owner_client.post(f"/cohorts/{cohort.pk}/guides/{guide.pk}/", {"is_shared": "1"}).status_code
        for guide in (foreign, pool)
    ]

    assert (statuses, list(cohort.guides.all())) == ([404, 404], [])
    assert "foreign" not in owner_client.get(f"/cohorts/{cohort.pk}/settings/").content.decode()


def test_cohort_page_leads_to_the_guides_and_sheets_that_its_reader_may_read(cohort, owner):
    asked = set_task(cohort).blueprint_revision.blueprint.guides.get()
    shared, hidden = (make_guide(slug, owner=owner, audience="cohorts") for slug in ("shared", "hidden"))
    cohort.guides.add(shared)
    client = Client()
    client.force_login(join(cohort).user)

    page = client.get(f"/cohorts/{cohort.pk}/").content.decode()

    assert [f"/guides/{guide.slug}/sheets/" in page for guide in (shared, asked, hidden)] == [True, True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_as_many_queries_for_many_guides_as_for_one(
    cohort, owner, owner_client, count, django_assert_num_queries
):
    for number in range(count):
        cohort.guides.add(make_guide(f"shared-{number}", owner=owner, audience="cohorts"))
    join(cohort, make_user())

    with django_assert_num_queries(7):
        owner_client.get(f"/cohorts/{cohort.pk}/")
    with django_assert_num_queries(3):
        owner_client.get(f"/cohorts/{cohort.pk}/settings/")
