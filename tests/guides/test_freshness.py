from typing import Any

import pytest
from django.test import Client

from portal.guides.models import Guide, GuideRevision, Placement
from tests.factories import NOON, make_guide, make_user, revision_of

PAGES = ["/guides/widgets/", "/guides/widgets/q-1/"]


def fetch(client: Client, url: str, etag: str = "") -> Any:
    """The page, as a browser that has been here before asks for it."""
    client.cookies["csrftoken"] = "x" * 32
    return client.get(url, headers={"If-None-Match": etag} if etag else {})


@pytest.mark.parametrize("url", PAGES)
def test_page_is_not_sent_again_when_nothing_changed(learner_client, url):
    make_guide()

    first = fetch(learner_client, url)
    again = fetch(learner_client, url, first["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    assert {first["Cache-Control"], again["Cache-Control"]} == {"private, no-cache"}


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize(
    ("before", "after"), [("", "read"), ("read", "known"), ("unsure", "known"), ("known", "unrated")]
)
def test_page_is_sent_again_when_the_reader_marked_a_question(learner_client, url, before, after):
    make_guide()
    learner_client.post("/guides/widgets/q-1/progress/", {"mark": before})
    etag = fetch(learner_client, url)["ETag"]

    learner_client.post("/guides/widgets/q-1/progress/", {"mark": after})

    assert fetch(learner_client, url, etag).status_code == 200


@pytest.mark.parametrize("url", PAGES)
def test_page_is_sent_again_when_the_guide_changed(learner_client, url):
    guide = make_guide(questions=1)
    etag = fetch(learner_client, url)["ETag"]
    placement = Placement.objects.get(guide_revision=revision_of(guide))
    newer = GuideRevision.objects.create(
        guide=guide, number=2, created_at=NOON, title="New", sha256="0", text="", original=b""
    )
    section = newer.sections.create(position=0)
    newer.placements.create(question_revision=placement.question_revision, section=section, position=0)
    Guide.objects.filter(pk=guide.pk).update(current_revision=newer)

    assert fetch(learner_client, url, etag).status_code == 200


@pytest.mark.parametrize("url", PAGES)
def test_page_is_sent_again_to_another_person(learner_client, url):
    make_guide()
    etag = fetch(learner_client, url)["ETag"]
    other = Client()
    other.force_login(make_user("other"))

    assert fetch(other, url, etag).status_code == 200


def test_page_is_sent_whole_after_its_fragment(learner_client):
    make_guide()
    learner_client.cookies["csrftoken"] = "x" * 32
    etag = learner_client.get("/guides/widgets/", headers={"HX-Request": "true"})["ETag"]

    assert fetch(learner_client, "/guides/widgets/", etag).status_code == 200


def test_page_is_hidden_again_when_it_may_no_longer_be_read(learner_client):
    guide = make_guide()
    etag = fetch(learner_client, "/guides/widgets/")["ETag"]
    Guide.objects.filter(pk=guide.pk).update(status=Guide.Status.DRAFT)

    assert fetch(learner_client, "/guides/widgets/", etag).status_code == 404


@pytest.mark.parametrize("url", PAGES)
def test_unchanged_page_costs_three_queries(learner_client, django_assert_num_queries, url):
    make_guide()
    etag = fetch(learner_client, url)["ETag"]

    with django_assert_num_queries(2):
        assert fetch(learner_client, url, etag).status_code == 304
