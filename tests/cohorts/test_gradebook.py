"""The gradebook: right cells, a constant number of queries, and what a reader asked for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.cohorts.gradebook import rows_of, standings_of
from portal.cohorts.grading import Word
from portal.guides.models import Progress, QuestionRevision
from portal.interviews.models import Attempt
from tests.cohorts.cast import DAY, HALF_ANSWER, WHOLE_ANSWER, join, make_cohort, set_task, sit
from tests.factories import MINUTE, NOON, make_instructor, make_user

pytestmark = pytest.mark.django_db
LATER = NOON + 9 * DAY


def cells_of(cohort, at=LATER):
    return {
        row.membership.user.username: [place.cell and place.cell.word for place in row.places]
        for row in rows_of(cohort, at)
    }


def test_each_learner_has_a_cell_in_each_assignment_and_instructors_have_none(cohort):
    ada, grace = make_user("ada"), make_user("grace")
    join(cohort, ada)
    join(cohort, grace)
    first, second = set_task(cohort, due_at=NOON + DAY), set_task(cohort, title="Second", due_at=NOON + 2 * DAY)
    set_task(cohort, title="A draft", is_draft=True)
    sit(first, ada, WHOLE_ANSWER, WHOLE_ANSWER)
    sit(second, grace, at=NOON + 3 * DAY)
    sit(second, ada, at=LATER - MINUTE, is_handed_in=False)

    assert cells_of(cohort) == {"ada": [Word.SUBMITTED, Word.IN_PROGRESS], "grace": [Word.NOT_STARTED, Word.LATE]}


def test_attempts_of_another_cohort_never_show(cohort):
    learner = join(cohort).user
    other = make_cohort(make_instructor("foreign"), name="Other")
    join(other, learner)
    sit(set_task(other), learner, WHOLE_ANSWER)
    set_task(cohort)

    assert cells_of(cohort) == {learner.username: [Word.NOT_STARTED]}


def test_assignment_for_some_has_no_cell_for_others(cohort):
    ada, grace = make_user("ada"), make_user("grace")
    join(cohort, ada)
    join(cohort, grace)
    set_task(cohort).persons.add(ada)

    assert cells_of(cohort) == {"ada": [Word.NOT_STARTED], "grace": [None]}


def test_reading_counts_what_its_learner_marked_as_known(cohort):
    learner, other = join(cohort).user, join(cohort).user
    task = set_task(cohort, form="reading")
    for revision in QuestionRevision.objects.all()[:2]:
        Progress.objects.rate(learner, revision, "known", NOON)
    Progress.objects.rate(other, QuestionRevision.objects.first(), "unsure", NOON)

    row = {row.membership.user_id: row.places[0].cell for row in rows_of(cohort, LATER)}

    assert (row[learner.pk].done, row[learner.pk].of, row[learner.pk].grade) == (2, 3, 667)
    assert (row[other.pk].word, task.blueprint_revision.pinned_questions.count()) == (Word.NOT_STARTED, 3)


def test_opening_the_gradebook_ends_what_is_over(cohort, owner_client):
    attempt = sit(set_task(cohort), join(cohort).user, WHOLE_ANSWER, is_handed_in=False)

    page = owner_client.get(f"/cohorts/{cohort.pk}/gradebook/").content.decode()

    attempt.refresh_from_db()
    assert (attempt.end_reason, attempt.finished_at, "closed at deadline" in page) == (
        Attempt.EndReason.DEADLINE,
        NOON + 30 * MINUTE,
        True,
    )


def fill(cohort, learners, assignments):
    people = [join(cohort).user for _ in range(learners)]
    for number in range(assignments):
        task = set_task(cohort, title=f"Task {number}", form="reading" if number % 3 == 1 else "assessed")
        for person in people if number % 3 != 1 else ():
            sit(task, person, HALF_ANSWER)


@pytest.mark.parametrize("query", ["", "?show=late", "?sort=-mean"])
def test_gradebook_takes_as_many_queries_for_many_as_for_few(cohort, owner_client, query):
    counts = []
    fill(cohort, 1, 3)
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as few:
            owner_client.get(f"/cohorts/{cohort.pk}/gradebook/{query}")
        counts.append(len(few))
        fill(cohort, 2, 3)

    assert counts[0] == counts[1] == 13


def test_standings_count_who_stands_where(cohort):
    task = set_task(cohort)
    people = [join(cohort).user for _ in range(3)]
    sit(task, people[0], WHOLE_ANSWER)
    sit(task, people[1], at=LATER - MINUTE, is_handed_in=False)

    found = standings_of(cohort, LATER)[0]

    assert (found.learners, found.not_started, found.running, found.done) == (3, 1, 1, 1)


def names_on(page) -> list[str]:
    return [row.membership.user.username for row in page.context["rows"]]


def test_filters_and_orders_choose_rows(cohort, owner_client):
    ada, bob, eve = (join(cohort, make_user(name)).user for name in ("ada", "bob", "eve"))
    first = set_task(cohort, count=1, due_at=NOON + DAY)
    second = set_task(cohort, count=1, title="Second")
    sit(first, ada, WHOLE_ANSWER)
    sit(first, bob, HALF_ANSWER, at=NOON + 2 * DAY)
    sit(second, eve, WHOLE_ANSWER)
    url = f"/cohorts/{cohort.pk}/gradebook/"

    found = {
        query: names_on(owner_client.get(url + query))
        for query in (
            "",
            "?show=late",
            "?show=not_started",
            f"?show=not_started&in={first.pk}",
            "?sort=-name",
            f"?sort=-{first.pk}",
            f"?sort={first.pk}",
            "?sort=nonsense&show=nonsense&in=x&page=99",
        )
    }

    assert list(found.values()) == [
        ["ada", "bob", "eve"],
        ["bob"],
        ["ada", "bob", "eve"],
        ["eve"],
        ["eve", "bob", "ada"],
        ["ada", "bob", "eve"],
        ["bob", "ada", "eve"],
        ["ada", "bob", "eve"],
    ]


def test_cell_explains_its_number(cohort, owner_client):
    learner = join(cohort).user
    task = set_task(cohort, count=1, due_at=NOON + DAY, late_rule="deduct", late_percent_a_day=10)
    sit(task, learner, WHOLE_ANSWER, at=NOON + 2 * DAY - 10 * MINUTE)

    page = owner_client.get(f"/cohorts/assignments/{task.pk}/people/{learner.pk}/").content.decode()

    assert all(words in page for words in ("100 %", "90 %", "1 day", "(1 × 10 % of it)", "Kept", "late by 1 day"))


def test_decision_without_a_reason_is_refused_and_keeps_what_was_typed(cohort, owner_client):
    learner, task = join(cohort).user, set_task(cohort)
    url = f"/cohorts/assignments/{task.pk}/people/{learner.pk}/"

    refused = owner_client.post(url, {"then": "grade", "grade": "87.5", "reason": ""})
    saved = owner_client.post(url, {"then": "grade", "grade": "87.5", "reason": "said it aloud"})
    outrun = owner_client.post(url, {"then": "grade", "grade": "12", "reason": "too late"})

    assert (refused.status_code, 'value="87.5"' in refused.content.decode()) == (422, True)
    assert (saved.status_code, outrun.status_code, 'value="12"' in outrun.content.decode()) == (302, 409, True)
    assert task.grade_changes.get().after == 875
    newest = f'name="seen" value="{task.grade_changes.get().pk}"'
    assert (newest in outrun.text, newest in refused.text) == (True, False)


def test_refused_decision_about_an_attempt_stays_with_that_attempt(cohort, owner_client):
    learner, task = join(cohort).user, set_task(cohort, count=1)
    sit(task, learner)
    second = sit(task, learner, at=NOON + DAY)

    answer = owner_client.post(
        f"/cohorts/assignments/{task.pk}/people/{learner.pk}/", {"then": "void", "attempt": str(second.pk)}
    )

    assert (answer.status_code, f'<option value="{second.pk}" selected>' in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"then": "override", "due_at": "2026-11-20T12:00", "reason": "ill"}, 422),
        ({"then": "override", "due_at": "2027-03-28T02:30", "reason": "ill"}, 422),
        ({"then": "override", "due_at": "2026-12-01T12:00", "closes_at": "2026-12-02T12:00", "reason": "ill"}, 302),
        ({"then": "override", "due_at": "2026-12-01T12:00", "reason": "ill"}, 422),
        ({"then": "excuse", "reason": "ill"}, 302),
        ({"then": "extend", "minutes": "5", "reason": "ill", "attempt": "1"}, 409),
        ({"then": "nonsense"}, 422),
    ],
    ids=["due before it opens", "no such time", "later", "due after it closes", "excused", "no attempt", "nonsense"],
)
def test_own_values_are_refused_where_they_contradict_each_other(cohort, owner_client, sent, status):
    learner = join(cohort).user
    task = set_task(cohort, opens_at=NOON, due_at=NOON + DAY, closes_at=NOON + 2 * DAY)

    answer = owner_client.post(f"/cohorts/assignments/{task.pk}/people/{learner.pk}/", sent)

    assert answer.status_code == status
    assert task.overrides.exists() == (status == 302)


def test_own_dates_are_read_in_the_zone_of_the_cohort_and_shown_in_that_of_each_reader(cohort, owner_client, client):
    learner = join(cohort, make_user("ada", time_zone="Asia/Tokyo")).user
    task = set_task(cohort)
    sent = {"then": "override", "due_at": "2026-12-01T12:00", "reason": "ill"}
    owner_client.post(f"/cohorts/assignments/{task.pk}/people/{learner.pk}/", sent)
    client.force_login(learner)

    pages = [
        owner_client.get(f"/cohorts/assignments/{task.pk}/people/{learner.pk}/").content.decode(),
        client.get(f"/cohorts/assignments/{task.pk}/").content.decode(),
    ]

    assert ["11:00" in pages[0], "20:00" in pages[1], "ill" in pages[1]] == [True, True, True]
    assert timezone.localtime(task.overrides.get().due_at).hour == 11


def test_due_at_the_change_of_the_clocks_is_the_moment_the_cohorts_clock_says(cohort, owner_client):
    learner, task = join(cohort).user, set_task(cohort)
    sent = {"then": "override", "due_at": "2027-03-28T03:00", "reason": "ill"}

    owner_client.post(f"/cohorts/assignments/{task.pk}/people/{learner.pk}/", sent)

    assert task.overrides.get().due_at.isoformat() == "2027-03-28T01:00:00+00:00"
    assert timedelta(0) == task.overrides.get().due_at.utcoffset()
