"""The follow-up in an interview: when it is asked, where it stands, what it counts."""

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.guides.models import GuideRevision, RevisionPoint
from portal.interviews.following_up import ask_follow_up
from portal.interviews.materials import vocabulary_of
from portal.interviews.models import Attempt, Item, PointResult, Response, Score
from portal.interviews.overview import overview_of
from portal.interviews.results import result_of
from portal.interviews.scorekeeping import score_ended
from tests.factories import MINUTE, ask, make_attempt, make_guide, respond

pytestmark = pytest.mark.django_db
FIRST, SECOND = "The casing is made of polished zirconium", "Rotation is anticlockwise around the vertical axis"


def begin(learner: User, *, questions: int = 2, **blueprint) -> Attempt:
    guide = make_guide(questions=0)
    for number in range(questions):
        ask(guide, title=f"What is gadget {number}?", points=[FIRST, SECOND])
    return make_attempt(
        learner, guide=guide, count=questions, started_at=timezone.now(), has_follow_ups=True, **blueprint
    )


def item_at(attempt: Attempt, position: int) -> Item:
    return attempt.items.select_related("attempt__blueprint_revision").get(position=position)


def follow_up(attempt: Attempt, text: str = FIRST) -> Item | None:
    respond(attempt, 1, text, at=timezone.now())
    return ask_follow_up(item_at(attempt, 1), timezone.now())


def test_what_was_left_out_is_asked_for_without_being_told(learner: User):
    asked = follow_up(begin(learner))

    assert asked
    assert asked.payload["title"] == "You did not mention one thing. It has to do with “Rotation”: what would you add?"
    assert asked.about == RevisionPoint.objects.get(text=SECOND, question_revision=asked.question_revision).key_point
    assert "anticlockwise" not in str(asked.payload)
    assert (asked.position, asked.follow_up_of, asked.kind) == (3, item_at(asked.attempt, 1), "follow_up")


@pytest.mark.parametrize("text", ["", f"{FIRST}. {SECOND}."])
def test_nothing_is_asked_where_nothing_was_said_or_nothing_is_missing(learner: User, text: str):
    assert follow_up(begin(learner), text) is None


@pytest.mark.parametrize("blueprint", [{"mode": "assessed"}, {"seconds_each": 60, "minutes": None}])
def test_only_practice_in_one_time_has_follow_ups(learner: User, blueprint):
    assert follow_up(begin(learner, **blueprint)) is None


def test_interview_without_follow_ups_asks_none(learner: User):
    attempt = make_attempt(learner, started_at=timezone.now())

    assert follow_up(attempt, "It is small") is None


def test_question_is_followed_up_once_and_a_follow_up_never(learner: User):
    attempt = begin(learner)
    asked = follow_up(attempt)
    assert asked
    respond(attempt, 3, "No idea", at=timezone.now())

    assert follow_up(attempt, "Something else") is None
    assert ask_follow_up(item_at(attempt, 3), timezone.now()) is None
    assert attempt.items.count() == 3


def test_no_follow_up_is_asked_after_the_end(learner: User):
    attempt = begin(learner)
    respond(attempt, 1, FIRST, at=timezone.now())

    assert ask_follow_up(item_at(attempt, 1), timezone.now() + 31 * MINUTE) is None


def test_follow_up_comes_after_its_question_and_before_the_next(learner: User):
    attempt = begin(learner)
    follow_up(attempt)

    overview = overview_of(attempt, timezone.now())

    assert [(step.position, step.name) for step in overview.steps] == [
        (1, "Question 1"),
        (3, "Question 1, follow-up"),
        (2, "Question 2"),
    ]
    assert [overview.after(position) for position in (1, 3, 2)] == [3, 2, None]
    assert [overview.before(position) for position in (1, 3, 2)] == [1, 1, 3]
    assert (overview.questions, overview.next_empty(1), overview.running_from(3)) == (2, 3, 3)


def totals(attempt: Attempt) -> tuple[int, int]:
    attempt.finish(timezone.now(), by=attempt.learner)
    score_ended(Attempt.objects.all(), timezone.now())
    return Attempt.objects.totals()[attempt.pk]


@pytest.mark.parametrize(("said", "earned"), [(SECOND, 1500), ("No idea", 1000), ("Rotation", 1000), ("", 1000)])
def test_follow_up_counts_half_in_its_question(learner: User, said: str, earned: int):
    attempt = begin(learner, questions=1)
    follow_up(attempt)
    respond(attempt, 2, said, at=timezone.now())

    assert totals(attempt) == (earned, 2000)


def test_answer_changed_after_the_cue_earns_half_of_that_point(learner: User):
    attempt = begin(learner, questions=1)
    follow_up(attempt)
    respond(attempt, 1, f"{FIRST}. {SECOND}.", at=timezone.now())

    assert totals(attempt) == (1500, 2000)


def test_result_shows_the_follow_up_beside_its_question(learner: User, learner_client: Client):
    attempt = begin(learner)
    asked = follow_up(attempt)
    assert asked
    respond(attempt, asked.position, f"I would say: {SECOND}", at=timezone.now())
    attempt.finish(timezone.now(), by=learner)

    page = learner_client.get(f"/interviews/{attempt.pk}/result/").text
    result = result_of(attempt, reader=learner, with_answers=True)

    assert [line.name for line in result.items] == ["Question 1", "Question 1, follow-up", "Question 2"]
    assert [[point.verdict for point in line.points] for line in result.items] == [
        ["hit", "partly"],
        ["hit"],
        ["missed", "missed"],
    ]
    assert [point.is_followed_up for point in result.items[0].points] == [False, True]
    assert "asked again in the follow-up: counts half at most" in page
    assert "Half of what this covers counts in question 1" in page
    assert page.count("<h3>Model answer</h3>") == 2
    assert "2 questions, 1 left empty" in page
    assert Score.objects.get(response__item=asked).possible == 0
    assert PointResult.objects.get(score__response__item=asked).verdict == "hit"


def test_claimed_point_of_a_followed_up_question_still_says_so(learner: User, learner_client: Client):
    attempt = begin(learner)
    asked = follow_up(attempt)
    assert asked
    attempt.finish(timezone.now(), by=learner)
    learner_client.get(f"/interviews/{attempt.pk}/result/")
    url = f"/interviews/{attempt.pk}/items/1/points/{asked.about_id}/claim/"

    page = learner_client.post(url, {"is_claimed": "1", "words": FIRST}, headers={"HX-Request": "true"}).text

    assert "Claimed" in page
    assert "asked again in the follow-up" in page


def test_next_leads_to_the_follow_up_and_then_on(learner: User, learner_client: Client):
    attempt = begin(learner)
    form = {"text": FIRST, "base_version": 0, "writer": "w" * 12, "then": "next"}
    page = learner_client.post(f"/interviews/{attempt.pk}/items/1/save/", form, follow=True)

    assert page.redirect_chain[-1][0] == f"/interviews/{attempt.pk}/?item=3"
    assert "Question 1, follow-up" in page.text
    assert "You were asked: What is gadget" in page.text
    assert "“Rotation”" in page.text
    assert "anticlockwise" not in page.text
    there = learner_client.post(f"/interviews/{attempt.pk}/items/3/save/", form | {"text": "Hm", "writer": "x" * 12})
    assert there["Location"] == f"/interviews/{attempt.pk}/?item=2"
    assert Response.objects.get(item__attempt=attempt, item__position=3).text == "Hm"


@pytest.mark.parametrize("then", ["skip", "previous", "flag", "item-2", "finish"])
def test_only_going_on_hands_a_question_in(learner: User, learner_client: Client, then: str):
    attempt = begin(learner)
    form = {"text": FIRST, "base_version": 0, "writer": "w" * 12, "then": then}

    learner_client.post(f"/interviews/{attempt.pk}/items/1/save/", form)

    assert attempt.items.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_follow_up_takes_as_many_queries_whatever_the_interview(learner, django_assert_num_queries, count: int):
    attempt = begin(learner, questions=count)
    respond(attempt, 1, "No idea", at=timezone.now())
    item = item_at(attempt, 1)
    vocabulary_of(GuideRevision.objects.get())

    with django_assert_num_queries(13):
        ask_follow_up(item, timezone.now())
