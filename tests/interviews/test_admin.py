import pytest
from django.test import Client

from tests.factories import make_administrator, make_attempt, make_guide, make_user, respond

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(make_administrator())
    return client


@pytest.mark.parametrize("attempts", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [("attempt", 9), ("blueprint", 5)])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    client: Client, django_assert_num_queries, model: str, queries: int, attempts: int
):
    for _ in range(attempts):
        make_attempt()
    client.get("/admin/interviews/attempt/")  # the first who looks closes what is over

    with django_assert_num_queries(queries):
        page = client.get(f"/admin/interviews/{model}/").text

    assert page.count("The widgets guide") == attempts


@pytest.mark.parametrize("count", [1, 3])
def test_attempt_shows_its_items_and_events_in_a_constant_number_of_queries(
    client: Client, django_assert_num_queries, count: int
):
    make_guide(questions=3)
    attempt = make_attempt(count=count)
    respond(attempt, 1, "said by the learner")

    url = f"/admin/interviews/attempt/{attempt.pk}/change/"
    client.get(url)

    with django_assert_num_queries(7):
        page = client.get(url).text

    assert "said by the learner" in page
    assert 'name="_save"' not in page


@pytest.mark.parametrize("page", ["add/", "{pk}/delete/"])
def test_history_is_not_written_by_hand(client: Client, page: str):
    attempt = make_attempt()

    response = client.post(f"/admin/interviews/attempt/{page.format(pk=attempt.pk)}", {"post": "yes"})

    assert response.status_code == 403
    attempt.refresh_from_db()


def test_attempt_is_found_by_its_learner(client: Client):
    make_attempt(make_user("ada"))
    make_attempt(make_user("grace"))

    page = client.get("/admin/interviews/attempt/?q=ada").text

    assert "ada" in page
    assert "grace" not in page
