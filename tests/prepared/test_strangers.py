"""The same page for every stranger: never anybody's own, and never a moment longer than the database says."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.guides.models import Guide
from portal.guides.reviewing import stale_before
from tests.factories import SMALL_GUIDE, import_guide_text

pytestmark = pytest.mark.django_db
PAGES = ["/guides/widgets/", "/guides/widgets/what-is-a-widget/"]


@pytest.fixture(autouse=True)
def guide(settings) -> Guide:
    settings.PUBLIC_GUIDES = True
    return import_guide_text()


@pytest.mark.parametrize("page", PAGES)
def test_next_stranger_gets_the_same_page_for_one_query(page: str, django_assert_num_queries):
    first = Client().get(page)
    with django_assert_num_queries(1):
        second = Client().get(page)

    assert first.status_code == second.status_code == 200
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)
    assert second.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("page", PAGES)
def test_browser_that_holds_the_page_is_told_so(page: str, django_assert_num_queries):
    tag = Client().get(page).headers["ETag"]
    with django_assert_num_queries(1):
        again = Client().get(page, headers={"If-None-Match": tag})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize("page", PAGES)
def test_person_gets_their_own_page_and_leaves_nothing_of_it(page: str, learner, learner_client):
    strangers = Client().get(page).content
    own = learner_client.get(page).content

    assert learner.username.encode() in own
    assert learner.username.encode() not in strangers
    assert Client().get(page).content == strangers


@pytest.mark.parametrize("page", PAGES)
def test_what_htmx_asks_for_is_no_page(page: str):
    whole = Client().get(page).content
    fragment = Client().get(page, headers={"HX-Request": "true"}).content

    assert Client().get(page).content == whole
    assert (fragment == whole) == (page == PAGES[1])  # only the guide's page has a fragment


@pytest.mark.parametrize("page", PAGES)
def test_withdrawn_guide_is_gone_at_once(page: str, guide: Guide):
    Client().get(page)
    Guide.objects.filter(pk=guide.pk).update(status=Guide.Status.ARCHIVED)

    assert Client().get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_new_revision_shows_at_once(page: str):
    before = Client().get(page).content
    import_guide_text(SMALL_GUIDE.replace("It hums", "It sings"))

    after = Client().get(page).content
    assert (b"It sings" in before, b"It sings" in after) == (False, True)


@pytest.mark.parametrize("page", PAGES)
def test_site_that_is_closed_asks_for_sign_in_at_once(page: str, settings):
    Client().get(page)
    settings.PUBLIC_GUIDES = False

    assert Client().get(page).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("page", PAGES)
def test_page_is_made_anew_on_another_day(page: str, monkeypatch, django_assert_num_queries):
    today = Client().get(page).headers["ETag"]
    tomorrow = stale_before(timezone.now() + timedelta(days=1))
    monkeypatch.setattr("portal.guides.views.stale_before", lambda _: tomorrow)

    assert Client().get(page).headers["ETag"] != today


def test_name_that_is_not_the_sites_is_refused():
    Client().get(PAGES[0])

    assert Client().get(PAGES[0], headers={"host": "elsewhere.example"}).status_code == 400


def test_address_with_a_question_is_another_page():
    whole = Client().get(PAGES[0]).content

    assert Client().get(PAGES[0] + "?text=nothing+like+it").content != whole
    assert Client().get(PAGES[0]).content == whole
