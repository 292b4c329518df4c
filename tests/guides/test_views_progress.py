import pytest

from tests.factories import make_guide

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    "follows", ["", "/guides/widgets/?level=basic", "https://elsewhere.example/", "//elsewhere.example"]
)
def test_progress_update_leads_back_within_the_site_without_javascript(learner_client, follows):
    make_guide()

    response = learner_client.post("/guides/widgets/q-1/progress/", {"mark": "known", "next": follows})

    back = f"{follows}#question-q-1" if follows.startswith("/guides") else "/guides/widgets/q-1/"
    assert (response.status_code, response.url) == (302, back)


def test_progress_update_answers_htmx_with_the_marks_and_the_outline(learner_client):
    make_guide(questions=3)

    page = learner_client.post(
        "/guides/widgets/q-1/progress/", {"mark": "known", "outline": "shown"}, headers=HTMX
    ).content.decode()

    assert 'id="question-marks-q-1"' in page
    assert 'data-mark="known" hx-swap-oob="true">Known</span>' in page
    assert "<strong>1 of 3</strong> known" in page


def test_progress_update_refuses_a_mark_it_does_not_know(learner, learner_client):
    make_guide()

    response = learner_client.post("/guides/widgets/q-1/progress/", {"mark": "loved"})

    assert response.status_code == 400
    assert not learner.progress.exists()


def test_progress_update_writes_nothing_on_a_get(learner, learner_client):
    make_guide()

    assert learner_client.get("/guides/widgets/q-1/progress/").status_code == 405
    assert learner_client.get("/guides/widgets/q-1/").status_code == 200
    assert not learner.progress.exists()


def test_progress_update_asks_a_stranger_to_sign_in_even_when_guides_are_public(client, db, settings):
    settings.PUBLIC_GUIDES = True
    make_guide()

    response = client.post("/guides/widgets/q-1/progress/", {"mark": "known"})

    assert response.url.startswith("/accounts/login/")
