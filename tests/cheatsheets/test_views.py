"""The pages of sheets: what there is, choosing, previewing, taking along; and who may."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.cheatsheets import readers
from portal.cheatsheets.writers import FORMATS
from portal.cheatsheets.writers.webpage import POLICY
from portal.guides.models import Guide, Section
from portal.interviews.models import Attempt
from tests.factories import MINUTE, add_question, make_attempt, make_guide, respond, revision_of

pytestmark = pytest.mark.django_db


def sheet_url(name="sheet_detail", *args):
    return reverse(f"cheatsheets:{name}", args=["widgets", *args])


def test_the_preview_shows_every_question_of_the_guide(learner_client):
    make_guide(questions=3)

    body = learner_client.get(sheet_url()).content.decode()

    assert [body.count(f"What is widget {number}?") for number in (1, 2, 3)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("asked", "linked"),
    [
        ("", "paper_a4.css"),
        ("paper=letter", "paper_letter.css"),
        ("paper=A3", "paper_a4.css"),
        ("paper=letter&orientation=landscape", "paper_letter_landscape.css"),
    ],
)
def test_the_preview_is_made_for_the_paper_asked_for(learner_client, asked, linked):
    make_guide()

    body = learner_client.get(f"{sheet_url()}?{asked}").content.decode()

    assert re.findall(r"css/(paper_\w+\.css)", body) == [linked]


def test_the_choice_shows_in_the_form_and_in_every_link(learner_client):
    make_guide()

    body = learner_client.get(f"{sheet_url()}?edition=summary&grey=1").content.decode()

    assert re.findall(r'id="([\w-]+)"[^>]* checked', body)[0] == "edition-summary"
    links = re.findall(r'href="(/guides/widgets/cheat-sheet/[^"]*)"', body)
    assert {link.partition("?")[2] for link in links} == {"edition=summary&amp;grey=1"}
    assert "sheet-grey" in body


def test_htmx_gets_the_workbench_alone(learner_client):
    make_guide()

    body = learner_client.get(sheet_url(), headers={"HX-Request": "true"}).content.decode()

    assert body.strip().startswith('<div class="sheet-workbench" id="sheet-workbench">')


def test_only_the_parts_chosen_are_previewed(learner_client):
    revision = revision_of(make_guide(questions=1))
    add_question(revision, Section.objects.create(guide_revision=revision, position=1, title="More"), number=2)

    body = learner_client.get(f"{sheet_url()}?section=1").content.decode()

    assert ("What is widget 1?" in body, "What is widget 2?" in body) == (False, True)


def test_the_index_links_each_edition_and_format(learner_client):
    make_guide()

    body = learner_client.get(sheet_url("sheet_list")).content.decode()

    editions = ["", "?edition=summary", "?edition=self-test", "?edition=personal"]
    assert [link for link in editions if f'href="/guides/widgets/cheat-sheet/{link}"' not in body] == []
    assert [name for name in FORMATS if f"/guides/widgets/cheat-sheet/{name}/" not in body] == []


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_a_file_to_keep(learner_client, name):
    make_guide()

    response = learner_client.get(sheet_url("sheet_file", name))

    assert response.status_code == 200
    assert response.headers["Content-Type"] == FORMATS[name].content_type
    suffix = FORMATS[name].suffix
    assert response.headers["Content-Disposition"] == f'attachment; filename="widgets-full{suffix}"'


def test_the_html_file_needs_nothing_from_anywhere_and_has_its_own_policy(learner_client):
    make_guide()

    response = learner_client.get(sheet_url("sheet_file", "html"))
    body = response.content.decode()

    assert response.headers["Content-Security-Policy"] == POLICY
    assert re.findall(r"<(?:script|link|iframe|object|base)\b", body) == []
    assert {url[:5] for url in re.findall(r'(?:src=|url\()"?([^")]+)', body)} == {"data:"}


def test_a_format_that_is_not_known_is_not_found(learner_client):
    make_guide()

    assert learner_client.get(sheet_url("sheet_file", "docx")).status_code == 404


def test_a_guide_too_large_for_a_page_says_how_it_is_printed(learner_client, monkeypatch):
    monkeypatch.setattr(readers, "WEB_MOST", 2)
    revision = revision_of(make_guide(questions=2))
    more = Section.objects.create(guide_revision=revision, position=1, title="More")
    add_question(revision, more, number=3)
    revision.question_count = 3
    revision.save()

    page, file = learner_client.get(sheet_url()), learner_client.get(sheet_url("sheet_file", "csv"))

    assert b"manage.py export_sheet widgets" in page.content
    assert file.status_code == 404
    assert b"What is widget 3?" in learner_client.get(f"{sheet_url()}?section=1").content


def test_sheet_of_a_draft_is_not_found_by_a_learner(learner_client):
    make_guide(status=Guide.Status.DRAFT)

    answers = [
        learner_client.get(url)
        for url in (sheet_url(), sheet_url("sheet_list"), sheet_url("sheet_pdf"), sheet_url("sheet_file", "csv"))
    ]

    assert [(answer.status_code, b"widget 1" in answer.content) for answer in answers] == [(404, False)] * 4


def test_sheet_asks_strangers_to_sign_in():
    make_guide()

    response = Client().get(sheet_url())

    assert response.headers["Location"] == f"/accounts/login/?next={sheet_url()}"


def test_sheet_is_open_to_strangers_where_guides_are_public(settings):
    settings.PUBLIC_GUIDES = True
    make_guide()

    body = Client().get(f"{sheet_url()}?edition=personal").content.decode()

    assert ("What is widget 1?" in body, "My missed points" in body) == (True, False)


def test_a_personal_sheet_holds_what_this_learner_missed_and_nobody_else(learner, learner_client):
    guide = make_guide(questions=2)
    started = timezone.now() - 30 * MINUTE
    mine = make_attempt(learner, guide=guide, count=2, started_at=started)
    respond(mine, 1, "It is small. It turns left.", at=started + MINUTE)
    mine.finish(started + 2 * MINUTE, by=learner)
    learner_client.get(reverse("interviews:attempt_result", args=[mine.pk]))
    title = Attempt.objects.get().items.get(position=2).payload["title"]

    body = learner_client.get(f"{sheet_url()}?edition=personal").content.decode()

    assert re.findall(r"What is widget \d\?", body) == [re.sub(r"<[^>]*>", "", title)]
    assert "missed 1 time" in body


def test_the_personal_sheet_of_who_missed_nothing_says_what_to_do(learner_client):
    make_guide()

    assert b"Sit one, and what you miss stands here." in learner_client.get(f"{sheet_url()}?edition=personal").content


@pytest.mark.parametrize("questions", [1, 3])
def test_sheet_takes_as_many_queries_for_a_long_guide_as_for_a_short_one(
    learner_client, questions, django_assert_num_queries
):
    make_guide(questions=questions)

    with django_assert_num_queries(8):
        learner_client.get(sheet_url())
