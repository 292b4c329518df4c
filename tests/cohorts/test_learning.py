"""What a learner sees of their assignments, and what they do not see before it is released."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.cohorts.actions import Decided, change_grade, release, set_override
from portal.cohorts.learning import todo_of
from portal.guides.models import QuestionRevision
from tests.cohorts.cast import DAY, WHOLE_ANSWER, act_of, join, make_cohort, set_task, sit
from tests.factories import MINUTE, NOON, make_instructor
from tests.test_access import own_names

pytestmark = pytest.mark.django_db


def test_home_lists_what_is_left_by_its_effective_due_date(cohort, learner, learner_client):
    join(cohort, learner)
    now = timezone.now()
    late, soon, done = (set_task(cohort, title=title, at=now) for title in ("Late", "Soon", "Done"))
    for task, days in ((late, 9), (soon, 1), (done, 2)):
        set_override(task, learner, {"due_at": now + days * DAY}, act_of(cohort, now))
    sit(done, learner, WHOLE_ANSWER, at=now - 20 * MINUTE)

    page = learner_client.get("/").content.decode()

    assert [todo.assignment.title for todo in todo_of(learner, now)] == ["Soon", "Done", "Late"]
    assert (page.index("Soon") < page.index("Late"), f"/cohorts/assignments/{done.pk}/" in page) == (True, False)


def test_nothing_of_an_archived_or_left_cohort_is_left_to_do(cohort, learner):
    left, archived = make_cohort(make_instructor("a"), name="A"), make_cohort(make_instructor("b"), name="B")
    for each in (left, archived):
        join(each, learner)
        set_task(each)
    left.memberships.get(user=learner).leave(NOON + DAY)
    archived.archive(NOON)

    assert todo_of(learner, NOON + DAY) == []


@pytest.mark.parametrize("assignments", [1, 3])
def test_home_takes_as_many_queries_for_many_assignments_as_for_one(
    cohort, learner, learner_client, assignments, django_assert_num_queries
):
    join(cohort, learner)
    for number in range(assignments):
        set_task(cohort, title=f"Task {number}")
        set_task(cohort, title=f"Reading {number}", form="reading")

    with django_assert_num_queries(17):
        learner_client.get("/")


ANSWER = "It is small. It turns left."
SCORE = "100 %"


def known_arguments(task, attempt) -> dict[str, list[object]]:
    question = attempt.items.get(position=1).question_revision.question
    return {
        "cohorts:cohort_detail": [task.cohort_id],
        "cohorts:assignment_detail": [task.pk],
        "interviews:attempt_detail": [attempt.pk],
        "interviews:attempt_result": [attempt.pk],
        "interviews:attempt_finish": [attempt.pk],
        "interviews:attempt_log": [attempt.pk],
        "interviews:attempt_transcript": [attempt.pk],
        "interviews:attempt_clock": [attempt.pk],
        "interviews:attempt_pause": [attempt.pk],
        "guides:guide_detail": [question.guide.slug],
        "guides:question_detail": [question.guide.slug, question.slug],
        "cheatsheets:sheet_detail": [question.guide.slug],
    }


def pages(client, task, attempt) -> dict[str, str]:
    """What every page of the site that the learner can open says, by name."""
    arguments, found = known_arguments(task, attempt), {}
    for name in own_names():
        try:
            url = reverse(name, args=arguments.get(name, []))
        except Exception:  # noqa: BLE001  # it needs arguments that are not the learner's
            continue
        answer = client.get(url)
        content = b"".join(answer) if answer.streaming else answer.content
        found[name] = content.decode(errors="replace")
    return found


def test_no_page_shows_score_or_model_answer_of_an_assessed_attempt_before_release(cohort, learner, learner_client):
    join(cohort, learner)
    now = timezone.now()
    task = set_task(cohort, count=2, at=now)
    QuestionRevision.objects.update(
        answer_html="<p>The model answer itself.</p>", answer_markdown="The model answer itself."
    )
    attempt = sit(task, learner, WHOLE_ANSWER, WHOLE_ANSWER, at=now - 20 * MINUTE)
    change_grade(task, learner, Decided(1000, None), act_of(cohort, now, "a secret reason"))
    own = ("interviews:", "cohorts:", "home", "accounts:")

    withheld = {name: page for name, page in pages(learner_client, task, attempt).items() if name.startswith(own)}
    leaks = {
        name
        for name, page in withheld.items()
        if "The model answer itself" in page or SCORE in page or '"coverage": 100' in page or "a secret reason" in page
    }
    release(task, task.version, results_at=now, answers_at=now, act=act_of(cohort, now))
    shown = pages(learner_client, task, attempt)

    assert leaks == set()
    assert len(withheld) > 12
    assert SCORE in shown["cohorts:assignment_detail"]
    assert "The model answer itself" in shown["interviews:attempt_result"]
    assert '"coverage": 100' in shown["cohorts:own_export"]


def test_model_answers_are_withheld_everywhere_while_the_assessed_attempt_runs(cohort, learner, learner_client):
    join(cohort, learner)
    now = timezone.now()
    task = set_task(cohort, count=3, at=now)
    QuestionRevision.objects.update(answer_html="<p>The model answer itself.</p>")
    attempt = sit(task, learner, WHOLE_ANSWER, at=now, is_handed_in=False)

    shown = {name for name, page in pages(learner_client, task, attempt).items() if "The model answer itself" in page}

    assert shown == set()


def test_learner_reads_own_terms_and_why_on_one_line(cohort, learner, learner_client):
    join(cohort, learner, time_factor="1.50")
    task = set_task(cohort, due_at=NOON + 9 * DAY)
    set_override(task, learner, {"due_at": NOON + 20 * DAY}, act_of(cohort, NOON, "was ill"))

    page = learner_client.get(f"/cohorts/assignments/{task.pk}/").content.decode()

    line = page[page.index('class="terms"') :].partition("</p>")[0]
    assert all(word in line for word in ("Sun 13 Dec, 12:00", "own", "45 minutes (30 minutes × 1.5", "Why: was ill"))


def test_learner_starts_from_the_page_and_goes_on_where_it_is_open(cohort, learner, learner_client):
    join(cohort, learner)
    task = set_task(cohort, at=timezone.now())
    first = learner_client.post(f"/cohorts/assignments/{task.pk}/start/", {"start_key": "k"})
    page = learner_client.get(f"/cohorts/assignments/{task.pk}/").content.decode()

    attempt = learner.attempts.get()
    assert (first["Location"], "Go on" in page) == (f"/interviews/{attempt.pk}/", True)


def test_own_export_holds_ones_words_and_nobody_elses(cohort, learner, learner_client):
    join(cohort, learner)
    other = join(cohort).user
    task = set_task(cohort, count=1)
    sit(task, learner, "My very own words")
    sit(task, other, "What another one said")

    text = learner_client.get("/cohorts/export/").content.decode()

    assert ("My very own words" in text, "What another one said" in text) == (True, False)
