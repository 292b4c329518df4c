import pytest

from portal.guides.models import Choice, PointGroup, RevisionPoint
from portal.interviews.evidence import Bearing
from portal.interviews.models import Attempt, Claim, PointResult, Score
from portal.interviews.results import ClaimLine, Sum, band, percent, result_of
from portal.interviews.scorekeeping import score_ended
from tests.factories import MINUTE, NOON, add_question, make_attempt, make_guide, make_user, respond

LATER = NOON + 40 * MINUTE


@pytest.mark.parametrize(
    ("earned", "possible", "expected"),
    [(0, 0, None), (None, 5, None), (0, 1000, 0), (1, 1000, 0), (1999, 2000, 99), (2000, 2000, 100), (500, 1000, 50)],
)
def test_coverage_is_whole_per_cent_and_only_all_of_it_is_100(earned, possible, expected):
    assert percent(earned, possible) == expected


@pytest.mark.parametrize(
    ("coverage", "words"),
    [
        (100, "nearly every key point"),
        (90, "nearly every key point"),
        (89, "most key points"),
        (40, "about half of the key points"),
        (15, "some key points"),
        (14, "few key points yet"),
        (0, "few key points yet"),
    ],
)
def test_band_says_coverage_in_words(coverage: int, words: str):
    assert band(coverage) == words


def sat(*texts: str, **blueprint) -> Attempt:
    """An attempt with these responses, handed in and scored."""
    attempt = make_attempt(make_user(), count=len(texts), **blueprint)
    for position, text in enumerate(texts, start=1):
        if text:
            respond(attempt, position, text)
    attempt.finish(NOON + 2 * MINUTE, by=attempt.learner)
    score_ended(Attempt.objects.all(), LATER)
    return attempt


@pytest.mark.django_db
def test_result_shows_words_points_and_evidence():
    attempt = sat("It turns left, they say.", "")

    result = result_of(attempt, reader=attempt.learner, with_answers=True)

    first, second = result.items
    assert [(point.number, point.verdict) for point in first.points] == [(1, "missed"), (2, "hit")]
    assert "".join(segment.text for segment in first.words) == "It turns left, they say."
    assert {segment.points for segment in first.words} == {(), (2,)}
    assert (first.sum.coverage, second.sum.coverage, result.total.coverage) == (50, 0, 25)
    assert (second.is_answered, result.unanswered) == (False, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(("need", "notes"), [(1, ["Of points 1 and 2, any 1 will do."]), (2, [])])
def test_result_says_of_which_points_a_few_are_enough(need: int, notes: list[str]):
    attempt = sat("It turns left")
    wordings = RevisionPoint.objects.all()
    wordings.update(
        group=PointGroup.objects.create(question_revision_id=wordings[0].question_revision_id, key="g", need=need)
    )

    assert result_of(attempt, reader=attempt.learner, with_answers=True).items[0].group_notes == notes


@pytest.mark.django_db
def test_result_sums_by_topic():
    guide = make_guide(questions=0)
    revision = guide.current_revision
    assert revision
    section = revision.sections.get()
    add_question(revision, section, number=1, topics=["failure-handling", "security"])
    add_question(revision, section, number=2, topics=["security"])
    attempt = make_attempt(count=2)
    both = attempt.items.get(payload__topics=["failure-handling", "security"])
    respond(attempt, both.position, "It is small. It turns left.")
    attempt.finish(NOON + 2 * MINUTE, by=attempt.learner)
    score_ended(Attempt.objects.all(), LATER)

    result = result_of(attempt, reader=attempt.learner, with_answers=True)

    assert result.topics == [Sum(2000, 2000, "failure handling"), Sum(2000, 4000, "security")]


@pytest.mark.django_db
def test_result_without_answers_holds_neither_points_nor_right_choices():
    revision = make_guide(questions=1).current_revision
    assert revision
    asked = add_question(revision, revision.sections.get(), number=2, kind="choice")
    Choice.objects.create(question_revision=asked, key="a", position=0, text_html="A", is_right=True)
    attempt = sat("It is small", "a")

    result = result_of(attempt, reader=attempt.learner, with_answers=False)

    assert [item.points for item in result.items] == [[], []]
    assert [choice.is_right for item in result.items for choice in item.chosen.options] == [None]
    assert not any(segment.points for item in result.items for segment in item.words)


@pytest.mark.django_db
def test_claim_is_shown_beside_and_adds_nothing():
    attempt = sat("Something else entirely")
    before = result_of(attempt, reader=attempt.learner, with_answers=True)
    missed = PointResult.objects.claimable_in(attempt)[0]
    missed.score.response.claim(missed.key_point_id, (0, 9), LATER)
    missed.score.response.claim(missed.key_point_id, (10, 14), LATER)

    after = result_of(attempt, reader=attempt.learner, with_answers=True)

    assert after.total == before.total
    assert [point.claim for point in after.items[0].points] == [ClaimLine("else", ""), None]
    assert after.items[0].claimed == 1
    assert Claim.objects.count() == 1


@pytest.mark.django_db
def test_claim_that_was_decided_stays():
    attempt = sat("Something else entirely")
    response = attempt.items.get().response
    point = PointResult.objects.all()[0].key_point_id
    response.claim(point, (0, 9), LATER)
    Claim.objects.update(decision="accepted")

    response.unclaim(point)

    assert Claim.objects.count() == 1


@pytest.mark.django_db
def test_point_that_was_hit_cannot_be_claimed():
    attempt = sat("It is small. It turns left.")

    assert list(PointResult.objects.claimable_in(attempt)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_result_takes_as_many_queries_for_three_items_as_for_one(django_assert_num_queries, count: int):
    make_guide(questions=3)
    attempt = sat(*["It is small"] * count)
    learner = attempt.learner

    with django_assert_num_queries(5):
        result_of(attempt, reader=learner, with_answers=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verdict", "flags", "shown"),
    [
        ("hit", [], (Bearing.WHOLE, ("turns left",))),
        ("partly", [], (Bearing.PARTLY, ("turns left",))),
        ("denied", ["contradiction"], (Bearing.AGAINST, ("turns left",))),
        ("missed", ["number mismatch"], (Bearing.AGAINST, ("turns left",))),
        ("missed", [], (None, ())),
    ],
)
def test_words_show_what_they_do_for_their_point(verdict: str, flags: list[str], shown):
    attempt = sat("It turns left")
    PointResult.objects.filter(verdict="hit").update(verdict=verdict, spans=[[3, 13]])
    Score.objects.update(flags=flags)

    line = result_of(attempt, reader=attempt.learner, with_answers=True).items[0]

    bearings = [segment.bearing for segment in line.words if 2 in segment.points]
    assert (bearings[0] if bearings else None, line.points[1].quotes) == shown
