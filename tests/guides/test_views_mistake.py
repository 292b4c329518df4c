"""A reader says what is wrong in a question."""

import pytest

from portal.guides.models import Mistake
from portal.guides.models.mistake import LIMIT
from tests.factories import make_guide

pytestmark = pytest.mark.django_db

URL = "/guides/widgets/q-1/mistake/"


def test_a_reader_reports_a_mistake_from_the_questions_page(learner, learner_client):
    make_guide()
    form = learner_client.get("/guides/widgets/q-1/").content.decode()

    page = learner_client.post(URL, {"text": "It turns right."}, follow=True).content.decode()

    mistake = Mistake.objects.get()
    assert (f'action="{URL}"' in form, "The authors of this guide see it" in page) == (True, True)
    assert (mistake.reader, mistake.text, mistake.question.slug) == (learner, "It turns right.", "q-1")


@pytest.mark.parametrize("text", ["", "kept words\0", "kept words" + "x" * 2_000])
def test_what_cannot_be_taken_is_given_back(learner_client, text):
    make_guide()

    answer = learner_client.post(URL, {"text": text})

    assert (answer.status_code, Mistake.objects.exists()) == (422, False)
    assert ("kept words" in answer.content.decode()) == bool(text)


def test_a_reader_who_reports_too_much_keeps_the_text(learner_client):
    make_guide()
    for number in range(LIMIT):
        learner_client.post(URL, {"text": f"Wrong in {number} ways."})

    answer = learner_client.post(URL, {"text": "one too many"})

    assert (answer.status_code, "one too many" in answer.content.decode(), Mistake.objects.count()) == (
        422,
        True,
        LIMIT,
    )


def test_a_question_that_may_not_be_read_takes_no_report(learner_client):
    make_guide(status="draft")

    assert (learner_client.post(URL, {"text": "x"}).status_code, Mistake.objects.exists()) == (404, False)


def test_a_report_sent_after_signing_out_comes_back(client):
    make_guide()

    answer = client.post(URL, {"text": "typed words"})

    assert (answer.status_code, "typed words" in answer.content.decode(), Mistake.objects.exists()) == (
        401,
        True,
        False,
    )


def test_the_form_runs_three_queries_session_and_user_included(learner_client, django_assert_num_queries):
    make_guide()
    learner_client.get(URL)

    with django_assert_num_queries(2):
        assert b"What is wrong?" in learner_client.get(URL).content
