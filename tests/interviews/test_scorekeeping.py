"""Scores: once for each response that ended, the same whoever computes them, and never half."""

import pytest

from portal.guides.models import Choice, GuideRevision, PointAlias, PointGroup, RevisionPoint
from portal.interviews.materials import points_possible, vocabulary_of
from portal.interviews.models import Attempt, GuideVocabulary, PointResult, Response, Score
from portal.interviews.scorekeeping import score_attempt, score_ended
from portal.interviews.scoring import Group, Point
from tests.factories import MINUTE, NOON, add_question, make_attempt, make_guide, make_user, respond

pytestmark = pytest.mark.django_db
LATER = NOON + 40 * MINUTE
FULL = "A widget is small and it turns left."


def ended(count: int = 2) -> Attempt:
    """An attempt whose first response says everything, and the others nothing."""
    attempt = make_attempt(count=count)
    respond(attempt, 1, FULL)
    attempt.finish(NOON + 2 * MINUTE, by=attempt.learner)
    return attempt


def test_every_response_of_an_ended_attempt_gets_its_score():
    attempt = ended()

    assert score_ended(Attempt.objects.all(), LATER)

    scores = [response.current_score for response in Response.objects.order_by("item__position")]
    assert [(score.earned, score.possible, score.response_version) for score in scores if score] == [
        (2000, 2000, 1),
        (0, 2000, 0),
    ]
    assert Attempt.objects.totals() == {attempt.pk: (2000, 4000)}
    assert PointResult.objects.count() == 4
    attempt.refresh_from_db()
    assert attempt.scored_at == LATER


def test_open_attempt_is_not_scored():
    respond(make_attempt(), 1, FULL)

    assert score_ended(Attempt.objects.all(), LATER)

    assert not Score.objects.exists()


def test_scoring_again_changes_nothing(django_assert_num_queries):
    ended()
    score_ended(Attempt.objects.all(), LATER)

    with django_assert_num_queries(1):
        assert score_ended(Attempt.objects.all(), LATER + MINUTE)

    assert Score.objects.count() == 2


def test_scoring_that_broke_off_is_completed_without_a_second_score():
    attempt = ended()
    score_ended(Attempt.objects.all(), LATER)
    PointResult.objects.all().delete()
    Response.objects.update(current_score=None)
    Attempt.objects.update(scored_at=None)

    assert score_ended(Attempt.objects.all(), LATER + MINUTE)

    assert (Score.objects.count(), PointResult.objects.count()) == (2, 4)
    assert Attempt.objects.totals() == {attempt.pk: (2000, 4000)}


def test_one_view_scores_no_more_than_its_cap_and_the_task_does_the_rest():
    attempt = ended(count=3)

    assert not score_ended(Attempt.objects.all(), LATER, cap=2)
    attempt.refresh_from_db()
    assert (Score.objects.count(), attempt.scored_at) == (2, None)

    score_attempt.call(attempt.pk)
    attempt.refresh_from_db()
    assert Score.objects.count() == 3
    assert attempt.scored_at is not None


@pytest.mark.parametrize("count", [1, 3])
def test_scoring_takes_as_many_queries_for_three_responses_as_for_one(django_assert_num_queries, count: int):
    make_guide(questions=3)
    ended(count)
    vocabulary_of(GuideRevision.objects.get())

    with django_assert_num_queries(14):
        score_ended(Attempt.objects.all(), LATER)


def test_choice_is_scored_by_its_keys():
    revision = make_guide(questions=0).current_revision
    assert revision
    asked = add_question(revision, revision.sections.get(), number=1, kind="choice")
    for position, key in enumerate("abc"):
        Choice.objects.create(question_revision=asked, key=key, position=position, text_html=key, is_right=key != "c")
    attempt = make_attempt(count=1)
    respond(attempt, 1, "a b")
    attempt.finish(NOON + 2 * MINUTE, by=attempt.learner)

    score_ended(Attempt.objects.all(), LATER)

    score = Score.objects.get()
    assert (score.earned, score.possible, score.scorer_version) == (1000, 1000, "choice-1")
    assert not PointResult.objects.exists()


def test_alias_of_a_point_earns_it():
    attempt = make_attempt(count=1)
    key_point = RevisionPoint.objects.get(position=1).key_point
    PointAlias.objects.create(
        guide_revision=GuideRevision.objects.get(), key_point=key_point, text="counterclockwise rotation"
    )
    respond(attempt, 1, "There is counterclockwise rotation.")
    attempt.finish(NOON + 2 * MINUTE, by=attempt.learner)

    score_ended(Attempt.objects.all(), LATER)

    assert PointResult.objects.get(key_point=key_point).verdict == "hit"


def test_vocabulary_of_a_revision_is_made_once(django_assert_num_queries):
    make_guide()
    revision = GuideRevision.objects.get()
    first = vocabulary_of(revision)

    with django_assert_num_queries(1):
        second = vocabulary_of(revision)

    assert second.version == first.version == GuideVocabulary.objects.get().version
    assert second.to_json() == first.to_json()


@pytest.mark.parametrize(
    ("points", "groups", "expected"),
    [
        ([], [], 0),
        ([Point("a", "one"), Point("b", "two", weight=3)], [], 4000),
        ([Point("a", "one"), Point("b", "extra", is_required=False)], [], 1000),
        ([Point("a", "extra", is_required=False)], [], 1000),
        ([Point("a", "one", group="g"), Point("b", "two", group="g"), Point("c", "3")], [Group("g", 1)], 2000),
        ([Point("a", "one", group="g", weight=2), Point("b", "two", group="g")], [Group("g", 5)], 3000),
    ],
)
def test_full_coverage_is_worth_the_required_points(points: list[Point], groups: list[Group], expected: int):
    assert points_possible(points, groups) == expected


def test_group_of_points_is_full_with_as_many_as_it_needs():
    attempt = make_attempt(make_user(), count=1)
    wordings = RevisionPoint.objects.all()
    group = PointGroup.objects.create(question_revision=wordings[0].question_revision, key="g", need=1)
    wordings.update(group=group)
    respond(attempt, 1, "It turns left")
    attempt.finish(NOON + 2 * MINUTE, by=attempt.learner)

    score_ended(Attempt.objects.all(), LATER)

    assert [(score.earned, score.possible) for score in Score.objects.all()] == [(1000, 1000)]
