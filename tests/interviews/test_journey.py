"""A whole sitting by plain forms, as a browser without scripts does it."""

import re

import pytest
from django.test import Client
from django.utils.html import escape

from portal.accounts.models import User
from portal.interviews.models import Attempt
from tests.factories import make_guide

pytestmark = pytest.mark.django_db


def fields_of(page: str, form: str) -> dict[str, str]:
    """The hidden fields of the form whose action ends in ``form``."""
    inside = page.split(f'{form}"', 1)[1].split("</form>", 1)[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', inside)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_interview_is_sat_by_plain_forms_from_choice_to_result(learner: User, learner_client: Client):
    make_guide(questions=2)
    client = learner_client
    response = client.post("/interviews/new/", {"guides": "widgets", "count": 2, "minutes": 30}, follow=True)
    start_url = response.redirect_chain[-1][0]
    response = client.post(start_url, fields_of(response.text, "/start/"), follow=True)
    attempt_url = response.redirect_chain[-1][0]
    for text in ("It is small & it turns left", "Nothing I know"):
        sent = {**fields_of(response.text, "/save/"), "text": text, "then": "next"}
        action = re.search(r'action="([^"]+/save/)"', response.text)
        assert action
        response = client.post(action[1], sent, follow=True)
    assert "All 2 questions are answered" in response.text
    response = client.post(f"{attempt_url}finish/", follow=True)

    attempt = learner.attempts.get()
    assert attempt.end_reason == Attempt.EndReason.SUBMITTED
    assert "Key-point coverage" in response.text
    assert escape("It is small & it turns left")[:11] in response.text
