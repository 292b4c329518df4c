"""Retry: a practice of exactly what was missed."""

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.guides.models import Guide
from portal.interviews.models import Attempt, Blueprint
from portal.interviews.retrying import missed_items, retry_blueprint
from portal.interviews.scorekeeping import score_ended
from portal.interviews.spec import Spec
from portal.interviews.starting import get_or_create_blueprint, start
from tests.factories import MINUTE, NOON, make_attempt, make_guide, respond

pytestmark = pytest.mark.django_db
FULL = "It is small. It turns left."


def sat(learner: User, *texts: str, **blueprint) -> Attempt:
    attempt = make_attempt(learner, count=len(texts), **blueprint)
    for position, text in enumerate(texts, start=1):
        respond(attempt, position, text)
    attempt.finish(NOON + 2 * MINUTE, by=learner)
    score_ended(Attempt.objects.all(), NOON + 2 * MINUTE)
    return attempt


def test_only_what_was_missed_is_asked_again(learner: User):
    attempt = sat(learner, FULL, "It is small", "No idea")

    missed = [item.question_revision for item in missed_items(attempt)]
    blueprint = retry_blueprint(attempt, NOON)

    assert blueprint
    assert [item.position for item in missed_items(attempt)] == [2, 3]
    assert blueprint.title == "The widgets guide: what was missed, 2 questions in 4 minutes"
    assert (blueprint.owner, blueprint.mode) == (learner, "practice")
    questions = tuple(question.question_id for question in missed if question)
    again = make_attempt(learner, guide=blueprint.guides.get(), count=9, questions=questions)
    assert {item.question_revision for item in again.items.all()} == set(missed)


def test_untimed_interview_is_retried_untimed(learner: User):
    blueprint = retry_blueprint(sat(learner, "No idea", minutes=None), NOON)

    assert blueprint
    assert blueprint.minutes is None


def test_nothing_missed_is_nothing_to_retry(learner: User, learner_client: Client):
    attempt = sat(learner, FULL)

    assert retry_blueprint(attempt, NOON) is None
    assert "Retry what I missed" not in learner_client.get(f"/interviews/{attempt.pk}/result/").text
    answer = learner_client.post(f"/interviews/{attempt.pk}/retry/")
    assert (answer.status_code, answer["Location"]) == (302, f"/interviews/{attempt.pk}/result/")


def test_button_of_the_result_leads_to_the_start_of_the_retry(learner: User, learner_client: Client):
    attempt = sat(learner, FULL, "No idea")

    assert "Retry what I missed: 1 question<" in learner_client.get(f"/interviews/{attempt.pk}/result/").text
    page = learner_client.post(f"/interviews/{attempt.pk}/retry/", follow=True)

    assert page.redirect_chain[-1] == (f"/interviews/blueprints/{Blueprint.objects.latest('pk').pk}/start/", 302)
    assert "what was missed, 1 question in 2 minutes" in page.text


def test_withheld_result_is_not_retried(learner: User, learner_client: Client):
    attempt = sat(learner, "No idea", mode="assessed")

    assert learner_client.post(f"/interviews/{attempt.pk}/retry/").status_code == 404
    assert Blueprint.objects.count() == 1


def test_pool_that_the_learner_may_not_read_is_neither_named_nor_asked_again(learner: User, learner_client: Client):
    attempt = sat(learner, "No idea")
    Guide.objects.update(audience="instructors")
    readable = make_guide("gadgets", questions=1)
    spec = attempt.blueprint_revision.spec | {"guides": ["gadgets", "widgets"]}
    attempt.blueprint.revisions.update(spec=spec)
    attempt = Attempt.objects.get(pk=attempt.pk)

    assert retry_blueprint(attempt, NOON) is None
    assert "Retry what I missed" not in learner_client.get(f"/interviews/{attempt.pk}/result/").text
    titled = get_or_create_blueprint(learner, Spec(("gadgets", "widgets"), 2, None), NOON)
    assert titled.title == "The gadgets guide: 1 question, untimed"
    assert list(titled.guides.all()) == [readable]


def test_retry_of_a_mixed_interview_names_only_what_may_be_read(learner: User):
    make_guide("gadgets", questions=1)
    blueprint = get_or_create_blueprint(learner, Spec(("gadgets", "widgets"), 9, None), NOON)
    make_guide("widgets", questions=1)
    attempt = start(learner, blueprint.revisions.get(), start_key="k", seed=1, at=NOON).attempt
    for position in (1, 2):
        respond(attempt, position, "No idea")
    attempt.finish(NOON + 2 * MINUTE, by=learner)
    score_ended(Attempt.objects.all(), NOON + 2 * MINUTE)
    Guide.objects.filter(slug="widgets").update(audience="instructors")

    again = retry_blueprint(Attempt.objects.get(), NOON)

    assert again
    assert again.title == "The gadgets guide: what was missed, 1 question, untimed"
