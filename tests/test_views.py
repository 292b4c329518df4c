"""Home: what this is to a stranger, what to do now to a learner."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.interviews.models import Attempt
from tests.factories import MINUTE, make_attempt, make_guide, make_user, respond

pytestmark = pytest.mark.django_db


def body(client: Client) -> str:
    return client.get("/").content.decode()


def test_stranger_reads_what_this_is_and_no_guide():
    make_guide()

    page = body(Client())

    assert ("Sign in" in page, "The widgets guide" in page) == (True, False)


def test_stranger_finds_guides_where_they_are_public(settings):
    settings.PUBLIC_GUIDES = True
    make_guide()

    assert "The widgets guide" in body(Client())


def test_learner_finds_the_interview_to_return_to_and_nobody_elses(learner, learner_client):
    mine = make_attempt(learner, started_at=timezone.now() - MINUTE)
    theirs = make_attempt(make_user(), started_at=timezone.now() - MINUTE)

    page = body(learner_client)

    assert [f"/interviews/{attempt.pk}/" in page for attempt in (mine, theirs)] == [True, False]


def test_home_closes_an_interview_that_nobody_came_back_to_and_shows_its_score(learner, learner_client):
    attempt = make_attempt(learner, started_at=timezone.now() - timedelta(hours=2))
    respond(attempt, 1, "It is small. It turns left.", at=attempt.started_at + MINUTE)

    page = body(learner_client)

    attempt.refresh_from_db()
    assert (attempt.end_reason, attempt.finished_at) == (Attempt.EndReason.DEADLINE, attempt.expires_at)
    assert f"/interviews/{attempt.pk}/result/" in page


@pytest.mark.parametrize("guides", [1, 3])
def test_home_takes_as_many_queries_for_many_guides_as_for_one(learner_client, guides, django_assert_num_queries):
    for number in range(guides):
        make_guide(f"guide-{number}")

    with django_assert_num_queries(9):
        learner_client.get("/")
