"""Whoever looks first closes what is over; one page scores only so much."""

import pytest
from django.core.cache import cache

from portal.interviews.closing import score_some, settle
from portal.interviews.models import Attempt, Response
from portal.interviews.scorekeeping import CAP
from tests.factories import MINUTE, NOON, make_attempt, make_guide, make_user, respond

pytestmark = pytest.mark.django_db
LATER = NOON + 40 * MINUTE


def test_reader_closes_as_of_the_deadline_and_scores_what_was_said():
    attempt = make_attempt(minutes=30)
    respond(attempt, 1, "It is small")

    assert settle(Attempt.objects.all(), LATER)

    attempt.refresh_from_db()
    assert (attempt.finished_at, attempt.scored_at) == (NOON + 30 * MINUTE, LATER)


@pytest.mark.parametrize(("too_many", "is_complete"), [(0, True), (1, False)])
def test_page_scores_fifty_responses_and_leaves_the_rest_to_a_task(settings, too_many: int, is_complete: bool):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    cache.clear()
    make_guide(questions=10)
    for number in range(CAP // 10):
        make_attempt(make_user(), count=10, minutes=30 + number)
    for _ in range(too_many):
        make_attempt(make_user(), count=1, minutes=30)
    Attempt.objects.close_overdue(LATER)

    assert score_some(Attempt.objects.all(), LATER) == is_complete

    assert Response.objects.filter(current_score=None).count() == too_many
    assert Attempt.objects.to_score().count() == too_many
