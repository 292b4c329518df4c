"""From a draft to questions that do not move."""

import pytest
from django.utils import timezone

from portal.cohorts.models import Assignment
from portal.cohorts.pinning import pinned, pinned_titles
from portal.cohorts.publishing import difference, publish, refresh
from portal.guides.models import Placement, Question
from portal.interviews.starting import NothingToAsk
from tests.cohorts.cast import HALF_ANSWER, act_of, join, set_task, sit
from tests.factories import MINUTE, NOON, ask, make_guide, reword_question

pytestmark = pytest.mark.django_db


def asked_of(attempt) -> list[str]:
    return [item.payload["title"] for item in attempt.items.order_by("position")]


def test_publishing_pins_the_questions_as_they_stand(cohort):
    make_guide(questions=3)
    task = set_task(cohort, count=2)
    titles = pinned_titles(task.blueprint_revision)

    reword_question(Placement.objects.first().question_revision, title="Worded anew?")

    assert (len(titles), pinned_titles(task.blueprint_revision)) == (2, titles)
    assert (task.published_at, task.blueprint_revision.number) == (NOON, 2)


def test_same_questions_for_all_are_the_same_for_all(cohort):
    make_guide(questions=9)
    task = set_task(cohort, count=3)

    first, second = (sit(task, join(cohort).user) for _ in range(2))

    assert asked_of(first) == asked_of(second) == pinned_titles(task.blueprint_revision)


def test_drawn_questions_come_from_the_pinned_pool_whatever_the_guide_says_later(cohort):
    guide = make_guide(questions=3)
    task = set_task(cohort, count=2, is_same_for_all=False)
    ask(guide, title="Added later?")

    attempt = sit(task, join(cohort).user)

    assert len(asked_of(attempt)) == 2
    assert set(asked_of(attempt)) < set(pinned_titles(task.blueprint_revision))
    assert "Added later?" not in pinned_titles(task.blueprint_revision)


def test_question_that_is_retired_or_withdrawn_later_is_still_asked(cohort):
    make_guide(questions=2)
    task = set_task(cohort, count=2)
    Question.objects.update(retired_at=NOON)

    assert len(asked_of(sit(task, join(cohort).user))) == 2


def test_publishing_twice_changes_nothing(cohort):
    task = set_task(cohort)
    revision = task.blueprint_revision_id

    publish(task, act_of(cohort, NOON + MINUTE))

    assert Assignment.objects.get().blueprint_revision_id == revision
    assert task.changes.count() == 1


def test_nothing_to_ask_publishes_nothing(cohort):
    make_guide()
    task = set_task(cohort, topics=("nowhere",), is_draft=True)

    with pytest.raises(NothingToAsk):
        publish(task, act_of(cohort))
    task.refresh_from_db()
    assert (task.published_at, task.blueprint_revision.number) == (None, 1)


def test_update_to_latest_says_what_changes_and_leaves_begun_attempts_alone(cohort):
    make_guide(questions=3)
    task = set_task(cohort, count=2)
    attempt = sit(task, join(cohort).user, HALF_ANSWER, is_handed_in=False)
    before = asked_of(attempt)
    old = pinned(task.blueprint_revision)
    reword_question(Placement.objects.get(question_revision=old[0].question_revision).question_revision, title="Anew?")
    Question.objects.filter(pk=old[1].question).update(retired_at=NOON)

    found = difference(task, act_of(cohort, timezone.now()))
    refresh(task, act_of(cohort, timezone.now()))

    assert (list(found.reworded), len(found.added), found.removed) == (["Anew?"], 1, [before[1]])
    assert (found.attempts, found.running) == (1, 1)
    assert asked_of(attempt) == before
    assert attempt.blueprint_revision_id != task.blueprint_revision_id
    assert pinned_titles(task.blueprint_revision)[0] == "Anew?"


def test_nothing_new_makes_no_difference(cohort):
    make_guide(questions=5)
    task = set_task(cohort, count=2)

    assert not difference(task, act_of(cohort)).is_any


def test_reading_pins_all_that_match(cohort):
    make_guide(questions=4)

    assert len(pinned(set_task(cohort, form="reading", count=1).blueprint_revision)) == 4
