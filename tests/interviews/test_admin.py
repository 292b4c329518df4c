import pytest
from django.test import Client
from django.utils import timezone

from portal.interviews.models import Attempt
from tests.factories import MINUTE, NOON, make_administrator, make_attempt, make_guide, make_user, respond

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(make_administrator())
    return client


@pytest.mark.parametrize("attempts", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [("attempt", 8), ("blueprint", 4)])
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

    with django_assert_num_queries(6):
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


def act(client: Client, action: str, *attempts: Attempt, **fields: str) -> str:
    """Choose ``attempts`` in the list, and an action for them; return the page that follows."""
    chosen = {"action": action, "_selected_action": [attempt.pk for attempt in attempts], **fields}
    return client.post("/admin/interviews/attempt/", chosen, follow=True).text


def test_administrator_gives_more_time_to_those_who_still_write(client: Client):
    running, ended = make_attempt(started_at=timezone.now()), make_attempt()

    page = act(client, "give_more_time", running, ended, minutes="5", reason="fire alarm")

    before = running.expires_at
    running.refresh_from_db()
    assert "More time was given to 1 of 2 interviews." in page
    assert before
    assert running.expires_at == before + 5 * MINUTE
    assert running.events.get(kind="extended").reason == "5 minutes: fire alarm"


def test_administrator_voids_what_is_running(client: Client):
    attempt = make_attempt(started_at=timezone.now())

    page = act(client, "void", attempt, reason="wrong questions")

    attempt.refresh_from_db()
    assert "1 of 1 interviews were voided." in page
    assert (attempt.end_reason, attempt.events.get(kind="voided").reason) == ("voided", "wrong questions")


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("give_more_time", {"minutes": "5"}),
        ("give_more_time", {"reason": "why"}),
        ("give_more_time", {"minutes": "481", "reason": "why"}),
        ("void", {}),
    ],
)
def test_nothing_is_changed_without_a_reason_or_with_impossible_minutes(client: Client, action: str, fields):
    attempt = make_attempt(started_at=timezone.now())

    page = act(client, action, attempt, **fields)

    before = attempt.expires_at
    attempt.refresh_from_db()
    assert "Nothing was changed" in page
    assert (attempt.expires_at, attempt.finished_at) == (before, None)


def test_list_closes_what_nobody_came_back_to(client: Client):
    forgotten = make_attempt(minutes=30)

    client.get("/admin/interviews/attempt/")

    forgotten.refresh_from_db()
    assert (forgotten.end_reason, forgotten.finished_at) == ("deadline", NOON + 30 * MINUTE)
