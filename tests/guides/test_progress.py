from typing import Any

import pytest

from portal.accounts.models import User
from portal.guides.models import Mark, Placement, Progress
from portal.guides.models.progress import CHANGED, UNRATED
from tests.factories import MINUTE, NOON, make_guide, make_user, revision_of, reword_question


@pytest.fixture
def written(db):
    guide = make_guide(questions=2)
    return Placement.objects.get(guide_revision=revision_of(guide), position=0).question_revision


def row(user: User) -> tuple[Any, ...]:
    return Progress.objects.values_list("first_read_at", "rating", "rated_at", "revision_seen").get(user=user)


def marks(user: User) -> list[tuple[str, bool]]:
    return [
        (placement.mark, placement.is_changed)
        for placement in Placement.objects.with_marks_of(user).order_by("position")
    ]


def test_mark_read_keeps_the_first_moment_and_the_rating(learner, written):
    Progress.objects.mark(learner, written, Mark.KNOWN, NOON)
    Progress.objects.mark(learner, written, Mark.READ, NOON + MINUTE)

    assert row(learner) == (NOON, "known", NOON, written.pk)


def test_rate_replaces_the_rating_and_keeps_the_first_reading(learner, written):
    Progress.objects.mark(learner, written, Mark.READ, NOON)
    Progress.objects.mark(learner, written, Mark.UNSURE, NOON + MINUTE)
    Progress.objects.mark(learner, written, Mark.KNOWN, NOON + 2 * MINUTE)

    assert row(learner) == (NOON, "known", NOON + 2 * MINUTE, written.pk)


def test_unrated_takes_the_rating_back_and_stays_read(learner, written):
    Progress.objects.mark(learner, written, Mark.KNOWN, NOON)
    Progress.objects.mark(learner, written, UNRATED, NOON + MINUTE)

    assert row(learner) == (NOON, "", None, written.pk)


@pytest.mark.parametrize("mark", [Mark.READ, Mark.KNOWN, UNRATED])
def test_mark_is_one_statement(learner, written, django_assert_num_queries, mark):
    with django_assert_num_queries(1):
        Progress.objects.mark(learner, written, mark, NOON)


@pytest.mark.parametrize(
    ("mark", "expected"), [(Mark.READ, "read"), (Mark.KNOWN, "known"), (Mark.UNSURE, "unsure"), (UNRATED, "read")]
)
def test_with_marks_of_shows_a_person_their_own_marks_only(learner, written, mark, expected):
    Progress.objects.mark(make_user(), written, Mark.KNOWN, NOON)
    Progress.objects.mark(learner, written, mark, NOON)

    assert marks(learner) == [(expected, False), ("unread", False)]


@pytest.mark.parametrize(("mark", "is_changed"), [(Mark.KNOWN, True), (Mark.UNSURE, False), (Mark.READ, False)])
def test_question_is_changed_when_it_was_reworded_after_it_was_known(learner, written, mark, is_changed):
    Progress.objects.mark(learner, written, mark, NOON)
    newer = reword_question(written, title="What is a widget today?")

    assert marks(learner) == [(mark, is_changed), ("unread", False)]
    changed = Placement.objects.with_marks_of(learner).marked(CHANGED)
    assert [placement.question_revision for placement in changed] == [newer] * is_changed


def test_question_is_no_longer_changed_when_it_is_known_anew(learner, written):
    Progress.objects.mark(learner, written, Mark.KNOWN, NOON)
    newer = reword_question(written, title="What is a widget today?")
    Progress.objects.mark(learner, newer, Mark.KNOWN, NOON + MINUTE)

    assert marks(learner) == [("known", False), ("unread", False)]


def test_guide_page_says_what_changed_and_finds_it(learner, learner_client, written):
    Progress.objects.mark(learner, written, Mark.KNOWN, NOON)
    reword_question(written, title="What is a widget today?")

    page = learner_client.get("/guides/widgets/?mark=changed").content.decode()

    assert "Changed since you knew it" in page
    assert "1 changed since you knew it" in page
    assert page.count('<details class="question"') == 1
    assert "I still know it" in page
