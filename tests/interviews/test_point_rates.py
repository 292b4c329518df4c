"""How key points fare, for authors: counted over what ended, without names; wordings that the guide does not know."""

import pytest
from django.test import Client

from portal.guides.models import Guide, Placement, PointAlias, QuestionRevision
from portal.interviews.models import Attempt, PointResult, Response
from portal.interviews.point_rates import PointRate, most_missed, rates_of
from portal.interviews.scorekeeping import score_ended
from tests.factories import MINUTE, NOON, make_attempt, make_guide, make_instructor, make_user, respond
from tests.listening import EVIL, heard

pytestmark = pytest.mark.django_db
LATER = NOON + 60 * MINUTE


@pytest.fixture
def guide() -> Guide:
    return make_guide(questions=1, owner=make_instructor("author"))


def sat(guide: Guide, text: str) -> Response:
    attempt = make_attempt(make_user(), guide=guide, count=1)
    respond(attempt, 1, text)
    attempt.finish(NOON + 2 * MINUTE, by=attempt.learner)
    score_ended(Attempt.objects.all(), NOON + 40 * MINUTE)
    return Response.objects.get(item__attempt=attempt)


def claim(said: Response, words: str) -> None:
    point = PointResult.objects.filter(score__response=said).latest("pk")
    start = said.text.index(words)
    said.claim(point.key_point_id, (start, start + len(words)), NOON)


def points(guide: Guide) -> list[PointRate]:
    (question,) = rates_of(list(Placement.objects.filter(guide_revision=guide.current_revision)), LATER)
    return list(question.points)


def test_rates_count_what_ended_and_was_not_voided(guide):
    sat(guide, "It is small")
    sat(guide, "Who knows")
    voided = sat(guide, "It is small, it turns left").item.attempt
    Attempt.objects.filter(pk=voided.pk).update(end_reason="voided")
    respond(make_attempt(make_user(), guide=guide, count=1), 1, "It is small")

    assert points(guide) == [PointRate("It is small", 1, 0, 2, []), PointRate("It turns left", 0, 0, 2, [])]
    assert [(point.per_cent, point.is_never_hit) for point in points(guide)] == [(50, False), (0, True)]
    assert [(point.text, point.missed) for point in most_missed(guide, LATER)] == [
        ("It turns left", 2),
        ("It is small", 1),
    ]


def test_point_that_nobody_was_asked_is_not_called_never_hit(guide):
    assert [(point.per_cent, point.is_never_hit) for point in points(guide)] == [(None, False)] * 2
    assert most_missed(guide, LATER) == []


def test_wordings_are_what_is_claimed_and_neither_declined_nor_known(guide):
    for text in ("West it spins", "West  it spins", "To port", "Sideways"):
        claim(said := sat(guide, text), text)
        if text == "Sideways":
            said.claims.update(decision="declined")
        if text == "To port":
            key_point = said.claims.get().key_point
            PointAlias.objects.create(guide_revision=guide.current_revision, key_point=key_point, text="to port")

    assert [point.wordings for point in points(guide)] == [[], ["West it spins"]]


def test_what_three_people_said_and_no_point_counted_is_shown_without_names(guide):
    client = Client()
    client.force_login(guide.owner)
    for number in range(3):
        said = sat(guide, f"It is small. It spins anticlockwise, I am person{number}")
        shown = client.get("/interviews/guides/widgets/points/").text
        assert ("<q>spins anticlockwise</q> (3 people)" in shown) == (number == 2)
        assert f"person{number}" not in shown
    Attempt.objects.filter(pk=said.item.attempt_id).update(results_open_at=LATER + MINUTE)

    (question,) = rates_of(list(Placement.objects.filter(guide_revision=guide.current_revision)), LATER)

    assert question.often == []


def test_model_answer_that_does_not_cover_its_own_points_is_shown(guide):
    placements = list(Placement.objects.filter(guide_revision=guide.current_revision))
    whole = rates_of(placements, LATER)[0]
    QuestionRevision.objects.update(answer_markdown="It is small.")

    half = rates_of(list(Placement.objects.filter(guide_revision=guide.current_revision)), LATER)[0]

    assert [(rate.own, rate.is_short) for rate in (whole, half)] == [(100, False), (50, True)]


def test_hostile_wording_is_inert_and_names_nobody(guide):
    said = sat(guide, EVIL)
    claim(said, EVIL)
    client = Client()
    client.force_login(guide.owner)

    answer = client.get(f"/interviews/guides/{guide.slug}/points/")

    assert heard(answer.content) == []
    assert "&lt;script&gt;" in answer.text
    assert said.item.attempt.learner.username not in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_as_many_queries_for_three_questions_as_for_one(django_assert_num_queries, count):
    guide = make_guide(questions=count, owner=make_instructor("author"))
    claim(sat(guide, "Sideways"), "Sideways")
    client = Client()
    client.force_login(guide.owner)
    client.get(f"/interviews/guides/{guide.slug}/points/")

    with django_assert_num_queries(17):
        client.get(f"/interviews/guides/{guide.slug}/points/")


def test_nothing_of_an_assessed_attempt_shows_before_its_results_are_released(guide):
    claim(said := sat(guide, "West it spins"), "West it spins")
    attempts = Attempt.objects.filter(pk=said.item.attempt_id)
    client = Client()
    client.force_login(guide.owner)

    def shown() -> tuple[list[tuple[int, int, list[str]]], bool]:
        page = client.get("/interviews/guides/widgets/points/").content.decode()
        return [(point.asked, point.hit, list(point.wordings)) for point in points(guide)], "West it spins" in page

    attempts.update(mode="assessed", results_open_at=None)
    withheld = shown()
    attempts.update(results_open_at=LATER + MINUTE)
    not_yet = [point.asked for point in points(guide)]
    attempts.update(results_open_at=LATER)
    released = shown()

    assert withheld == ([(0, 0, [])] * 2, False)
    assert not_yet == [0, 0]
    assert ([asked for asked, _, _ in released[0]], released[1]) == ([1, 1], True)
