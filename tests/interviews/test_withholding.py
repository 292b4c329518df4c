"""While an assessed interview is open, nothing that answers its questions is on any page its learner can open."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.cheatsheets.writers import FORMATS
from portal.guides.indexing import index_guide
from portal.guides.models import Choice, Guide, Question, QuestionRevision, ToolTable
from portal.interviews.models import Attempt, Item
from tests.factories import MINUTE, ask, make_attempt, make_guide, make_user, respond, revision_of

pytestmark = pytest.mark.django_db

ANSWERED_BY = ("zirconium", "osmium", "Right: b", "palladium", "rhodium", "tungsten")
"""Words that stand only in the answers, points, steps and right choices below, and in the table."""


@pytest.fixture
def guide(db: None) -> Guide:
    """An open question, a choice and a scenario, whose answers hold the words of ``ANSWERED_BY``, and a table."""
    guide = make_guide(questions=0)
    ask(guide, title="What is it made of?", points=["It is zirconium", "It turns left with osmium"])
    choice = ask(guide, title="Which metal?", kind="choice", points=["It is palladium"])
    for position, (key, text) in enumerate([("a", "Tin"), ("b", "Gold")]):
        Choice.objects.create(question_revision=choice, key=key, position=position, text_html=text, is_right=key == "b")
    steps = ["<p>First rhodium</p>", "<p>Then the rest</p>", "<p>Last of all</p>"]
    ask(guide, title="How do you melt it?", kind="scenario", points=["It melts rhodium"], steps_html=steps)
    ToolTable.objects.create(
        guide_revision=revision_of(guide),
        section=revision_of(guide).sections.get(),
        key="metals",
        position=0,
        title="Metals",
        header=["Metal", "Use"],
        rows=[["tungsten", "wire"]],
        html="<table><tr><td>tungsten</td></tr></table>",
    )
    for written in QuestionRevision.objects.all():
        written.points_html = f"<ul><li>{written.answer_markdown}</li></ul>"
        written.save(update_fields=["points_html"])
    index_guide(guide)
    return guide


def sit(learner: User, guide: Guide, mode: str, *, minutes: int = 30, minutes_ago: int = 1) -> Attempt:
    """An open attempt that asks everything, and draws from the table."""
    began = timezone.now() - minutes_ago * MINUTE
    attempt = make_attempt(learner, guide=guide, mode=mode, count=3, minutes=minutes, started_at=began)
    last = attempt.items.get(position=3)
    Item.objects.filter(pk=last.pk).update(payload=last.payload | {"table": "metals"})
    return attempt


def pages(attempt: Attempt, sat_before: Attempt) -> Iterator[str]:
    """All addresses that may show something of a question."""
    yield from ("/", "/guides/", "/guides/widgets/", "/guides/widgets/?open=1", "/guides/widgets/?table=metals")
    yield from (f"/guides/widgets/?q={word}" for word in ("zirconium", "osmium", "rhodium"))
    for slug in Question.objects.values_list("slug", flat=True):
        yield from (f"/guides/widgets/{slug}/", f"/guides/widgets/{slug}/steps/?step=9")
    yield from (f"/guides/search/?q={word}" for word in ("zirconium", "palladium", "rhodium", "tungsten", "made of"))
    yield from ("/interviews/", "/interviews/new/?guides=widgets", "/guides/stale-facts/")
    yield from ("/guides/widgets/sheets/", "/guides/widgets/cheat-sheet/", "/guides/widgets/q-1/mistake/")
    yield from (f"/guides/widgets/cheat-sheet/{name}/" for name in FORMATS if name != "anki")  # it is a database
    yield from (f"/interviews/{attempt.pk}/?item={position}" for position in (1, 2, 3))
    yield reverse("interviews:attempt_finish", args=[attempt.pk])
    yield reverse("interviews:attempt_start", args=[attempt.blueprint_id])
    yield reverse("interviews:attempt_result", args=[sat_before.pk])


def shown(client: Client, addresses: Iterator[str]) -> dict[str, list[str]]:
    """The words of ``ANSWERED_BY`` that each page tells unasked; what a page repeats of its own address is no news."""
    found = {}
    for address in addresses:
        body = client.get(address, follow=True).content.decode()
        found[address] = [word for word in ANSWERED_BY if word in body and word not in address]
    return {address: words for address, words in found.items() if words}


def finished(learner: User, guide: Guide) -> Attempt:
    attempt = sit(learner, guide, "practice", minutes_ago=20)
    respond(attempt, 1, "No idea", at=attempt.started_at + MINUTE)
    attempt.finish(attempt.started_at + 2 * MINUTE, by=learner)
    return attempt


def test_no_page_answers_what_an_open_assessed_interview_asks(guide: Guide, learner: User, learner_client: Client):
    before = finished(learner, guide)
    attempt = sit(learner, guide, "assessed")

    assert shown(learner_client, pages(attempt, before)) == {}


def test_page_that_others_have_opened_answers_nothing_either(guide: Guide, learner: User, learner_client: Client):
    other = Client()
    other.force_login(make_user())
    attempt = sit(learner, guide, "assessed")
    addresses = ["/guides/widgets/", "/guides/widgets/q-1/", "/guides/widgets/q-3/steps/?step=3"]

    told = [shown(client, iter(addresses)) for client in (other, learner_client, other)]

    assert told[1] == {}
    assert told[0] == told[2]
    assert set(told[0]) == set(addresses)
    assert not attempt.finished_at


def test_everything_is_shown_again_once_it_is_over(guide: Guide, learner: User, learner_client: Client):
    before = finished(learner, guide)
    attempt = sit(learner, guide, "assessed")
    attempt.finish(timezone.now(), by=learner)

    told = shown(learner_client, pages(attempt, before))

    assert {word for words in told.values() for word in words} == set(ANSWERED_BY)
    assert told[reverse("interviews:attempt_result", args=[before.pk])]


def test_page_of_an_open_practice_shows_no_answer(guide: Guide, learner: User, learner_client: Client):
    attempt = sit(learner, guide, "practice")

    assert shown(learner_client, (page for page in pages(attempt, attempt) if page.startswith("/interviews/"))) == {}


def test_others_read_on(guide: Guide, learner: User):
    sit(learner, guide, "assessed")
    other = Client()
    other.force_login(make_user("other"))

    assert "zirconium" in other.get("/guides/widgets/").content.decode()
    assert "zirconium" in other.get("/guides/search/?q=osmium").content.decode()


def test_question_of_another_assessed_interview_stays_withheld(guide: Guide, learner: User, learner_client: Client):
    sit(learner, guide, "assessed").finish(timezone.now(), by=learner)
    sit(learner, guide, "assessed", minutes=20)

    assert "zirconium" not in learner_client.get("/guides/widgets/").content.decode()


@pytest.mark.parametrize("page", ["/guides/widgets/", "/guides/widgets/q-1/"])
def test_kept_page_is_sent_anew_when_an_interview_starts_and_when_it_ends(guide, learner, learner_client, page):
    learner_client.cookies["csrftoken"] = "x" * 32
    tags = [learner_client.get(page)["ETag"]]
    attempt = sit(learner, guide, "assessed")
    tags.append(learner_client.get(page)["ETag"])
    attempt.finish(timezone.now(), by=learner)
    tags.append(learner_client.get(page)["ETag"])

    assert tags[0] == tags[2] != tags[1]


@pytest.mark.parametrize("page", ["/guides/widgets/", "/guides/widgets/q-1/"])
def test_reading_a_withheld_page_ends_an_interview_whose_time_is_over(guide, learner, learner_client, page):
    attempt = sit(learner, guide, "assessed", minutes=5, minutes_ago=9)

    assert "zirconium" in learner_client.get(page).content.decode()

    attempt.refresh_from_db()
    assert attempt.end_reason == "deadline"
