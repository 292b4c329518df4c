"""Letters: one a person, once a day, in their own time zone, and none to who wants none."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from portal.cohorts.actions import release, set_override
from portal.cohorts.models import MailChoice, Reminder
from portal.cohorts.reminders import announce_opened, remind
from tests.cohorts.cast import DAY, WHOLE_ANSWER, act_of, join, make_cohort, set_task, sit
from tests.factories import MINUTE, NOON, make_instructor, make_user

pytestmark = pytest.mark.django_db
HOUR = 60 * MINUTE


def letters() -> list[tuple[list[str], str]]:
    return [(letter.to, letter.subject) for letter in mail.outbox]


def test_one_letter_names_all_that_is_due_tomorrow_however_often_the_command_runs(cohort):
    ada = join(cohort, make_user("ada")).user
    other = make_cohort(make_instructor("foreign"), name="Other")
    join(other, ada)
    set_task(cohort, title="First", due_at=NOON + DAY)
    set_task(other, title="Second", due_at=NOON + DAY)
    set_task(cohort, title="Later", due_at=NOON + 2 * DAY)

    sent = [remind(NOON), remind(NOON), remind(NOON + HOUR)]

    assert (sent, letters()) == ([1, 0, 0], [(["ada@example.com"], "[Viva] Due tomorrow: 2 assignments")])
    body = mail.outbox[0].body
    assert [name in body for name in ("First (Evening class)", "Second (Other)", "Later")] == [True, True, False]


@pytest.mark.parametrize(
    ("zone", "due", "is_reminded"),
    [
        ("UTC", NOON + 12 * HOUR, True),
        ("UTC", NOON + 12 * HOUR - MINUTE, False),
        ("UTC", NOON + 36 * HOUR - MINUTE, True),
        ("UTC", NOON + 36 * HOUR, False),
        ("Pacific/Kiritimati", NOON + 46 * HOUR - MINUTE, True),
        ("Pacific/Kiritimati", NOON + 46 * HOUR, False),
        ("Pacific/Honolulu", NOON + 22 * HOUR, True),
        ("Pacific/Honolulu", NOON + 22 * HOUR - MINUTE, False),
    ],
)
def test_tomorrow_is_that_of_the_persons_own_time_zone(cohort, zone, due, is_reminded):
    join(cohort, make_user("ada", time_zone=zone))
    set_task(cohort, due_at=due)

    assert remind(NOON) == is_reminded


def test_who_is_done_excused_or_wants_no_letter_or_has_left_gets_none(cohort):
    done, excused, silent, left = (join(cohort) for _ in range(4))
    task = set_task(cohort, due_at=NOON + DAY)
    sit(task, done.user, WHOLE_ANSWER)
    set_override(task, excused.user, {"is_excused": True}, act_of(cohort))
    MailChoice.objects.create(user=silent.user, wants_reminders=False)
    left.leave(NOON)

    assert (remind(NOON + HOUR), Reminder.objects.count()) == (0, 0)


def test_own_due_date_reminds_and_the_assignments_does_not(cohort):
    learner, task = join(cohort, make_user("ada")).user, set_task(cohort, due_at=NOON + DAY)
    set_override(task, learner, {"due_at": NOON + 9 * DAY}, act_of(cohort))

    assert [remind(NOON), remind(NOON + 8 * DAY)] == [0, 1]


def test_results_whose_date_has_come_are_announced_once(cohort):
    join(cohort, make_user("ada"))
    task = set_task(cohort, results_open_at=NOON + DAY)
    set_task(cohort, title="Opens as soon as it is handed in", results_open_at=NOON)

    sent = [announce_opened(NOON + HOUR), announce_opened(NOON + DAY), announce_opened(NOON + DAY + HOUR)]

    assert (sent, letters()) == ([0, 1, 0], [(["ada@example.com"], f"[Viva] Results: {task.title}")])


def test_release_by_hand_writes_where_it_is_asked_to(cohort, owner_client):
    join(cohort, make_user("ada"))
    task = set_task(cohort)
    url = f"/cohorts/assignments/{task.pk}/release/"
    form = {"results": "at_once", "answers": "by_hand"}
    owner_client.post(url, form | {"version": task.version})
    before = letters()
    owner_client.post(url, form | {"version": task.version + 1, "sends_mail": "on"})

    assert (before, letters()) == ([], [(["ada@example.com"], "[Viva] Results: First task")])


def test_release_that_is_withheld_again_shows_nothing(cohort):
    task = set_task(cohort)
    attempt = sit(task, join(cohort).user)
    for moment in (NOON, None):
        release(task, task.version, results_at=moment, answers_at=moment, act=act_of(cohort))

    attempt.refresh_from_db()
    assert not attempt.shows_results(NOON + DAY)


def test_new_assignment_is_written_about_in_the_learners_zone_where_they_want_it(cohort, owner_client):
    join(cohort, make_user("ada", time_zone="Asia/Tokyo"))
    MailChoice.objects.create(user=join(cohort).user, wants_new_assignments=False)
    task = set_task(cohort, is_draft=True, due_at=NOON + DAY)

    owner_client.post(f"/cohorts/assignments/{task.pk}/publish/", {"sends_mail": "on"})

    assert letters() == [(["ada@example.com"], "[Viva] New in Evening class: First task")]
    assert "due 24 November 2026, 21:00 (Asia/Tokyo)" in mail.outbox[0].body


def test_subject_is_one_line_whatever_a_title_holds(cohort, owner_client):
    join(cohort)
    task = set_task(cohort, is_draft=True, title="One\nBcc: everyone@example.com")

    owner_client.post(f"/cohorts/assignments/{task.pk}/publish/", {"sends_mail": "on"})

    assert mail.outbox[0].subject == "[Viva] New in Evening class: One Bcc: everyone@example.com"


def test_command_says_what_it_did(cohort, capsys):
    join(cohort)
    set_task(cohort, due_at=timezone.now() + DAY)

    call_command("send_reminders")

    assert capsys.readouterr().out == "1 reminded of what is due tomorrow; 0 told of results.\n"


def test_letters_are_chosen_on_a_page(learner, learner_client):
    learner_client.post("/cohorts/letters/", {"wants_results": "on"})

    choice = MailChoice.objects.get(user=learner)
    assert (choice.wants_new_assignments, choice.wants_reminders, choice.wants_results) == (False, False, True)
