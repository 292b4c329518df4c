"""A person who leaves for good: all about them comes out first, then nothing is left but what counts."""

import pytest

from portal.cohorts.actions import Decided, change_grade, set_override
from portal.cohorts.gradebook import place_of
from portal.cohorts.models import CalendarFeed, Invitation, MailChoice
from portal.cohorts.person import export_of
from tests.cohorts.cast import DAY, HALF_ANSWER, act_of, join, make_invitation, set_task, sit
from tests.factories import MINUTE, NOON, make_instructor, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver(cohort):
    """Someone who said, was told, and was given something."""
    user = join(cohort, make_user("ada")).user
    task = set_task(cohort, count=1)
    attempt = sit(task, user, f"{HALF_ANSWER} My name is Ada.")
    response = attempt.items.get().response
    response.comments.create(by=act_of(cohort).by, at=NOON, text="Well said, Ada.")
    response.conflicting_texts.create(writer="tab", text="Ada in another tab", at=NOON)
    set_override(task, user, {"due_at": NOON + DAY}, act_of(cohort, NOON, "Ada was ill"))
    change_grade(task, user, Decided(700, None), act_of(cohort, NOON, "Ada said it aloud"))
    make_invitation(cohort, user.email, expires_at=NOON + DAY)
    CalendarFeed.objects.create(user=user, created_at=NOON)
    MailChoice.objects.create(user=user)
    return user, task, attempt


def test_export_holds_all_that_is_stored(leaver):
    user, task, attempt = leaver
    asked = attempt.items.get().payload["title"]

    found = export_of(user, NOON + DAY, is_own=False)

    assert found["person"] == {"user_name": "ada", "name": "", "email": "ada@example.com"}
    assert found["attempts"][0]["assignment_id"] == task.pk
    assert found["attempts"][0]["responses"] == [
        {"question": asked, "text": f"{HALF_ANSWER} My name is Ada.", "coverage": 50}
    ]
    assert found["comments_received"][0]["text"] == "Well said, Ada."
    assert (found["grades_decided"][0]["grade"], found["overrides"][0]["reason"]) == (70, "Ada was ill")


def test_own_export_before_release_holds_neither_score_nor_comment(leaver):
    found = export_of(leaver[0], NOON + DAY, is_own=True)

    assert found["attempts"][0]["responses"][0]["coverage"] is None
    assert (found["comments_received"], found["grades_decided"]) == ([], [])


def test_anonymised_person_leaves_no_word_and_every_number(leaver, cohort):
    user, task, attempt = leaver
    before = place_of(task, user, NOON + DAY).cell

    user.anonymise(NOON + DAY)

    user.refresh_from_db()
    left = str(export_of(user, NOON + 2 * DAY, is_own=False))
    log = str([list(task.changes.values()), list(attempt.events.values()), list(task.grade_changes.values())])
    assert ("Ada" in left + log, "ada@" in left) == (False, False)
    response = attempt.items.get().response
    assert (response.text, response.conflicting_texts.count()) == ("", 0)
    assert not Invitation.objects.exists()
    assert [hasattr(user, name) for name in ("calendar_feed", "mail_choice")] == [False, False]
    after = place_of(task, user, NOON + DAY).cell
    assert (after.grade, after.computed) == (before.grade, before.computed) == (700, 500)
    assert cohort.memberships.get(user=user).left_at == NOON + DAY


def test_cohort_of_an_anonymised_owner_goes_to_its_next_instructor(cohort, owner):
    heir = join(cohort, make_instructor("heir"), role="instructor")

    owner.anonymise(NOON + MINUTE)

    assert cohort.memberships.current().get(role="owner") == heir
    assert not cohort.memberships.current().filter(user=owner).exists()
