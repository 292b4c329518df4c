"""Choosing and starting."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.guides.models import Guide
from portal.interviews.models import Attempt, Blueprint
from portal.interviews.scorekeeping import score_ended
from tests.factories import MINUTE, NOON, add_question, ask, make_attempt, make_blueprint, make_guide, make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_form_offers_readable_guides_with_their_topics(learner_client: Client):
    revision = make_guide().current_revision
    assert revision
    add_question(revision, revision.sections.get(), number=4, topics=["failure-handling"])
    make_guide("secret", status=Guide.Status.DRAFT)

    page = learner_client.get("/interviews/new/").text

    assert "The widgets guide" in page
    assert "Failure handling" in page
    assert "secret" not in page
    assert "<strong>4</strong> questions match." in page


def test_form_says_so_when_there_is_no_guide(learner_client: Client):
    page = learner_client.get("/interviews/new/").text

    assert "There is no guide to be asked about yet." in page
    assert "<fieldset" not in page


def test_count_is_answered_as_a_fragment(learner_client: Client):
    make_guide(questions=3)

    page = learner_client.get("/interviews/new/?guides=widgets&count=5&levels=basic", headers=HTMX).text

    assert page.strip().startswith('<p id="match-count"')
    assert "<strong>3</strong> questions match." in page
    assert "The interview will have 3, not 5." in page


def test_choice_makes_a_blueprint_and_leads_to_its_start(learner: User, learner_client: Client):
    make_guide()

    response = learner_client.post("/interviews/new/", {"guides": "widgets", "count": "2", "minutes": ""})

    blueprint = learner.blueprints.get()
    assert response["Location"] == f"/interviews/blueprints/{blueprint.pk}/start/"
    assert (blueprint.count, blueprint.minutes, blueprint.mode) == (2, None, "practice")


def test_form_with_an_error_keeps_what_was_chosen(learner_client: Client):
    make_guide()

    response = learner_client.post("/interviews/new/", {"guides": "widgets", "count": "500", "levels": "advanced"})

    assert response.status_code == 422
    assert "Ensure this value is less than or equal to 100." in response.text
    assert 'name="count" min="1" max="100" required value="500" aria-invalid="true"' in response.text
    assert 'value="advanced" checked' in response.text
    assert not Blueprint.objects.exists()


@pytest.mark.parametrize(
    ("preset", "expected"),
    [("quick", (4, 10, [])), ("full", (15, 45, [])), ("scenarios", (5, 20, ["scenario"]))],
)
def test_preset_is_one_click(learner: User, learner_client: Client, preset: str, expected: tuple[int, int, list[str]]):
    make_guide()

    learner_client.post("/interviews/new/", {"guides": "widgets", "preset": preset})

    blueprint = learner.blueprints.get()
    assert (blueprint.count, blueprint.minutes, blueprint.levels) == expected


@pytest.mark.parametrize("guides", [1, 3])
def test_form_takes_as_many_queries_for_three_guides_as_for_one(
    learner_client: Client, django_assert_num_queries, guides: int
):
    for number in range(guides):
        make_guide(f"guide-{number}")

    with django_assert_num_queries(5):
        learner_client.get("/interviews/new/?guides=guide-0")


@pytest.mark.parametrize(
    ("factor", "minutes", "words"),
    [
        ("1", 30, "30 minutes for the whole interview"),
        ("1.25", 30, "37 minutes 30 seconds: 30 minutes times a time factor of 1.25."),
        ("1.50", None, "No limit."),
    ],
)
def test_start_page_says_the_time_and_why(learner: User, learner_client: Client, factor, minutes, words: str):
    User.objects.update(time_factor=Decimal(factor))
    blueprint = make_blueprint(learner, minutes=minutes)

    page = learner_client.get(f"/interviews/blueprints/{blueprint.pk}/start/").text

    assert words in page
    assert ("When the clock reaches zero" in page) == (minutes is not None)


def test_start_page_says_when_fewer_questions_match_than_were_asked(learner: User, learner_client: Client):
    make_guide(questions=2)
    blueprint = make_blueprint(learner, count=5)

    page = learner_client.get(f"/interviews/blueprints/{blueprint.pk}/start/").text

    assert "2: you asked for 5, and only 2 match." in page


def test_double_click_on_start_makes_one_attempt(learner: User, learner_client: Client):
    url = f"/interviews/blueprints/{make_blueprint(learner).pk}/start/"

    places = [learner_client.post(url, {"start_key": "of this form"})["Location"] for _ in range(2)]

    attempt = Attempt.objects.get()
    assert places == [f"/interviews/{attempt.pk}/"] * 2
    assert attempt.learner == learner


def test_second_start_leads_to_the_open_attempt_and_says_so(learner: User, learner_client: Client):
    attempt = make_attempt(learner, minutes=None)

    page = learner_client.post(f"/interviews/blueprints/{attempt.blueprint_id}/start/", follow=True)

    assert page.redirect_chain == [(f"/interviews/{attempt.pk}/", 302)]
    assert "already open" in page.text
    assert Attempt.objects.count() == 1


def test_attempt_whose_time_ran_out_is_no_obstacle_to_a_new_one(learner: User, learner_client: Client):
    old = make_attempt(learner, minutes=30)  # it began days ago

    learner_client.post(f"/interviews/blueprints/{old.blueprint_id}/start/")

    assert list(Attempt.objects.values_list("end_reason", flat=True)) == ["", "deadline"]


def test_nothing_starts_when_nothing_matches_any_more(learner: User, learner_client: Client):
    url = f"/interviews/blueprints/{make_blueprint(learner).pk}/start/"
    Guide.objects.update(status=Guide.Status.ARCHIVED)

    page = learner_client.post(url, follow=True).text

    assert "nothing was started" in page
    assert "No question matches this choice any more." in page
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_blueprint_of_another_person_does_not_exist(learner_client: Client, method: str):
    blueprint = make_blueprint(make_user())

    response = getattr(learner_client, method)(f"/interviews/blueprints/{blueprint.pk}/start/")

    assert response.status_code == 404
    assert blueprint.title not in response.text
    assert not Attempt.objects.exists()


def test_start_page_says_why_the_time_is_cut_and_starts_so(learner: User, learner_client: Client):
    blueprint = make_blueprint(learner, minutes=30)
    stop_at = timezone.now() + timedelta(minutes=18)
    url = f"/interviews/blueprints/{blueprint.pk}/start/"

    page = learner_client.get(url, {"stop_at": f"{stop_at:%H:%M:%S}"}).text
    learner_client.post(url, {"stop_at": f"{stop_at:%H:%M:%S}", "start_key": "key"})

    assert re.search(rf"17 minutes \d+ seconds, because this closes at {stop_at:%H:%M}\.|18 minutes", page)
    assert "Not possible where there is a fixed end." in page
    assert Attempt.objects.get().expires_at == stop_at.replace(microsecond=0)


def test_start_form_refuses_a_factor_out_of_range_and_keeps_what_was_chosen(learner: User, learner_client: Client):
    blueprint = make_blueprint(learner, minutes=30)
    url = f"/interviews/blueprints/{blueprint.pk}/start/"

    refused = learner_client.post(url, {"factor": "11", "start_key": "key"})
    begun = learner_client.post(url, {"factor": "10", "start_key": "key"})

    assert (refused.status_code, 'value="11"' in refused.text) == (422, True)
    attempt = Attempt.objects.get()
    assert begun["Location"] == f"/interviews/{attempt.pk}/"
    assert attempt.expires_at == attempt.started_at + timedelta(minutes=300)


def test_start_page_of_an_assessed_interview_offers_neither_a_pause_nor_more_time(
    learner: User, learner_client: Client
):
    blueprint = make_blueprint(learner, minutes=30, mode="assessed")

    page = learner_client.get(f"/interviews/blueprints/{blueprint.pk}/start/").text

    assert "Not possible: this interview is assessed." in page
    assert 'name="factor"' not in page


def test_start_page_says_the_time_of_each_question(learner: User, learner_client: Client):
    blueprint = make_blueprint(learner, minutes=None, seconds_each=90, count=3)

    page = learner_client.get(f"/interviews/blueprints/{blueprint.pk}/start/").text

    assert "1 minute 30 seconds for each question, from the moment it is shown" in page
    assert "The whole interview takes 5 minutes at most" in page


def test_start_says_which_weak_points_it_aims_at(learner: User, learner_client: Client):
    guide = make_guide(questions=0)
    ask(guide, topics=["artifacts"])
    blueprint = make_blueprint(learner, guide=guide, count=1, aims_at_weak=True, has_follow_ups=True)
    before = learner_client.get(f"/interviews/blueprints/{blueprint.pk}/start/").text
    attempt = make_attempt(learner, guide=guide, count=1)
    attempt.finish(NOON + MINUTE, by=learner)
    score_ended(Attempt.objects.all(), NOON + MINUTE)

    after = learner_client.get(f"/interviews/blueprints/{blueprint.pk}/start/").text

    assert "None are known yet" in before
    assert "Questions on Artifacts (0 %) come first." in after
    assert "What you say then counts half." in after


def test_start_of_an_assessed_interview_promises_no_results_at_once(learner: User, learner_client: Client):
    page = learner_client.get(f"/interviews/blueprints/{make_blueprint(learner, mode='assessed').pk}/start/").text

    assert "You see at once" not in page
    assert "are withheld from you in guides, search and cheat sheets" in page
