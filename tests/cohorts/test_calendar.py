"""Due dates as a calendar reads them."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from portal.cohorts.actions import set_override
from portal.cohorts.calendar import LINE_OCTETS, calendar_of, escaped, folded
from portal.cohorts.models import CalendarFeed
from tests.cohorts.cast import DAY, act_of, join, set_task
from tests.factories import NOON


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_folded_line_is_short_and_unfolds_to_itself(line):
    parts = list(folded(line))

    assert all(len(part.encode()) <= LINE_OCTETS for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


def test_text_is_escaped():
    assert escaped("a;b,c\\d\r\ne\nf") == "a\\;b\\,c\\\\d\\ne\\nf"


@pytest.mark.django_db
def test_calendar_holds_ones_own_effective_due_dates(cohort, learner):
    join(cohort, learner)
    task = set_task(cohort, title="Artifacts, 1", due_at=NOON + DAY)
    set_task(cohort, title="Without a date")
    set_override(task, learner, {"due_at": NOON + 2 * DAY}, act_of(cohort))

    text = calendar_of(learner, NOON)

    assert text.count("BEGIN:VEVENT") == 1
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "SUMMARY:Artifacts\\, 1 is due\r\nDESCRIPTION:Evening class: not started\r\n" in text
    assert "DTSTART:20261125T120000Z\r\n" in text


@pytest.mark.django_db
def test_secret_address_is_read_without_signing_in_and_can_be_revoked(cohort, learner, learner_client):
    join(cohort, learner)
    set_task(cohort, due_at=NOON + DAY)
    learner_client.post("/cohorts/letters/", {"then": "make_calendar"})
    first = f"/cohorts/calendar/{CalendarFeed.objects.get().key}.ics"
    answer = Client().get(first)
    learner_client.post("/cohorts/letters/", {"then": "make_calendar"})
    second = f"/cohorts/calendar/{CalendarFeed.objects.get().key}.ics"
    renewed = [Client().get(url).status_code for url in (first, second)]
    learner_client.post("/cohorts/letters/", {"then": "revoke_calendar"})

    assert (answer["Content-Type"], b"First task is due" in answer.content) == ("text/calendar; charset=utf-8", True)
    assert (renewed, Client().get(second).status_code) == ([404, 200], 404)
