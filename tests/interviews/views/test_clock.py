"""The clock over HTTP: how it stands, a pause, the log."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.interviews.models import Attempt, Item, Response
from tests.factories import MINUTE, SECOND, make_administrator, make_attempt, make_guide, respond

pytestmark = pytest.mark.django_db
WRITER = "a-writer-of-16ch"


def running(learner: User, *, left: timedelta = 20 * MINUTE, **options) -> Attempt:
    """A 30-minute interview with so much time left; negative in its grace and after."""
    return make_attempt(learner, started_at=timezone.now() - 30 * MINUTE + left, minutes=30, **options)


def save(client: Client, attempt: Attempt, text: str, **more: str):
    data = {"text": text, "base_version": "0", "writer": WRITER, "seq": "1", **more}
    return client.post(f"/interviews/{attempt.pk}/items/1/save/", data)


@pytest.mark.parametrize(("left", "state"), [(20 * MINUTE, "open"), (-5 * SECOND, "closing"), (-11 * SECOND, "ended")])
def test_clock_says_how_it_stands_by_the_servers_time(learner: User, learner_client: Client, left, state: str):
    attempt = running(learner, left=left)

    told = learner_client.get(f"/interviews/{attempt.pk}/clock/").json()

    assert (told["state"], told["item_seconds_left"]) == (state, None)
    assert told["seconds_left"] == pytest.approx(max(0, left.total_seconds()), abs=5)


def test_clock_says_the_time_of_the_question_too(learner: User, learner_client: Client):
    attempt = running(learner, seconds_each=60)
    learner_client.get(f"/interviews/{attempt.pk}/?item=2")

    told = learner_client.get(f"/interviews/{attempt.pk}/clock/?item=2").json()

    assert told["item_seconds_left"] == pytest.approx(60, abs=5)
    assert learner_client.get(f"/interviews/{attempt.pk}/clock/?item=x").json()["item_seconds_left"] is None


def test_button_saves_the_text_and_pauses(learner: User, learner_client: Client):
    attempt = running(learner)

    answer = save(learner_client, attempt, "before the pause", then="pause")

    attempt.refresh_from_db()
    assert answer["Location"] == f"/interviews/{attempt.pk}/pause/"
    assert attempt.paused_at
    assert Response.objects.get(item__attempt=attempt, item__position=1).text == "before the pause"


@pytest.mark.parametrize("path", ["", "?item=2", "finish/"])
def test_paused_interview_shows_no_question(learner: User, learner_client: Client, path: str):
    attempt = running(learner)
    attempt.pause(timezone.now(), by=learner)

    page = learner_client.get(f"/interviews/{attempt.pk}/{path}", follow=True)

    assert page.request["PATH_INFO"] == f"/interviews/{attempt.pk}/pause/"
    assert "widget 1" not in page.text
    assert "with <strong>19 minutes 59 seconds</strong> left" in page.text or "20 minutes" in page.text


def test_resuming_leads_back_to_the_question_with_the_time_that_was_left(learner: User, learner_client: Client):
    attempt = running(learner)
    attempt.pause(timezone.now(), by=learner)
    Attempt.objects.update(paused_at=timezone.now() - 5 * MINUTE, expires_at=timezone.now() + 15 * MINUTE)

    answer = learner_client.post(f"/interviews/{attempt.pk}/resume/")

    attempt.refresh_from_db()
    assert answer["Location"] == f"/interviews/{attempt.pk}/"
    assert attempt.seconds_left(timezone.now()) == pytest.approx(20 * 60, abs=5)


def test_assessed_interview_offers_no_pause_and_takes_none(learner: User, learner_client: Client):
    attempt = running(learner, mode="assessed")

    assert 'value="pause"' not in learner_client.get(f"/interviews/{attempt.pk}/?item=1").text
    assert save(learner_client, attempt, "said", then="pause")["Location"].endswith("?item=1")

    attempt.refresh_from_db()
    assert attempt.paused_at is None


def test_question_whose_time_is_up_is_not_shown_again(learner: User, learner_client: Client):
    attempt = running(learner, seconds_each=60)
    Item.objects.filter(attempt=attempt, position__in=[1, 2]).update(
        first_served_at=timezone.now() - 2 * MINUTE, expires_at=timezone.now() - MINUTE
    )

    assert learner_client.get(f"/interviews/{attempt.pk}/?item=1")["Location"] == f"/interviews/{attempt.pk}/?item=3"
    assert "empty, its time is up" in learner_client.get(f"/interviews/{attempt.pk}/finish/").text
    late = save(learner_client, attempt, "too late for this one")
    assert late.status_code == 410
    assert "too late for this one" in late.text
    assert "The time for this question was up" in late.text


def test_interview_whose_questions_are_all_over_leads_to_its_end(learner: User, learner_client: Client):
    attempt = running(learner, seconds_each=60)
    Item.objects.update(first_served_at=timezone.now() - 2 * MINUTE, expires_at=timezone.now() - MINUTE)

    assert learner_client.get(f"/interviews/{attempt.pk}/")["Location"] == f"/interviews/{attempt.pk}/finish/"


def test_save_from_a_browser_that_was_offline_is_logged(learner: User, learner_client: Client):
    attempt = running(learner)

    save(learner_client, attempt, "said without a line", was_offline="1")

    event = attempt.events.get(kind="offline")
    assert (event.item.position if event.item else None, event.actor) == (1, learner)


@pytest.mark.parametrize("count", [1, 3])
def test_log_tells_what_happened_and_not_what_was_written(
    learner: User, learner_client: Client, django_assert_num_queries, count: int
):
    make_guide(questions=3)
    attempt = running(learner, count=count)
    respond(attempt, 1, "a secret of the learner", at=timezone.now())
    attempt.extend(5 * MINUTE, timezone.now(), by=make_administrator(), reason="fire alarm <b>")

    with django_assert_num_queries(4):  # session, person, attempt, events, items
        page = learner_client.get(f"/interviews/{attempt.pk}/log/").text

    assert "5 minutes: fire alarm &lt;b&gt;" in page
    assert "administrator" in page
    assert "a secret" not in page
    assert page.count('<th scope="row">') == count


def test_voided_interview_says_so_instead_of_a_result(learner: User, learner_client: Client):
    attempt = running(learner)
    attempt.void(timezone.now(), by=make_administrator(), reason="wrong questions")

    page = learner_client.get(f"/interviews/{attempt.pk}/result/").text

    assert "This interview was voided, so it has no result." in page
    assert "no result" in learner_client.get("/interviews/").text
    assert "wrong questions" in learner_client.get(f"/interviews/{attempt.pk}/log/").text
