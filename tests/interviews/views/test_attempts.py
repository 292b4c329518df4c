"""Sitting, finishing, and the list of all."""

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.guides.models import QuestionRevision, RevisionPoint
from portal.interviews.models import Attempt, Item
from tests.factories import MINUTE, NOON, SECOND, make_attempt, make_guide, make_user, respond

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def running(learner: User, **blueprint) -> Attempt:
    """An attempt that began a minute ago."""
    return make_attempt(learner, started_at=timezone.now() - MINUTE, **blueprint)


def test_page_shows_one_question_with_its_clock_in_the_learners_zone(learner: User, learner_client: Client):
    User.objects.update(time_zone="Asia/Kathmandu")
    attempt = running(learner, minutes=30)

    page = learner_client.get(f"/interviews/{attempt.pk}/").text

    assert "Question 1 of 3" in page
    assert attempt.items.get(position=1).payload["title"] in page
    assert attempt.items.get(position=2).payload["title"] not in page
    assert f'+05:45">{timezone.localtime(attempt.expires_at, timezone.get_fixed_timezone(345)):%H:%M:%S}' in page
    assert Item.objects.get(attempt=attempt, position=1).first_served_at is not None


def test_page_goes_on_at_the_first_empty_item(learner: User, learner_client: Client):
    attempt = running(learner)
    respond(attempt, 1, "said", at=timezone.now())

    assert "Question 2 of 3" in learner_client.get(f"/interviews/{attempt.pk}/").text
    assert "Question 1 of 3" in learner_client.get(f"/interviews/{attempt.pk}/?item=1").text
    assert "Question 2 of 3" in learner_client.get(f"/interviews/{attempt.pk}/?item=²").text


def test_htmx_gets_the_card_alone(learner: User, learner_client: Client):
    attempt = running(learner)

    page = learner_client.get(f"/interviews/{attempt.pk}/?item=2", headers=HTMX).text

    assert page.strip().startswith('<article id="question-card"')
    assert "<html" not in page


@pytest.mark.parametrize("item", ["0", "4", "999"])
def test_item_that_is_not_there_is_not_found(learner: User, learner_client: Client, item: str):
    attempt = running(learner)

    response = learner_client.get(f"/interviews/{attempt.pk}/?item={item}")

    assert response.status_code == 404
    assert "widget 1" not in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_as_many_queries_for_three_items_as_for_one(
    learner: User, learner_client: Client, django_assert_num_queries, count: int
):
    make_guide(questions=3)
    attempt = running(learner, count=count)
    learner_client.get(f"/interviews/{attempt.pk}/?item=1")

    with django_assert_num_queries(5):  # session, person, attempt, overview, item, whether its opening is logged
        learner_client.get(f"/interviews/{attempt.pk}/?item=1")


@pytest.mark.parametrize("page", ["", "finish/", "result/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_attempt_of_another_person_does_not_exist(learner_client: Client, page: str, method: str):
    attempt = running(make_user())

    response = getattr(learner_client, method)(f"/interviews/{attempt.pk}/{page}")

    assert response.status_code in {404, 405}
    assert "widget" not in response.text
    attempt.refresh_from_db()
    assert attempt.finished_at is None


def test_no_page_of_an_open_attempt_holds_an_answer(learner: User, learner_client: Client):
    make_guide(questions=2)
    RevisionPoint.objects.update(text="SECRET POINT")
    QuestionRevision.objects.update(answer_html="SECRET", answer_markdown="SECRET", points_html="SECRET")
    attempt = running(learner, count=2)
    base = f"/interviews/{attempt.pk}/"
    sent = {"text": "said", "base_version": "0", "writer": "a-writer-of-16ch"}

    bodies = [learner_client.get(f"{base}{page}", follow=True).text for page in ("", "?item=2", "finish/", "result/")]
    bodies.append(learner_client.get("/interviews/").text)
    bodies.append(learner_client.post(f"{base}items/1/save/", sent, headers={"Accept": "application/json"}).text)
    bodies.append(learner_client.post(f"{base}items/2/save/", sent, headers=HTMX).text)
    bodies.append(learner_client.post(f"{base}items/1/save/", sent | {"text": "other"}).text)
    bodies.append(learner_client.post(f"{base}items/1/points/1/claim/", {"is_claimed": "1", "words": "SECRET"}).text)

    assert [body for body in bodies if "SECRET" in body] == []


def test_page_of_an_ended_attempt_leads_to_its_result(learner: User, learner_client: Client):
    attempt = make_attempt(learner, minutes=30)  # long over

    plain = learner_client.get(f"/interviews/{attempt.pk}/")
    swapped = learner_client.get(f"/interviews/{attempt.pk}/", headers=HTMX)

    assert plain["Location"] == swapped["HX-Redirect"] == f"/interviews/{attempt.pk}/result/"
    attempt.refresh_from_db()
    assert (attempt.end_reason, attempt.finished_at) == ("deadline", NOON + 30 * MINUTE)


def test_finish_page_counts_what_is_empty_and_flagged(learner: User, learner_client: Client):
    attempt = running(learner)
    respond(attempt, 1, "said", at=timezone.now())
    attempt.items.filter(position=3).update(is_flagged=True)

    page = learner_client.get(f"/interviews/{attempt.pk}/finish/").text

    assert "2 of 3 questions are still empty" in page
    assert "1 is flagged" in page
    attempt.refresh_from_db()
    assert attempt.finished_at is None


def test_finishing_twice_ends_it_once(learner: User, learner_client: Client):
    attempt = running(learner)

    places = [learner_client.post(f"/interviews/{attempt.pk}/finish/")["Location"] for _ in range(2)]

    assert places == [f"/interviews/{attempt.pk}/result/"] * 2
    assert [event.kind for event in attempt.events.all()] == ["started", "finished"]


def test_list_names_open_and_finished_attempts_and_closes_what_is_over(learner: User, learner_client: Client):
    over = make_attempt(learner, minutes=30)
    respond(over, 1, "It is small. It turns left.")
    opened = running(learner, minutes=45)
    stranger = running(make_user(), minutes=60)

    page = learner_client.get("/interviews/").text

    assert f'href="/interviews/{opened.pk}/"' in page
    assert f'href="/interviews/{over.pk}/result/"' in page
    assert '<strong class="figure">33 %</strong> some key points' in page
    assert stranger.blueprint.title not in page


def test_list_without_an_attempt_says_what_to_do(learner_client: Client):
    page = learner_client.get("/interviews/").text

    assert "You have not sat an interview yet." in page
    assert 'href="/interviews/new/"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_three_attempts_as_for_one(
    learner: User, learner_client: Client, django_assert_num_queries, count: int
):
    for number in range(count):
        attempt = make_attempt(learner, minutes=30, started_at=NOON + number * MINUTE)
        attempt.finish(NOON + number * MINUTE + 30 * SECOND, by=learner)
    for minutes in range(1, count + 1):
        running(learner, minutes=minutes + 100)
    learner_client.get("/interviews/")

    with django_assert_num_queries(11):
        learner_client.get("/interviews/")


def test_list_is_paged(learner: User, learner_client: Client):
    make_guide(questions=1)
    for number in range(21):
        attempt = make_attempt(learner, count=1, started_at=NOON + number * MINUTE)
        attempt.finish(NOON + number * MINUTE + 30 * SECOND, by=learner)

    pages = [learner_client.get(f"/interviews/?page={page}").text for page in ("1", "2", "nonsense")]

    assert [page.count("Submitted") for page in pages] == [20, 1, 20]
    assert "Page 1 of 2" in pages[0]
