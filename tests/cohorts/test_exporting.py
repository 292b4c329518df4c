"""Grades as a file that a spreadsheet opens without running anything."""

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cohorts.exporting import ATTEMPTS, RISKY, as_csv, harmless
from tests.cohorts.cast import DAY, HALF_ANSWER, WHOLE_ANSWER, join, set_task, sit
from tests.factories import NOON, make_user


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-2", "'-2"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("Ada", "Ada"),
        (-2, "-2"),
        (87.5, "87.5"),
        (True, "yes"),
        (None, ""),
        (datetime(2026, 11, 23, 12, tzinfo=UTC), "2026-11-23T12:00:00+00:00"),
    ],
)
def test_text_that_would_be_a_formula_is_neutralised_and_numbers_stay(value, expected):
    assert harmless(value) == expected


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")), min_size=1, max_size=4))
def test_no_cell_of_text_begins_like_a_formula_and_none_is_lost(row):
    text = as_csv(["a"], iter([row]))

    cells = list(csv.reader(StringIO(text, newline="")))[1]
    assert not any(cell.startswith(RISKY) for cell in cells)
    assert [cell.removeprefix("'") for cell in cells] == [value.removeprefix("'") for value in row]


def table(answer) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def filled(cohort):
    ada = join(cohort, make_user("ada", first_name="=cmd", last_name="L")).user
    join(cohort, make_user("bob"))
    task = set_task(cohort, count=1, title="Artifacts", due_at=NOON + DAY, late_rule="deduct", late_percent_a_day=10)
    sit(task, ada, HALF_ANSWER)
    sit(task, ada, WHOLE_ANSWER, at=NOON + 2 * DAY)
    return cohort, task, ada


@pytest.mark.django_db
def test_one_row_a_learner_with_instructors_left_out(filled, owner_client):
    cohort, task, _ = filled
    answer = owner_client.get(f"/cohorts/{cohort.pk}/gradebook.csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    name = f"{task.pk} Artifacts"
    assert table(answer) == [
        [
            "learner",
            "name",
            "email",
            "role",
            "mean",
            *(f"{name}: {part}" for part in ("state", "grade", "late", "late_seconds")),
        ],
        ["ada", "'=cmd L", "ada@example.com", "learner", "80.0", "late", "80.0", "24 hours 10 minutes", "87000"],
        ["bob", "", "bob@example.com", "learner", "", "not started", "", "", "0"],
    ]


@pytest.mark.django_db
def test_one_row_an_attempt_with_moments_in_iso_form(filled, owner_client):
    cohort, _, ada = filled
    header, first, second = table(owner_client.get(f"/cohorts/{cohort.pk}/gradebook.csv?rows=attempts"))
    attempts = [attempt.pk for attempt in ada.attempts.order_by("started_at")]

    assert header == list(ATTEMPTS)
    row = dict(zip(header, second, strict=True))
    assert (first[8], row["attempt_id"], row["started_at"]) == (
        str(attempts[0]),
        str(attempts[1]),
        "2026-11-25T12:00:00+00:00",
    )
    assert (row["coverage"], row["days_late"], row["after_late_rule"], row["is_kept"]) == ("100.0", "2", "80.0", "yes")
    assert (row["earned"], row["possible"], row["how_it_ended"]) == ("2.0", "2.0", "submitted")


@pytest.mark.django_db
def test_instructors_stand_in_it_where_they_are_asked_for(filled, owner_client):
    cohort = filled[0]
    answer = owner_client.get(f"/cohorts/{cohort.pk}/gradebook.csv?instructors=1")

    assert [row[0] for row in table(answer)] == ["learner", "ada", "bob", "owner"]
