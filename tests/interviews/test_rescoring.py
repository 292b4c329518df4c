"""Scoring again: previewed, decided, appended; what people marked stays, and nobody loses by default."""

import pytest
from django.test import Client

from portal.guides.models import Guide, KeyPoint, RevisionPoint
from portal.interviews.models import Attempt, PointResult, Proposal, Response, Score
from portal.interviews.rescoring import Change, apply_rescoring, preview_of
from portal.interviews.results import Sum, result_of
from portal.interviews.scorekeeping import score_ended
from tests.factories import MINUTE, NOON, import_guide_text, make_attempt, make_instructor, make_user, respond
from tests.interviews.rescored import BEFORE, LATER, decide, earned, learn_wording, previewed, sat

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return make_instructor("author")


@pytest.fixture
def guide(author) -> Guide:
    return import_guide_text(BEFORE, owner=author)


def lower_ahead(attempt: Attempt) -> None:
    """Let the score of an attempt stand higher than what scoring it again gives."""
    Score.objects.filter(response__item__attempt=attempt).update(earned=2000)


def test_nothing_changes_before_someone_decides(guide):
    attempt = sat(guide, "It spins to the west")
    learn_wording(guide)

    batch = previewed(guide)

    assert (batch.step, batch.done, batch.total) == ("previewed", 1, 1)
    assert preview_of(batch).attempts == Change(1, 0)
    assert (earned(attempt), Score.objects.count()) == (0, 1)


def test_new_wording_counts_once_decided_and_the_old_score_stays(guide):
    attempt = sat(guide, "It spins to the west")
    learn_wording(guide)

    decide(batch := previewed(guide))

    old, new = Score.objects.order_by("pk")
    hit = new.point_results.get(verdict="hit")
    assert (batch.step, old.earned, new.earned, earned(attempt)) == ("applied", 0, 1000, 1000)
    assert (new.cause, new.reason, new.by, new.response_version) == ("rescored", "a new wording", None, 1)
    assert [("It spins to the west")[start:end] for start, end in hit.spans] == ["spins", "west"]
    proposal = new.proposal
    assert (proposal.before, proposal.rescoring.decided_by, proposal.guide_revision.number) == (old, guide.owner, 2)
    line = result_of(attempt, reader=attempt.learner, with_answers=True).items[0]
    assert (line.before, line.sum) == (Sum(0, 2000), Sum(1000, 2000))


@pytest.mark.parametrize(("may_lower", "expected"), [(False, (2000, 1000)), (True, (0, 1000))])
def test_score_goes_down_only_where_that_was_decided(guide, may_lower, expected):
    falls, rises = sat(guide, "Nothing of it"), sat(guide, "It spins to the west")
    lower_ahead(falls)
    learn_wording(guide)

    batch = previewed(guide)
    counted = preview_of(batch).attempts
    decide(batch, may_lower=may_lower)

    assert counted == Change(2, 1)
    assert (earned(falls), earned(rises)) == expected
    assert Proposal.objects.filter(applied=None).count() == (0 if may_lower else 1)


def test_what_a_person_marked_survives_and_is_counted(guide):
    attempt = sat(guide, "It spins to the west")
    Score.objects.update(by=guide.owner, cause="marked", earned=300)
    learn_wording(guide)

    decide(batch := previewed(guide), may_lower=True)

    assert (earned(attempt), preview_of(batch).by_hand, Proposal.objects.count()) == (300, 1, 0)


def test_score_given_after_the_preview_is_not_overwritten(guide):
    attempt = sat(guide, "It spins to the west")
    learn_wording(guide)
    batch = previewed(guide)
    said = Response.objects.get()
    newer = said.scores.create(
        response_version=1, scorer_version="hand-1", cause="marked", earned=700, possible=2000, by=guide.owner, at=LATER
    )
    Response.objects.update(current_score=newer)

    decide(batch)

    assert (earned(attempt), Score.objects.count(), preview_of(batch).applied) == (700, 2, 0)


@pytest.mark.parametrize(("version", "found"), [("", 1), ("L2", 1), ("L1", 0)])
def test_batch_of_a_scorers_version_holds_what_that_scored(guide, version, found):
    sat(guide, "It spins to the west")
    Score.objects.update(scorer_version="L2")
    learn_wording(guide)

    assert previewed(guide, scorer_version=version).proposals.count() == found


def test_batch_of_a_question_leaves_others_alone(guide):
    sat(guide, "It spins to the west")
    learn_wording(guide)
    other = import_guide_text(BEFORE, slug="others").questions.earliest("pk")

    assert previewed(guide, question=other).total == 0
    assert previewed(guide, question=KeyPoint.objects.filter(question__guide=guide)[0].question).total == 1


def test_practice_batch_holds_nothing_of_what_somebody_set_or_assesses(guide, author):
    attempt = sat(guide, "It spins to the west")
    attempt.blueprint.owner = author
    attempt.blueprint.save()
    assessed = make_attempt(make_user(), guide=guide, count=1, mode="assessed")
    respond(assessed, 1, "It spins")
    assessed.finish(NOON + 2 * MINUTE, by=assessed.learner)
    score_ended(Attempt.objects.all(), LATER)

    assert previewed(guide).total == 0


def test_new_wording_of_a_key_point_counts_for_those_who_were_asked_with_the_old_one(guide):
    attempt = sat(guide, "It rotates anticlockwise")
    import_guide_text(BEFORE.replace("It turns left", "It turns to the left"), owner=guide.owner)
    same = RevisionPoint.objects.get(text="It turns left").key_point
    today = RevisionPoint.objects.filter(text="It turns to the left")
    assert today.update(text="It rotates anticlockwise", key_point=same) == 1

    decide(previewed(guide))

    assert earned(attempt) == 1000
    assert set(PointResult.objects.values_list("key_point", flat=True)) == set(
        Response.objects.get().item.question_revision.points.values_list("key_point", flat=True)
    )


def test_batch_is_decided_once(guide):
    sat(guide, "It spins to the west")
    learn_wording(guide)
    batch = previewed(guide)
    decide(batch)

    again = batch.decide(may_lower=True, reason="again", by=batch.asked_by, at=LATER)
    apply_rescoring.call(batch.pk)

    assert (again, Score.objects.count(), batch.reason) == (False, 2, "a new wording")


def test_author_goes_from_the_choice_to_the_change(guide, author):
    sat(guide, "It spins to the west")
    learn_wording(guide)
    client = Client()
    client.force_login(author)

    answer = client.post(f"/interviews/rescoring/guides/{guide.slug}/", {"question": "", "scorer_version": ""})
    page = answer["Location"]
    shown = client.get(page).text
    refused = client.post(page, {"lowering": "never"})
    client.post(page, {"lowering": "never", "reason": "the west is left"})

    assert "1 attempt changes, 0 go down." in shown
    assert (refused.status_code, "This field is required." in refused.text) == (422, True)
    assert "<strong>1 score written</strong> by author" in client.get(page).text


@pytest.mark.parametrize("attempts", [1, 3])
def test_page_and_preview_take_as_many_queries_for_three_attempts_as_for_one(
    guide, author, django_assert_num_queries, attempts
):
    for _ in range(attempts):
        sat(guide, "It spins to the west")
    learn_wording(guide)
    batch = previewed(guide)
    client = Client()
    client.force_login(author)

    with django_assert_num_queries(7):
        client.get(f"/interviews/rescoring/{batch.pk}/")


def test_pages_name_a_question_as_it_is_worded(guide, author):
    sat(guide, "It spins to the west")
    client = Client()
    client.force_login(author)
    create = f"/interviews/rescoring/guides/{guide.slug}/"
    question = Response.objects.get().item.question_revision
    option = f'<option value="{question.question_id}">{question.title}</option>'

    assert option in client.get(create).text
    made = client.post(create, {"question": question.question_id, "scorer_version": ""}, follow=True)
    assert f"· {question.title}" in made.text
    assert question.question.slug not in made.text
