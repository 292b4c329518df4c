"""A save over HTTP: what is answered, and that the text always comes back."""

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.guides.models import Choice
from portal.interviews.forms import TEXT_LIMIT
from portal.interviews.models import Attempt, ConflictingText, Item, Response
from tests.factories import MINUTE, SECOND, add_question, make_attempt, make_guide, make_user, respond

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}
WRITER = "a-writer-of-16ch"


@pytest.fixture
def attempt(learner: User) -> Attempt:
    return make_attempt(learner, started_at=timezone.now() - MINUTE, minutes=30)


def fields(text: str, *, seq: int | str = 1, base: int = 0, **more: str) -> dict[str, str]:
    return {"text": text, "base_version": str(base), "writer": WRITER, "seq": str(seq), **more}


def url(attempt: Attempt, position: int = 1) -> str:
    return f"/interviews/{attempt.pk}/items/{position}/save/"


def text_of(attempt: Attempt, position: int = 1) -> str:
    return Response.objects.get(item__attempt=attempt, item__position=position).text


def test_script_is_told_what_it_needs_for_the_next_save(learner_client: Client, attempt: Attempt):
    answer = learner_client.post(url(attempt), fields("said"), headers=JSON).json()

    saved_at = timezone.localtime(Response.objects.get(item__position=1).saved_at)
    assert (answer["outcome"], answer["version"], answer["saved_at"]) == ("written", 1, f"{saved_at:%H:%M:%S}")
    assert 28 * 60 < answer["seconds_left"] < 29 * 60 + 1
    assert text_of(attempt) == "said"


@pytest.mark.parametrize("questions", [1, 3])
def test_save_takes_three_queries_whatever_the_size_of_the_attempt(
    learner: User, learner_client: Client, django_assert_num_queries, questions: int
):
    make_guide(questions=3)
    attempt = make_attempt(learner, started_at=timezone.now(), count=questions)

    with django_assert_num_queries(2) as captured:  # session, person, and the one that writes
        learner_client.post(url(attempt), fields("said"), headers=JSON)

    writes = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith("SELECT")]
    assert [sql.split()[:2] for sql in writes] == [["UPDATE", "interviews_response"]]


@pytest.mark.parametrize(
    ("then", "place"),
    [("next", "?item=2"), ("previous", "?item=1"), ("item-3", "?item=3"), ("skip", "?item=2"), ("finish", "finish/")],
)
def test_plain_form_saves_and_goes_where_its_button_says(learner_client: Client, attempt: Attempt, then, place: str):
    response = learner_client.post(url(attempt), fields("said", seq="", then=then))

    assert response["Location"] == f"/interviews/{attempt.pk}/{place}"
    assert text_of(attempt) == "said"


def test_htmx_gets_the_next_card_and_its_address(learner_client: Client, attempt: Attempt):
    response = learner_client.post(url(attempt), fields("said", then="next"), headers=HTMX)

    assert response["HX-Push-Url"] == f"/interviews/{attempt.pk}/?item=2"
    assert response.text.strip().startswith('<article id="question-card"')
    assert "Question 2 of 3" in response.text
    assert Item.objects.get(attempt=attempt, position=2).first_served_at is not None


def test_htmx_is_sent_to_the_finish_as_a_page(learner_client: Client, attempt: Attempt):
    response = learner_client.post(url(attempt, 3), fields("said", then="next"), headers=HTMX)

    assert response["HX-Redirect"] == f"/interviews/{attempt.pk}/finish/"
    assert text_of(attempt, 3) == "said"


@pytest.mark.parametrize(("then", "is_flagged"), [("flag", True), ("unflag", False)])
def test_flag_is_set_with_the_text_saved(learner_client: Client, attempt: Attempt, then: str, is_flagged: bool):
    Item.objects.filter(attempt=attempt).update(is_flagged=not is_flagged)

    page = learner_client.post(url(attempt), fields("said", then=then), headers=HTMX).text

    assert f'aria-pressed="{str(is_flagged).lower()}"' in page
    assert list(attempt.items.values_list("is_flagged", flat=True)) == [is_flagged, not is_flagged, not is_flagged]
    assert text_of(attempt) == "said"


def test_choice_is_saved_by_its_keys_and_shown_again(learner: User, learner_client: Client):
    revision = make_guide(questions=0).current_revision
    assert revision
    asked = add_question(revision, revision.sections.get(), number=1, kind="choice")
    for position, key in enumerate("abc"):
        Choice.objects.create(question_revision=asked, key=key, position=position, text_html=key, is_right=key != "c")
    attempt = make_attempt(learner, started_at=timezone.now(), count=1)

    learner_client.post(url(attempt), fields("said") | {"text": ["c", "a"]})

    page = learner_client.get(f"/interviews/{attempt.pk}/?item=1").text
    assert text_of(attempt) == "a c"
    assert [f'type="checkbox" name="text" value="{key}" checked' in page for key in "abc"] == [True, False, True]


def test_conflict_answers_409_with_both_texts(learner_client: Client, attempt: Attempt):
    respond(attempt, 1, "from elsewhere <b>", at=timezone.now())

    response = learner_client.post(url(attempt), fields("mine <i>"), headers=JSON)

    answer = response.json()
    assert response.status_code == 409
    assert (answer["text"], answer["stored_text"], answer["version"]) == ("mine <i>", "from elsewhere <b>", 1)
    assert "from elsewhere &lt;b&gt;" in answer["notice"]
    assert text_of(attempt) == "from elsewhere <b>"
    assert ConflictingText.objects.get().text == "mine <i>"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_conflict_shows_both_texts_and_the_next_save_settles_it(learner_client: Client, attempt: Attempt, headers):
    respond(attempt, 1, "from elsewhere", at=timezone.now())

    response = learner_client.post(url(attempt), fields("mine", seq=""), headers=headers)

    assert response.status_code == 409
    assert "from elsewhere</blockquote>" in response.text
    assert "mine</textarea>" in response.text
    assert 'name="base_version" value="1"' in response.text
    learner_client.post(url(attempt), fields("mine", seq="", base=1))
    assert text_of(attempt) == "mine"


@pytest.mark.parametrize("headers", [{}, HTMX, JSON], ids=["plain", "htmx", "json"])
def test_save_after_the_grace_answers_410_with_the_text(learner: User, learner_client: Client, headers):
    attempt = make_attempt(learner, started_at=timezone.now() - 30 * MINUTE - 11 * SECOND, minutes=30)

    response = learner_client.post(url(attempt), fields("too late"), headers=headers)

    assert response.status_code == 410
    assert "too late" in response.text
    assert "Time was up, so this text was not counted." in response.text
    assert text_of(attempt) == ""


def test_save_in_the_grace_is_accepted(learner: User, learner_client: Client):
    attempt = make_attempt(learner, started_at=timezone.now() - 30 * MINUTE - 5 * SECOND, minutes=30)

    answer = learner_client.post(url(attempt), fields("just in time"), headers=JSON).json()

    assert (answer["outcome"], answer["seconds_left"]) == ("written", 0)
    assert Response.objects.get(text="just in time").is_in_grace


@pytest.mark.parametrize("headers", [{}, HTMX, JSON], ids=["plain", "htmx", "json"])
def test_signed_out_save_answers_401_with_the_text_and_nothing_else(attempt: Attempt, headers):
    response = Client().post(url(attempt), fields("typed <b>while signed out"), headers=headers)

    assert response.status_code == 401
    assert "while signed out" in response.text
    assert f"/accounts/login/?next=/interviews/{attempt.pk}/%3Fitem%3D1" in response.text
    assert "widget" not in response.text
    assert "typed <b>" not in response.text or headers == JSON
    assert text_of(attempt) == ""


def test_save_into_the_attempt_of_another_person_is_not_found(learner_client: Client):
    stranger = make_attempt(make_user(), started_at=timezone.now())

    response = learner_client.post(url(stranger), fields("mine"), headers=JSON)

    assert response.status_code == 404
    assert "widget" not in response.text
    assert text_of(stranger) == ""


@pytest.mark.parametrize("headers", [{}, HTMX, JSON], ids=["plain", "htmx", "json"])
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("y" * (TEXT_LIMIT + 1), "A response holds at most 20000 characters; this has 20001."),
        ("before\x00after", "Null characters are not allowed."),
    ],
    ids=["too long", "NUL"],
)
def test_text_that_cannot_be_stored_answers_422_with_it(
    learner_client: Client, attempt: Attempt, headers, text, reason
):
    response = learner_client.post(url(attempt), fields(text), headers=headers)

    shown = response.json()["text"] if headers == JSON else response.text
    assert response.status_code == 422
    assert reason in response.text
    assert text in shown
    assert text_of(attempt) == ""


def test_address_of_a_save_leads_back_to_its_question(learner_client: Client, attempt: Attempt):
    assert learner_client.get(url(attempt, 2))["Location"] == f"/interviews/{attempt.pk}/?item=2"


def test_save_needs_the_token_of_the_site(learner: User, attempt: Attempt):
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner)

    response = client.post(url(attempt), fields("from another site"), headers=JSON)

    assert response.status_code == 403
    assert text_of(attempt) == ""
