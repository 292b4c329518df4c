"""The demonstration: every state in it, the same each time, and gone without a trace."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Max
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.accounts.models import User
from portal.cohorts.demo import seed
from portal.cohorts.gradebook import rows_of
from portal.cohorts.grading import Word
from portal.cohorts.models import Assignment, Cohort
from portal.interviews.models import Attempt, Blueprint, Response
from tests.cohorts.cast import WHOLE_ANSWER, join, make_cohort, set_task, sit
from tests.factories import ask, make_guide, make_user
from tests.kinds import MAKERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    guide = make_guide(questions=3)
    for number in range(4):
        ask(guide, title=f"Why {number}?", topics=("artifacts",), points=("It starts again by itself", "Nobody waits"))
    return guide


def test_demonstration_has_a_cell_in_every_state_and_goes_without_a_trace(guide):
    real = make_cohort()
    task, learner = set_task(real), join(real, make_user("demo-looks-like-it")).user
    sit(task, learner, WHOLE_ANSWER)
    counted = [model.objects.count() for model in (User, Cohort, Assignment, Attempt, Blueprint, Response)]
    at = timezone.now()

    cohort = seed(at)
    words = {place.cell.word for row in rows_of(cohort, at) for place in row.places if place.cell}
    learners = cohort.memberships.learners().count()
    seed(at)
    call_command("seed_demo", remove=True)

    assert (words, learners) == (set(Word), 30)
    assert [model.objects.count() for model in (User, Cohort, Assignment, Attempt, Blueprint, Response)] == counted


def test_without_a_guide_it_says_what_to_do():
    with pytest.raises(CommandError, match="import_guides"):
        call_command("seed_demo")


def test_nobody_signs_in_to_a_demo_account(guide):
    seed(timezone.now(), learners=4)

    assert not any(user.has_usable_password() for user in User.objects.filter(username__startswith="demo-"))


def test_warm_up_is_of_every_kind_that_the_guide_has_and_answered_in_each(db):
    guide = make_guide(questions=1)
    for make in MAKERS.values():
        make(guide)

    cohort = seed(timezone.now(), learners=12)
    task = cohort.assignments.get(title="Warm-up")
    sat = Response.objects.filter(item__attempt__blueprint=task.blueprint_id, current_score__possible__gt=0)

    earned = sat.values("item__kind").annotate(most=Max("current_score__earned")).order_by("item__kind")
    assert [row["item__kind"] for row in earned] == ["choice", "matching", "open", "ordering"]
    assert all(row["most"] > 0 for row in earned)


def test_demonstration_leaves_nothing_to_the_worker(guide):
    seed(timezone.now(), learners=12)

    assert not DBTaskResult.objects.exists()
    assert not Attempt.objects.to_score().exists()
