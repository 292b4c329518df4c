import pytest
from django.test import Client

from portal.guides.models import Guide, Question
from tests.factories import add_question, make_administrator, make_guide, make_user, revision_of

LISTS = ["guide", "guiderevision", "question", "questionrevision", "topic"]


@pytest.fixture
def admin_client(db):
    client = Client()
    client.force_login(make_administrator())
    return client


def fill(count: int) -> None:
    """``count`` guides of one question and one topic each."""
    for number in range(count):
        guide = make_guide(f"guide-{number}", questions=0, owner=make_user())
        section = revision_of(guide).sections.get()
        add_question(revision_of(guide), section, number=1, topics=[f"topic-{number}"])


@pytest.mark.parametrize("name", LISTS)
def test_admin_list_runs_as_many_queries_for_three_rows_as_for_one(admin_client, django_assert_max_num_queries, name):
    url = f"/admin/guides/{name}/"
    fill(1)
    with django_assert_max_num_queries(20) as one:
        assert admin_client.get(url).context["cl"].result_count == 1
    fill_more = [make_guide(f"more-{number}", questions=1, owner=make_user()) for number in range(2)]
    for guide in fill_more:
        guide.questions.get().topics.create(slug=f"more-{guide.pk}")

    with django_assert_max_num_queries(len(one)):
        assert admin_client.get(url).context["cl"].result_count == 3


@pytest.mark.parametrize("name", LISTS)
def test_admin_list_can_be_searched(admin_client, name):
    fill(1)

    assert admin_client.get(f"/admin/guides/{name}/?q=xyzzy").context["cl"].result_count == 0


@pytest.mark.parametrize("name", LISTS)
def test_admin_offers_neither_adding_nor_deleting(admin_client, name):
    fill(1)
    pk = admin_client.get(f"/admin/guides/{name}/").context["cl"].result_list[0].pk

    answers = [admin_client.post(f"/admin/guides/{name}/{rest}") for rest in ("add/", f"{pk}/delete/")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert admin_client.get(f"/admin/guides/{name}/{pk}/change/").status_code == 200
    assert Question.objects.count() == 1


def test_admin_changes_the_audience_and_status_of_a_guide(admin_client):
    guide = make_guide()
    inline = {"revisions-TOTAL_FORMS": 0, "revisions-INITIAL_FORMS": 0}

    admin_client.post(
        f"/admin/guides/guide/{guide.pk}/change/",
        {"status": "draft", "audience": "instructors", "slug": "other", "editors": "", **inline},
    )

    assert Guide.objects.values_list("slug", "status", "audience").get() == ("widgets", "draft", "instructors")
