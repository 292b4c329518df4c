"""Saves against the end of an attempt, on two connections at once: what is acknowledged is what is scored."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from portal.interviews.models import Attempt, Item, Response
from portal.interviews.saving import Outcome, Place, Receipt, Save, keep, write
from portal.interviews.scorekeeping import score_ended
from tests.factories import MINUTE, NOON, make_attempt


def place_of(attempt: Attempt) -> Place:
    return Place(attempt.learner_id, attempt.pk, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one connection write at a time")
def test_finish_waits_for_a_save_that_is_being_committed_and_scores_it():
    attempt = make_attempt(minutes=30)
    written, may_commit = Event(), Event()

    def save() -> Receipt | None:
        try:
            with transaction.atomic():
                receipt = write(place_of(attempt), Save(0, "tab-a", 1, "It is small"), NOON + MINUTE)
                written.set()
                may_commit.wait(5)
            return receipt
        finally:
            connection.close()

    def finish() -> None:
        try:
            Attempt.objects.get(pk=attempt.pk).finish(NOON + MINUTE, by=attempt.learner)
            score_ended(Attempt.objects.all(), NOON + MINUTE)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        saving = pool.submit(save)
        assert written.wait(5)
        finishing = pool.submit(finish)
        with pytest.raises(TimeoutError):
            finishing.result(0.3)  # it waits, or it would score what stood before
        may_commit.set()
        finishing.result(5)

    receipt = saving.result()
    assert receipt
    response = Response.objects.select_related("current_score").get(item__position=1)
    assert response.current_score
    assert response.version == receipt.version == response.current_score.response_version == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one connection write at a time")
def test_save_that_meets_a_finish_being_committed_is_refused():
    attempt = make_attempt(minutes=30)
    item = Item.objects.select_related("attempt", "response").get(attempt=attempt, position=1)

    def save() -> Receipt:
        try:
            return keep(item, Save(0, "tab-a", 1, "too late"), NOON + MINUTE)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        attempt.finish(NOON + MINUTE, by=attempt.learner)
        saving = pool.submit(save)
        with pytest.raises(TimeoutError):
            saving.result(0.3)

    assert saving.result().outcome is Outcome.CLOSED
    assert Response.objects.get(item=item).text == ""
