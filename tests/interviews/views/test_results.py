"""The result page, what it withholds, and claims."""

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from portal.accounts.models import User
from portal.guides.models import QuestionRevision
from portal.interviews.models import Attempt, Claim, PointResult, Score
from portal.interviews.scorekeeping import CAP
from tests.factories import MINUTE, NOON, SECOND, make_attempt, make_guide, make_user, respond

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def sat(learner: User, *texts: str, **blueprint) -> Attempt:
    attempt = make_attempt(learner, count=len(texts), **blueprint)
    for position, text in enumerate(texts, start=1):
        if text:
            respond(attempt, position, text)
    attempt.finish(NOON + 2 * MINUTE, by=learner)
    return attempt


def result(client: Client, attempt: Attempt, **more) -> str:
    return client.get(f"/interviews/{attempt.pk}/result/", **more).text


def test_result_shows_coverage_evidence_points_and_the_model_answer(learner: User, learner_client: Client):
    make_guide(questions=2)
    QuestionRevision.objects.update(sources=[["The docs", "https://example.com/docs"]])
    attempt = sat(learner, "They say: it is small <script>", "")

    page = result(learner_client, attempt)

    assert '<strong class="coverage-figure">25 %</strong> <span class="coverage-band">some key points</span>' in page
    assert '<mark class="is-whole" data-points="1"><span id="words-1-1"></span>small<sup>' in page
    assert '<a href="#words-1-1">Said<span class="visually-hidden"> for key point 1</span></a>: <q>small</q>' in page
    assert '<span class="point-lead">To say:</span> <span class="point-text">It turns left</span>' in page
    assert "&lt;script&gt;" in page
    assert page.count("state-hit") == 1
    assert page.count("state-missed") == 3
    assert "<p>It is small. It turns left.</p>" in page
    assert 'href="https://example.com/docs"' in page
    assert "Left empty." in page
    assert "after 2 minutes" in page


def test_result_of_a_forgotten_attempt_is_closed_and_scored_when_it_is_read(learner: User, learner_client: Client):
    attempt = make_attempt(learner, count=1, minutes=30)
    respond(attempt, 1, "It is small")

    page = result(learner_client, attempt)

    assert "closed at the deadline at 12:30:00, after 30 minutes" in page
    assert ">50 %</strong>" in page


def test_result_waits_for_the_grace(learner: User, learner_client: Client):
    attempt = make_attempt(learner, started_at=timezone.now() - 30 * MINUTE - 3 * SECOND, minutes=30)

    page = result(learner_client, attempt)

    assert "Time is up." in page
    assert '<meta http-equiv="refresh" content="3">' in page
    attempt.refresh_from_db()
    assert attempt.finished_at is None


def test_result_of_an_open_attempt_leads_back_to_it(learner: User, learner_client: Client):
    attempt = make_attempt(learner, started_at=timezone.now())

    response = learner_client.get(f"/interviews/{attempt.pk}/result/")

    assert response["Location"] == f"/interviews/{attempt.pk}/"


def test_long_result_says_that_it_is_being_scored(learner: User, learner_client: Client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    make_guide(questions=CAP + 1)
    attempt = sat(learner, *[""] * (CAP + 1))

    first = result(learner_client, attempt)
    second = result(learner_client, attempt, headers=HTMX)

    assert "<strong>Scoring.</strong>" in first
    assert Score.objects.count() == CAP + 1
    assert second.strip().startswith('<div id="result-state"')
    assert "Key-point coverage" in second


@pytest.mark.parametrize(
    ("moment", "words"),
    [(None, "Results are not open yet."), (NOON.replace(year=2999), "Results open on 23 November 2999")],
)
def test_withheld_result_shows_neither_score_nor_answers(learner: User, learner_client: Client, moment, words: str):
    attempt = sat(learner, "It is small", mode="assessed")
    Attempt.objects.update(results_open_at=moment, answers_open_at=moment)

    pages = [result(learner_client, attempt), learner_client.get("/interviews/").text]

    assert words in pages[0]
    assert not any("turns left" in page or " %" in page for page in pages)


def test_result_without_answers_shows_coverage_alone(learner: User, learner_client: Client):
    attempt = sat(learner, "It is small", mode="assessed")
    Attempt.objects.update(results_open_at=NOON)

    page = result(learner_client, attempt)

    assert ">50 %</strong>" in page
    assert "It is small" in page
    assert "turns left" not in page
    assert "<mark" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_result_takes_as_many_queries_for_three_items_as_for_one(
    learner: User, learner_client: Client, django_assert_num_queries, count: int
):
    make_guide(questions=3)
    attempt = sat(learner, *["It is small"] * count)
    result(learner_client, attempt)

    with django_assert_num_queries(12):
        result(learner_client, attempt)


def claim_url(attempt: Attempt, point: PointResult) -> str:
    return f"/interviews/{attempt.pk}/items/1/points/{point.key_point_id}/claim/"


def test_missed_point_can_be_claimed_in_other_words_and_taken_back(learner: User, learner_client: Client):
    attempt = sat(learner, "Something <i>else</i>")
    result(learner_client, attempt)
    url = claim_url(attempt, PointResult.objects.all()[0])

    response = learner_client.post(url, {"is_claimed": "1", "words": "something"})
    claimed = learner_client.post(url, {"is_claimed": "1", "words": "<i>else"}, headers=HTMX).text
    spans = list(Claim.objects.values_list("span", flat=True))
    taken_back = learner_client.post(url, {"is_claimed": "0"}, headers=HTMX).text

    assert response["Location"] == f"/interviews/{attempt.pk}/result/#item-result-1"
    assert claimed.strip().startswith('<section class="item-result" id="item-result-1"')
    assert "In other words: <q>&lt;i&gt;else</q> It stands beside the score and adds nothing to it." in claimed
    assert "1 more claimed, not counted" in claimed
    assert ("state-claimed" in claimed, "state-claimed" in taken_back) == (True, False)
    assert (spans, Claim.objects.count()) == ([[10, 17]], 0)


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("not <b>said", "These words do not stand in your response like that"),
        ("", "give the words of your response"),
        ("x" * 1001, "at most 1000 characters, these are 1001"),
    ],
)
def test_words_that_are_not_in_the_response_come_back_and_claim_nothing(
    learner: User, learner_client: Client, words: str, sentence: str, headers: dict[str, str]
):
    attempt = sat(learner, "Something else")
    result(learner_client, attempt)
    url = claim_url(attempt, PointResult.objects.all()[0])

    response = learner_client.post(url, {"is_claimed": "1", "words": words}, headers=headers)

    assert (response.status_code, Claim.objects.count()) == (422, 0)
    assert sentence in response.text
    assert f'value="{escape(words)}" aria-invalid="true"' in response.text
    assert ("<h1>" in response.text) == (not headers)


@pytest.mark.parametrize("verdict", ["hit"])
def test_point_that_was_hit_cannot_be_claimed(learner: User, learner_client: Client, verdict: str):
    attempt = sat(learner, "It is small")
    result(learner_client, attempt)
    hit = PointResult.objects.get(verdict=verdict)

    response = learner_client.post(claim_url(attempt, hit), {"is_claimed": "1", "words": "it"})

    assert response.status_code == 404
    assert not Claim.objects.exists()


def test_point_cannot_be_claimed_while_answers_are_withheld(learner: User, learner_client: Client):
    attempt = sat(learner, "Something else", mode="assessed")
    result(learner_client, attempt)

    response = learner_client.post(claim_url(attempt, PointResult.objects.all()[0]), {"is_claimed": "1", "words": "it"})

    assert response.status_code == 404
    assert not Claim.objects.exists()


def test_claim_in_the_attempt_of_another_person_is_not_found(learner_client: Client):
    stranger = make_user()
    attempt = sat(stranger, "Something else")
    client = Client()
    client.force_login(stranger)
    result(client, attempt)

    response = learner_client.post(claim_url(attempt, PointResult.objects.all()[0]), {"is_claimed": "1", "words": "it"})

    assert response.status_code == 404
    assert not Claim.objects.exists()


def test_result_shows_the_time_of_each_question(learner: User, learner_client: Client):
    attempt = sat(learner, "It is small", "")

    page = result(learner_client, attempt)

    assert page.count('scope="row"><a href="#item-result-') == 2
    assert "its share of the whole time" in page


def test_transcript_prints_the_words_the_points_and_the_model_answer(learner: User, learner_client: Client):
    attempt = sat(learner, "It is small, they say", "")

    page = learner_client.get(f"/interviews/{attempt.pk}/transcript/").text

    assert "data-print" in page
    assert '<mark class="is-whole" data-points="1"><span id="words-1-1"></span>small<sup>' in page
    assert '<a href="#words-1-1">Said<span class="visually-hidden"> for key point 1</span></a>: <q>small</q>' in page
    assert '<span class="point-lead">To say:</span> <span class="point-text">It turns left</span>' in page
    assert "<p>It is small. It turns left.</p>" in page
    assert "I said it in other words" not in page
    assert "25 %" in page


@pytest.mark.parametrize("mode", ["practice", "assessed"])
def test_there_is_no_transcript_of_what_is_open_or_withheld(learner: User, learner_client: Client, mode: str):
    attempt = make_attempt(learner, started_at=timezone.now(), mode=mode)
    if mode == "assessed":
        attempt.finish(timezone.now(), by=learner)

    answer = learner_client.get(f"/interviews/{attempt.pk}/transcript/")

    assert (answer.status_code, answer["Location"]) == (302, f"/interviews/{attempt.pk}/result/")


@pytest.mark.parametrize("count", [1, 3])
def test_transcript_takes_as_many_queries_for_three_items_as_for_one(
    learner: User, learner_client: Client, django_assert_num_queries, count: int
):
    make_guide(questions=3)
    attempt = sat(learner, *["It is small"] * count)
    result(learner_client, attempt)

    with django_assert_num_queries(8):
        learner_client.get(f"/interviews/{attempt.pk}/transcript/")


def test_claim_shows_nothing_where_model_answers_are_open_and_results_are_not(learner: User, learner_client: Client):
    make_guide(questions=1)
    attempt = sat(learner, "Only that it is small")
    result(learner_client, attempt)  # scores it
    point = PointResult.objects.exclude(verdict="hit")[0]
    Attempt.objects.update(results_open_at=None)

    answer = learner_client.post(claim_url(attempt, point), {"is_claimed": "1", "words": "small"}, headers=HTMX)

    assert (answer.status_code, Claim.objects.count()) == (404, 0)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_words_of_a_claim_come_back_to_who_was_signed_out_meanwhile(client: Client, headers):
    answer = client.post("/interviews/1/items/1/points/1/claim/", {"words": "<b>small"}, headers=headers)

    assert (answer.status_code, "&lt;b&gt;small</textarea>" in answer.text) == (401, True)
    assert ("<html" in answer.text) == (not headers)
