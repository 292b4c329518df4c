"""The cheat sheet as a page: who may print it, on what paper."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.guides.models import Guide
from tests.factories import make_guide

pytestmark = pytest.mark.django_db


def sheet_url(slug: str = "widgets") -> str:
    return reverse("cheatsheets:sheet_detail", args=[slug])


def test_sheet_shows_every_question_of_the_guide(learner_client):
    make_guide(questions=3)

    body = learner_client.get(sheet_url()).content.decode()

    assert [f"What is widget {number}?" in body for number in (1, 2, 3)] == [True, True, True]


@pytest.mark.parametrize(
    ("asked", "linked"), [("", "paper_a4"), ("a4", "paper_a4"), ("letter", "paper_letter"), ("A3", "paper_a4")]
)
def test_sheet_is_made_for_the_paper_asked_for(learner_client, asked, linked):
    make_guide()

    body = learner_client.get(sheet_url(), {"paper": asked}).content.decode()

    assert [name for name in ("paper_a4", "paper_letter") if f"css/{name}" in body] == [linked]


def test_sheet_of_a_draft_is_not_found_by_a_learner(learner_client):
    make_guide(status=Guide.Status.DRAFT)

    response = learner_client.get(sheet_url())

    assert (response.status_code, b"widget" in response.content) == (404, False)


def test_sheet_asks_strangers_to_sign_in():
    make_guide()

    response = Client().get(sheet_url())

    assert response.headers["Location"] == f"/accounts/login/?next={sheet_url()}"


def test_sheet_is_open_to_strangers_where_guides_are_public(settings):
    settings.PUBLIC_GUIDES = True
    make_guide()

    assert "What is widget 1?" in Client().get(sheet_url()).content.decode()


@pytest.mark.parametrize("questions", [1, 3])
def test_sheet_takes_as_many_queries_for_a_long_guide_as_for_a_short_one(
    learner_client, questions, django_assert_num_queries
):
    make_guide(questions=questions)

    with django_assert_num_queries(7):
        learner_client.get(sheet_url())
