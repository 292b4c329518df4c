"""Copies, templates and dates that move together."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from portal.cohorts.actions import ChangedMeanwhile
from portal.cohorts.models import Assignment
from portal.cohorts.planning import NoSuchDate, copy_assignment, from_template, save_template, shift_dates
from portal.cohorts.publishing import publish
from tests.cohorts.cast import DAY, act_of, join, make_cohort, set_task, sit
from tests.factories import MINUTE, NOON

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


def at_wall(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=BERLIN)


def test_copy_is_a_draft_of_its_own_without_dates_and_persons(cohort, owner):
    task = set_task(cohort, due_at=NOON + DAY, late_rule="deduct", late_percent_a_day=5, attempts_allowed=2)
    task.persons.add(join(cohort).user)
    other = make_cohort(owner, name="Next term")

    copy = copy_assignment(task, other, act_of(cohort))

    assert (copy.cohort, copy.title, copy.published_at, copy.due_at) == (other, task.title, None, None)
    assert (copy.late_percent_a_day, copy.attempts_allowed, copy.limit) == (5, 2, 30 * MINUTE)
    assert (copy.blueprint_id != task.blueprint_id, copy.persons.exists()) == (True, False)
    assert copy.blueprint_revision.spec["guides"] == task.blueprint_revision.spec["guides"]


def test_template_makes_the_same_draft_again(cohort):
    template = save_template(set_task(cohort, due_at=NOON + DAY, kept_score="last"), act_of(cohort))

    draft = from_template(template, cohort, act_of(cohort))

    assert (draft.kept_score, draft.limit, draft.due_at, draft.published_at) == ("last", 30 * MINUTE, None, None)


def test_dates_move_on_the_wall_clock_over_the_change_of_the_clocks(cohort):
    task = set_task(cohort, opens_at=at_wall("2027-03-20T08:00"), due_at=at_wall("2027-03-24T17:00"))

    moved = shift_dates(cohort, [(task.pk, task.version)], 7, act_of(cohort))

    task.refresh_from_db()
    assert moved == 1
    assert task.opens_at == at_wall("2027-03-27T08:00")
    assert task.due_at == at_wall("2027-03-31T17:00")
    assert task.due_at.astimezone(ZoneInfo("UTC")).hour == 15
    assert task.changes.get(kind="shifted").before["due_at"] == "2027-03-24T16:00:00+00:00"


def test_shift_onto_a_time_that_does_not_exist_moves_nothing(cohort):
    fine = set_task(cohort, title="Fine", due_at=at_wall("2027-03-21T12:00"))
    gap = set_task(cohort, title="In the gap", due_at=at_wall("2027-03-21T02:30"))

    with pytest.raises(NoSuchDate, match="In the gap"):
        shift_dates(cohort, [(fine.pk, fine.version), (gap.pk, gap.version)], 7, act_of(cohort))
    fine.refresh_from_db()
    assert fine.due_at == at_wall("2027-03-21T12:00")


def test_shift_of_what_someone_changed_meanwhile_moves_nothing(cohort):
    task = set_task(cohort, due_at=NOON + DAY)
    seen = task.version
    task.rewrite(seen, {"due_at": NOON + 2 * DAY})

    with pytest.raises(ChangedMeanwhile):
        shift_dates(cohort, [(task.pk, seen)], 7, act_of(cohort))
    task.refresh_from_db()
    assert task.due_at == NOON + 2 * DAY


def test_page_moves_what_was_chosen_and_nothing_of_another_cohort(cohort, owner_client, owner):
    task, other = set_task(cohort, due_at=NOON + DAY), set_task(make_cohort(owner, name="Other"), due_at=NOON + DAY)
    url = f"/cohorts/{cohort.pk}/dates/"

    refused = owner_client.post(url, {"days": "7", "assignments": [f"{other.pk}:{other.version}"]})
    owner_client.post(url, {"days": "7", "assignments": [f"{task.pk}:{task.version}"]})

    task.refresh_from_db()
    other.refresh_from_db()
    assert (refused.status_code, task.due_at, other.due_at) == (422, NOON + 8 * DAY, NOON + DAY)


def form_data(**changed) -> dict[str, object]:
    data: dict[str, object] = {
        "title": "Artifacts",
        "form": "assessed",
        "guides": ["widgets"],
        "count": "2",
        "is_same_for_all": "on",
        "due_at": "2026-12-10T17:00",
        "minutes": "20",
        "kept_score": "best",
        "late_rule": "mark",
        "late_percent_a_day": "0",
        "results": "by_hand",
        "answers": "by_hand",
        "version": "1",
    }
    return data | changed


def test_instructor_makes_an_assignment_and_publishes_it(cohort, owner_client, learner):
    join(cohort, learner)
    set_task(cohort, title="so that there is a guide", is_draft=True)
    owner_client.post(f"/cohorts/{cohort.pk}/assignments/new/", form_data())
    task = Assignment.objects.get(title="Artifacts")
    before = task.published_at
    owner_client.post(f"/cohorts/assignments/{task.pk}/publish/")

    task.refresh_from_db()
    assert before is None
    assert task.due_at == at_wall("2026-12-10T17:00")
    assert (task.limit, task.form, task.results_open_at) == (timedelta(minutes=20), "assessed", None)
    assert list(Assignment.objects.given_to(learner)) == [task]


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_at": "2027-03-28T02:30"},
        {"opens_at": "2026-12-11T17:00"},
        {"closes_at": "2026-12-09T17:00"},
        {"results": "at_a_date"},
        {"late_rule": "deduct"},
        {"guides": ["none"]},
        {"title": ""},
        {"minutes": "0"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_assignment_that_makes_no_sense_is_refused_with_what_was_typed(cohort, owner_client, wrong):
    set_task(cohort, title="so that there is a guide", is_draft=True)

    answer = owner_client.post(f"/cohorts/{cohort.pk}/assignments/new/", form_data(**wrong))

    assert (answer.status_code, Assignment.objects.count()) == (422, 1)
    assert "2026-12-10T17:00" in answer.content.decode() or "due_at" in wrong


def test_second_of_two_editors_is_refused_and_finds_what_they_typed(cohort, owner_client):
    task = set_task(cohort)
    url = f"/cohorts/assignments/{task.pk}/change/"
    first = owner_client.post(url, form_data(title="The first", version="2"))
    second = owner_client.post(url, form_data(title="The second", version="2"))
    third = owner_client.post(url, form_data(title="The third", version="3"))

    task.refresh_from_db()
    assert (first.status_code, second.status_code, third.status_code) == (302, 409, 302)
    assert ("The second" in second.content.decode(), 'name="version" value="3"' in second.content.decode()) == (
        True,
        True,
    )
    assert task.title == "The third"


def test_longer_limit_reaches_a_running_attempt_as_an_extension_and_what_it_asks_stays(cohort, owner_client):
    now = timezone.now()
    task = set_task(cohort, at=now, limit=10 * MINUTE)
    attempt = sit(task, join(cohort).user, at=now, is_handed_in=False)
    revision = task.blueprint_revision_id

    owner_client.post(
        f"/cohorts/assignments/{task.pk}/change/", form_data(minutes="25", due_at="", version=task.version)
    )

    attempt.refresh_from_db()
    task.refresh_from_db()
    assert attempt.expires_at == now + 25 * MINUTE
    assert attempt.events.filter(kind="extended").count() == 1
    assert task.blueprint_revision_id == revision
    assert task.changes.get(kind="edited").after["limit"] == 1500


def test_form_that_was_filled_before_the_publication_changes_nothing_of_what_is_asked(cohort, owner_client):
    task = set_task(cohort, is_draft=True)
    stale = form_data(count="3", version=task.version)
    publish(task, act_of(cohort))

    answer = owner_client.post(f"/cohorts/assignments/{task.pk}/change/", stale)

    task.refresh_from_db()
    assert (answer.status_code, task.title, task.blueprint_revision.spec["count"]) == (409, "First task", 2)


def test_refused_form_still_carries_the_version_it_was_filled_from(cohort, owner_client):
    task = set_task(cohort)
    url = f"/cohorts/assignments/{task.pk}/change/"
    owner_client.post(url, form_data(title="The first", version=task.version))

    refused = owner_client.post(url, form_data(title="", version=task.version))

    assert (refused.status_code, f'name="version" value="{task.version}"' in refused.text) == (422, True)


@pytest.mark.parametrize("page", ["change", "dates"])
def test_later_opening_of_results_reaches_attempts_that_have_ended(cohort, owner_client, page):
    """Else they would open on the day that was taken back."""
    opens, later = at_wall("2026-12-01T09:00"), at_wall("2026-12-08T09:00")
    task = set_task(cohort, results_open_at=opens, answers_open_at=opens)
    attempt = sit(task, join(cohort).user)

    if page == "dates":
        chosen = {"days": "7", "assignments": [f"{task.pk}:{task.version}"]}
        owner_client.post(f"/cohorts/{cohort.pk}/dates/", chosen)
    else:
        moved = {"results": "at_a_date", "results_open_at": "2026-12-08T09:00"}
        moved |= {"answers": "at_a_date", "answers_open_at": "2026-12-08T09:00"}
        owner_client.post(f"/cohorts/assignments/{task.pk}/change/", form_data(version=task.version, **moved))

    attempt.refresh_from_db()
    assert (attempt.results_open_at, attempt.answers_open_at) == (later, later)
    assert not attempt.shows_results(opens)


@pytest.mark.parametrize("written", ["0001-01-01T00:00", "1999-12-31T23:59", "2200-01-01T00:00", "9999-12-31T23:59"])
def test_date_at_the_ends_of_the_calendar_is_refused_in_words(cohort, owner_client, written):
    answer = owner_client.post(f"/cohorts/{cohort.pk}/assignments/new/", form_data(closes_at=written))

    assert (answer.status_code, "Give a year from 2000 to 2199." in answer.text) == (422, True)
    assert written in answer.text
