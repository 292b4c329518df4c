"""Marking by hand: appended, never changed; by the scorer's own rule; seen by the learner with its reason."""

import pytest

from portal.cohorts.actions import ChangedMeanwhile, release
from portal.cohorts.gradebook import place_of
from portal.cohorts.grading import Word
from portal.cohorts.marking import Mark, mark, marks_of, responses_to, to_look_at
from portal.interviews.models import PointResult, Response, Score
from portal.interviews.scoring import VERSION
from tests.cohorts.cast import DAY, HALF_ANSWER, WHOLE_ANSWER, act_of, join, set_task, sit
from tests.factories import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + DAY


@pytest.fixture
def task(cohort):
    return set_task(cohort, count=1)


@pytest.fixture
def said(cohort, task) -> Response:
    """A response that covers one of two points, by a learner of the cohort."""
    attempt = sit(task, join(cohort).user, HALF_ANSWER)
    return Response.objects.select_related("item__attempt__learner", "current_score").get(item__attempt=attempt)


def missed_point(said: Response) -> int:
    return said.current_score.point_results.exclude(verdict="hit").get().key_point_id


def test_point_ticked_by_a_person_counts_and_the_scorers_score_stays(cohort, task, said):
    old = said.current_score

    mark(said, Mark({missed_point(said): "hit"}, old.pk), act_of(cohort, LATER, "said in other words"))

    said.refresh_from_db()
    new = said.current_score
    assert (old.earned, new.earned, new.possible) == (1000, 2000, 2000)
    assert (new.cause, new.reason, new.by) == (Score.Cause.MARKED, "said in other words", act_of(cohort).by)
    assert sorted(new.point_results.values_list("verdict", flat=True)) == ["hit", "hit"]
    assert Score.objects.filter(pk=old.pk, earned=1000).exists()
    assert place_of(task, said.item.attempt.learner, LATER).cell.grade == 1000


def test_point_unticked_takes_away_what_it_earned(cohort, said):
    hit = said.current_score.point_results.get(verdict="hit").key_point_id

    mark(said, Mark({hit: "missed"}, said.current_score_id), act_of(cohort))

    said.refresh_from_db()
    assert said.current_score.earned == 0


def test_partly_earns_half_a_point(cohort, said):
    mark(said, Mark({missed_point(said): "partly"}, said.current_score_id), act_of(cohort))

    said.refresh_from_db()
    assert said.current_score.earned == 1500


@pytest.mark.parametrize(("per_cent", "earned"), [(0, 0), (75, 1500), (100, 2000)])
def test_whole_in_per_cent_goes_before_the_points(cohort, said, per_cent, earned):
    mark(said, Mark({}, said.current_score_id, per_cent), act_of(cohort))

    said.refresh_from_db()
    assert said.current_score.earned == earned


def test_second_of_two_who_mark_at_once_is_told_and_changes_nothing(cohort, said):
    seen = said.current_score_id
    stale = Response.objects.select_related("item", "current_score").get(pk=said.pk)
    mark(said, Mark({}, seen, 100), act_of(cohort))

    with pytest.raises(ChangedMeanwhile):
        mark(stale, Mark({}, seen, 0), act_of(cohort))
    said.refresh_from_db()
    assert (said.current_score.earned, said.scores.count()) == (2000, 2)


def test_what_a_learner_claims_needs_a_look_until_a_person_decided(cohort, task, said):
    said.claim(missed_point(said), (0, 2), NOON)
    learner = said.item.attempt.learner
    before = (to_look_at(task).count(), place_of(task, learner, LATER).cell.word)
    mark(said, Mark({missed_point(said): "hit"}, said.current_score_id), act_of(cohort))

    assert before == (1, Word.NEEDS_REVIEW)
    assert (to_look_at(task).count(), place_of(task, learner, LATER).cell.word) == (0, Word.SUBMITTED)
    assert said.claims.get().decision == "accepted"


def test_claim_of_a_point_that_stays_missed_is_declined(cohort, said):
    said.claim(missed_point(said), (0, 2), NOON)

    mark(said, Mark({}, said.current_score_id), act_of(cohort))

    assert said.claims.get().decision == "declined"


def test_flagged_response_needs_a_look_and_comes_first(cohort, task, said):
    other = sit(task, join(cohort).user, WHOLE_ANSWER)
    Score.objects.filter(response__item__attempt=other).update(flags=["possible contradiction"])

    found = list(responses_to(task))

    assert [response.item.attempt_id for response in found] == [other.pk, said.item.attempt_id]
    assert list(responses_to(task).values_list("needs_look", flat=True)) == [True, False]


def test_empty_and_looked_at_responses_need_no_look(cohort, task, said):
    empty = sit(task, join(cohort).user)
    Score.objects.update(flags=["possible contradiction"], confidence="needs a look")
    mark(said, Mark({}, said.current_score_id), act_of(cohort))

    assert not to_look_at(task).exists()
    assert empty.items.get().response.text == ""


def test_learner_reads_what_a_person_changed_and_why_once_results_are_open(cohort, task, said, client, owner_client):
    url = f"/cohorts/assignments/{task.pk}/marking/{said.pk}/"
    sent = {
        f"point-{missed_point(said)}": "hit",
        "reason": "in other words",
        "comment": "Well put.",
        "seen": said.current_score_id,
    }
    owner_client.post(url, sent)
    client.force_login(said.item.attempt.learner)
    page = f"/cohorts/assignments/{task.pk}/"
    withheld = client.get(page).content.decode()
    release(task, task.version, results_at=NOON, answers_at=None, act=act_of(cohort))
    shown = client.get(page).content.decode()

    words = ("in other words", "Well put.", "50 % → 100 %")
    assert [word in withheld for word in words] == [False, False, False]
    assert [word in shown for word in words] == [True, True, True]


def test_change_without_a_reason_is_refused_and_keeps_what_was_typed(said, task, owner_client):
    url = f"/cohorts/assignments/{task.pk}/marking/{said.pk}/"

    answer = owner_client.post(url, {"per_cent": "80", "comment": "Hm.", "seen": said.current_score_id})

    assert (answer.status_code, "Hm." in answer.content.decode(), said.scores.count()) == (422, True, 1)


def test_unchanged_response_is_saved_as_looked_at_and_the_next_one_comes(cohort, task, said, owner_client):
    other = sit(task, join(cohort).user, HALF_ANSWER)
    Score.objects.update(flags=["possible contradiction"])
    answer = owner_client.post(f"/cohorts/assignments/{task.pk}/marking/{said.pk}/", {"seen": said.current_score_id})

    following = other.items.get().response
    assert answer["Location"] == f"/cohorts/assignments/{task.pk}/marking/{following.pk}/"
    assert marks_of([said.item.attempt_id]) == []


def test_stale_page_answers_409_and_marks_nothing(cohort, task, said, owner_client):
    seen = said.current_score_id
    mark(said, Mark({}, seen, 100), act_of(cohort))

    answer = owner_client.post(
        f"/cohorts/assignments/{task.pk}/marking/{said.pk}/", {"per_cent": "5", "reason": "no", "seen": seen}
    )

    assert (answer.status_code, said.scores.count()) == (409, 2)


def test_response_of_another_assignment_is_not_marked_through_ones_own(cohort, said, owner_client):
    other = set_task(cohort, title="Other")

    assert owner_client.get(f"/cohorts/assignments/{other.pk}/marking/{said.pk}/").status_code == 404


def test_results_of_points_keep_their_evidence(cohort, said):
    hit = said.current_score.point_results.get(verdict="hit")

    mark(said, Mark({missed_point(said): "hit"}, said.current_score_id), act_of(cohort))

    said.refresh_from_db()
    assert PointResult.objects.get(score=said.current_score_id, key_point=hit.key_point_id).spans == hit.spans


def test_who_teaches_scores_again_and_has_to_say_whether_scores_may_fall(task, said, owner_client):
    Score.objects.filter(pk=said.current_score_id).update(earned=1900)

    page = owner_client.post(f"/cohorts/assignments/{task.pk}/rescore/")["Location"]
    shown = owner_client.get(page).text
    undecided = owner_client.post(page, {"reason": "fairer"})
    owner_client.post(page, {"reason": "fairer", "lowering": "all"})

    said.refresh_from_db()
    assert "1 attempt changes, 1 goes down." in shown
    assert ("checked" in shown, undecided.status_code) == (False, 422)
    assert (said.current_score.earned, said.current_score.reason) == (1000, "fairer")
    marked = owner_client.get(f"/cohorts/assignments/{task.pk}/marking/{said.pk}/").text
    assert f"the scorer ({VERSION}, asked by owner): 50 %" in " ".join(marked.split())
    assert "95 %" in marked
