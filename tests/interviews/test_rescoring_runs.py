"""A batch whose worker died: it says so, and another run does the rest, once."""

import pytest
from django.test import Client
from django.utils import timezone

from portal.guides.models import Guide
from portal.interviews import rescoring
from portal.interviews.models import Rescoring, Score
from portal.interviews.models.rescoring import LOST
from portal.interviews.rescoring import _apply, apply_rescoring, preview_rescoring
from tests.factories import MINUTE, SECOND, import_guide_text, make_instructor, make_user
from tests.interviews.rescored import BEFORE, LATER, earned, learn_wording, previewed, sat

pytestmark = pytest.mark.django_db
MOVED = LATER + MINUTE


@pytest.fixture
def author():
    return make_instructor("author")


@pytest.fixture
def guide(author) -> Guide:
    return import_guide_text(BEFORE, owner=author)


def left_behind(guide: Guide, **fields) -> Rescoring:
    """A batch whose worker died over it, a minute before ``MOVED + LOST``."""
    values = {"step": "previewing", "asked_at": LATER, "begun_at": LATER, "moved_at": MOVED, **fields}
    return Rescoring.objects.create(guide=guide, asked_by=guide.owner, **values)


@pytest.mark.parametrize(("after", "expected"), [(LOST, False), (LOST + SECOND, True)])
@pytest.mark.parametrize("fields", [{}, {"begun_at": None, "moved_at": None, "asked_at": MOVED}, {"step": "applying"}])
def test_batch_that_stands_still_for_a_minute_has_stopped(guide, fields, after, expected):
    assert left_behind(guide, **fields).has_stopped(MOVED + after) == expected


@pytest.mark.parametrize("step", ["previewed", "applied"])
def test_batch_that_waits_for_nobody_has_not_stopped(guide, step):
    batch = left_behind(guide, step=step)

    assert (batch.has_stopped(MOVED + 9 * LOST), batch.try_again(MOVED + 9 * LOST)) == (False, False)


def test_batch_that_stopped_is_given_to_one_new_run(guide):
    batch = left_behind(guide, done=50, total=200)
    same = Rescoring.objects.get(pk=batch.pk)
    at = MOVED + 2 * LOST

    tried = [batch.try_again(MOVED + LOST), batch.try_again(at), same.try_again(at), batch.try_again(at)]

    assert tried == [False, True, False, False]
    assert (batch.run, batch.begun_at, batch.moved_at, batch.done) == (1, None, at, 0)


def test_new_run_writes_what_the_one_that_died_left(guide):
    attempts = [sat(guide, "It spins to the west") for _ in range(3)]
    learn_wording(guide)
    batch = previewed(guide)
    batch.decide(may_lower=False, reason="a new wording", by=batch.asked_by, at=LATER)
    _apply(batch, batch.proposals.earliest("pk"))
    Rescoring.objects.update(begun_at=LATER, moved_at=MOVED)
    batch.refresh_from_db()

    assert batch.try_again(MOVED + 2 * LOST)
    apply_rescoring.call(batch.pk)
    assert [earned(attempt) for attempt in attempts] == [1000, 0, 0]
    apply_rescoring.call(batch.pk, run=1)

    batch.refresh_from_db()
    assert (batch.step, [earned(attempt) for attempt in attempts]) == ("applied", [1000] * 3)
    assert Score.objects.filter(cause="rescored").count() == 3


def test_worker_that_comes_back_leaves_its_batch_to_the_new_run(guide, monkeypatch):
    sat(guide, "It spins to the west")
    learn_wording(guide)
    batch = left_behind(guide)

    def given_away(*arguments):
        assert Rescoring.objects.get(pk=batch.pk).try_again(timezone.now() + 2 * LOST)
        return iter(())

    monkeypatch.setattr(rescoring, "_proposals", given_away)
    preview_rescoring.call(batch.pk)

    batch.refresh_from_db()
    assert (batch.step, batch.run, batch.done) == ("previewing", 1, 0)


def test_author_sees_that_a_batch_stopped_and_tries_again(guide, author):
    sat(guide, "It spins to the west")
    learn_wording(guide)
    batch = left_behind(guide, done=50, total=200)
    client = Client()
    client.force_login(author)
    page = f"/interviews/rescoring/{batch.pk}/"

    stopped = client.get(page).text
    client.post(page, {"again": "1"})
    done = client.get(page).text
    refused = client.post(page, {"again": "1"}, follow=True).text

    assert ("It has stopped." in stopped, "50 of 200 responses" in stopped, "hx-trigger" in stopped) == (
        True,
        True,
        False,
    )
    assert ("It has stopped." in done, "1 attempt changes, 0 go down." in done) == (False, True)
    assert "This batch does not stand still: nothing was begun again." in refused


@pytest.mark.parametrize("who", ["learner", "instructor"])
def test_nobody_else_tries_again(guide, who):
    batch = left_behind(guide)
    client = Client()
    client.force_login(make_user() if who == "learner" else make_instructor("other"))

    assert client.post(f"/interviews/rescoring/{batch.pk}/", {"again": "1"}).status_code == 404
    batch.refresh_from_db()
    assert batch.run == 0
