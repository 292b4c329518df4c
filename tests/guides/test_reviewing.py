"""Facts grow stale: readers see a badge, authors a list."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.guides.reviewing import is_stale, stale_before
from tests.factories import (
    MINUTE,
    NOON,
    ask,
    make_administrator,
    make_attempt,
    make_guide,
    make_instructor,
    revision_of,
)

pytestmark = pytest.mark.django_db

URL = "/guides/stale-facts/"
LONG_AGO = date(2020, 1, 31)
BADGE = "Check again"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("reviewed_on", "expected"),
    [(date(2025, 11, 22), True), (date(2025, 11, 23), False), (date(2026, 11, 23), False), (None, False)],
)
def test_facts_are_stale_after_as_many_days_as_the_setting_says(reviewed_on, expected):
    assert stale_before(NOON) == date(2025, 11, 23)
    assert is_stale(reviewed_on, NOON) == expected


def test_the_setting_decides(settings):
    settings.STALE_FACTS_DAYS = 10

    assert stale_before(NOON) == date(2026, 11, 13)


def test_stale_facts_have_a_badge_on_the_pages_of_guide_and_question(learner_client):
    guide = make_guide(questions=1)
    ask(guide, reviewed_on=LONG_AGO)

    pages = [learner_client.get(url).content.decode() for url in ("/guides/widgets/", "/guides/widgets/q-2/")]

    assert [page.count(f"{BADGE}: facts of 31 January 2020") for page in pages] == [1, 1]
    assert BADGE not in learner_client.get("/guides/widgets/q-1/").content.decode()


def test_a_guide_that_is_stale_says_so_and_so_do_its_questions(learner_client):
    revision = revision_of(make_guide(questions=1))
    revision.reviewed_on = LONG_AGO
    revision.save()

    pages = [learner_client.get(url).content.decode() for url in ("/guides/widgets/", "/guides/widgets/q-1/")]

    assert [page.count(BADGE) for page in pages] == [1, 1]


def test_a_page_that_was_kept_gets_its_badge_the_day_the_facts_become_stale(learner_client, settings):
    guide = make_guide(questions=0)
    ask(guide, reviewed_on=timezone.now().date() - timedelta(days=30))
    fresh = learner_client.get("/guides/widgets/")

    settings.STALE_FACTS_DAYS = 29
    stale = learner_client.get("/guides/widgets/", headers={"If-None-Match": fresh.headers["ETag"]})

    assert (BADGE in fresh.content.decode(), stale.status_code, BADGE in stale.content.decode()) == (False, 200, True)


def test_the_result_of_an_interview_marks_answers_with_stale_facts(learner, learner_client):
    guide = make_guide(questions=1)
    ask(guide, reviewed_on=LONG_AGO)
    started = timezone.now() - 30 * MINUTE
    attempt = make_attempt(learner, guide=guide, count=2, started_at=started)
    attempt.finish(started + MINUTE, by=learner)

    body = learner_client.get(reverse("interviews:attempt_result", args=[attempt.pk])).content.decode()

    assert body.count(f"{BADGE}: facts of 31 January 2020") == 1


def test_authors_have_a_list_of_the_stale_facts_of_their_own_guides():
    author = make_instructor("author")
    ask(make_guide("mine", questions=1, owner=author), title="Mine and stale?", reviewed_on=LONG_AGO)
    ask(make_guide("others", questions=0), title="Not mine, stale?", reviewed_on=LONG_AGO)

    own = signed_in(author).get(URL).content.decode()
    every = signed_in(make_administrator()).get(URL).content.decode()

    assert ("Mine and stale?" in own, "Not mine, stale?" in own, "What is widget 1?" in own) == (True, False, False)
    assert ("Mine and stale?" in every, "Not mine, stale?" in every) == (True, True)


def test_questions_without_a_day_are_as_old_as_their_guide():
    revision = revision_of(guide := make_guide(questions=1))
    ask(guide, title="Checked since?", reviewed_on=timezone.now().date())
    revision.reviewed_on = LONG_AGO
    revision.save()

    body = signed_in(make_administrator()).get(URL).content.decode()

    assert ("What is widget 1?" in body, "Checked since?" in body, "31 January 2020" in body) == (True, False, True)


def test_a_learner_finds_no_list(learner_client):
    make_guide()

    assert learner_client.get(URL).status_code == 404


@pytest.mark.parametrize("questions", [1, 3])
def test_the_list_takes_as_many_queries_for_many_as_for_one(questions, django_assert_num_queries):
    guide = make_guide(questions=0)
    for number in range(questions):
        ask(guide, title=f"Stale {number}?", reviewed_on=LONG_AGO)
    client = signed_in(make_administrator())

    with django_assert_num_queries(3):
        client.get(URL)
