"""Getting a PDF: made once however many ask, and a word to those who wait."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.cheatsheets import tasks, typesetting
from portal.cheatsheets.models import TypesetSheet
from portal.cheatsheets.pdfs import ALONE, ask_for_pdf, pdf_of, state_of
from portal.cheatsheets.recipes import Recipe
from portal.cheatsheets.typesetting import CannotTypeset, typeset
from tests.cheatsheets.sheets import choose
from tests.factories import NOON, SECOND, make_guide, revision_of

WORKER = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
URL = "/guides/widgets/cheat-sheet/pdf/"


def recipe_of(guide) -> Recipe:
    return Recipe(guide, revision_of(guide), choose(), NOON)


@pytest.mark.django_db(transaction=True)
@pytest.mark.typeset
def test_twenty_who_ask_at_once_have_it_typeset_once(settings):
    settings.TASKS, settings.PUBLIC_GUIDES = WORKER, True
    make_guide(questions=2)

    def ask(_number: int) -> int:
        try:
            return Client().get(URL).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as crowd:
        answers = list(crowd.map(ask, range(20)))

    assert answers == [202] * 20
    assert (TypesetSheet.objects.count(), DBTaskResult.objects.count()) == (1, 1)
    tasks.typeset_sheet.call(TypesetSheet.objects.get().key)
    made = TypesetSheet.objects.get()
    tasks.typeset_sheet.call(made.key)
    assert TypesetSheet.objects.get().begun_at == made.begun_at
    assert {Client().get(URL).content for _ in range(3)} == {bytes(made.pdf)}


@pytest.mark.django_db
def test_who_waits_is_told_what_is_going_on(settings):
    settings.TASKS = WORKER
    recipe = recipe_of(make_guide())
    sheet = ask_for_pdf(recipe, recipe.key(), NOON)

    assert state_of(sheet, NOON + ALONE - SECOND) == "waiting"
    assert state_of(sheet, NOON + ALONE) == "alone"
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=NOON)
    assert state_of(sheet, NOON + ALONE) == "waiting"
    assert state_of(sheet, NOON + timedelta(minutes=11)) == "alone"
    sheet.begun_at = NOON
    assert state_of(sheet, NOON + ALONE) == "begun"
    sheet.problem = "No."
    assert state_of(sheet, NOON) == "failed"
    sheet.made_at = NOON
    assert state_of(sheet, NOON) == "made"


@pytest.mark.django_db
def test_a_missing_library_is_named_with_its_packages_and_the_page_offered_instead(
    settings, learner_client, monkeypatch
):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/nowhere")
    monkeypatch.setattr(typesetting, "TYPESETTER", "tests.cheatsheets.no_pango")
    make_guide()

    body = learner_client.get(URL).content.decode()

    assert "install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in body
    assert 'href="/guides/widgets/cheat-sheet/html/"' in body
    assert "hx-get" not in body[body.index('id="pdf-state"') :]


@pytest.mark.django_db
def test_a_sheet_that_takes_too_long_is_stopped_with_a_sentence():
    with pytest.raises(CannotTypeset, match=r"longer than 0\.01 seconds"):
        typeset("<p>x</p>", seconds=0.01)


@pytest.mark.django_db
def test_the_page_of_a_lonely_request_says_how_a_worker_is_started(settings, learner_client):
    settings.TASKS = WORKER
    make_guide()
    learner_client.get(URL)
    TypesetSheet.objects.update(asked_at=timezone.now() - ALONE)

    response = learner_client.get(URL)

    assert (response.status_code, b"No worker seems to run" in response.content) == (202, True)
    assert b'http-equiv="refresh"' in response.content


@pytest.mark.django_db
def test_a_page_that_waits_is_sent_to_the_pdf_once_it_is_made(settings, learner_client):
    settings.TASKS = WORKER
    make_guide()
    htmx = {"HX-Request": "true"}
    waiting = learner_client.get(URL, headers=htmx)
    TypesetSheet.objects.keep(TypesetSheet.objects.get().key, b"%PDF made", NOON)

    made = learner_client.get(URL, headers=htmx)
    pdf = learner_client.get(URL)

    assert (waiting.status_code, b"Waiting for its turn" in waiting.content) == (200, True)
    assert made.headers["HX-Redirect"] == URL
    assert (pdf.content, pdf.headers["Content-Type"]) == (b"%PDF made", "application/pdf")
    assert pdf.headers["Content-Disposition"] == 'inline; filename="widgets-full.pdf"'
    again = learner_client.get(URL, headers={"If-None-Match": pdf.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_a_pdf_that_is_kept_asks_the_database_for_nothing_but_reader_and_guide(
    settings, learner_client, django_assert_num_queries
):
    settings.TASKS = WORKER
    make_guide()
    learner_client.get(URL)
    TypesetSheet.objects.update(pdf=b"%PDF", made_at=timezone.now())

    with django_assert_num_queries(3):
        assert learner_client.get(URL).content == b"%PDF"
    with django_assert_num_queries(2):
        assert learner_client.get(URL).content == b"%PDF"


@pytest.mark.django_db
def test_a_pdf_in_memory_is_noted_as_used_on_another_day(learner_client):
    recipe = recipe_of(make_guide())
    TypesetSheet.objects.ask(key := recipe.key(), {}, NOON)
    TypesetSheet.objects.keep(key, b"%PDF", NOON)

    for at in (NOON, NOON + timedelta(days=1)):
        assert pdf_of(recipe, key, at) == b"%PDF"

    assert TypesetSheet.objects.get().used_on == (NOON + timedelta(days=1)).date()
