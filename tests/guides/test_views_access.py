import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from portal.guides.indexing import index_guide
from portal.guides.models import Guide, Placement
from tests.factories import make_administrator, make_guide, make_instructor, make_user, revision_of

PAGES = ["/guides/", "/guides/widgets/", "/guides/widgets/q-1/", "/guides/search/?q=widget"]


@pytest.mark.django_db
@pytest.mark.parametrize("url", PAGES)
def test_guide_pages_ask_a_stranger_to_sign_in_when_guides_are_not_public(client, url):
    make_guide()

    response = client.get(url)

    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/?next=/guides/")


@pytest.mark.django_db
@pytest.mark.parametrize("url", PAGES)
def test_guide_pages_show_a_stranger_published_guides_when_guides_are_public(client, settings, url):
    settings.PUBLIC_GUIDES = True
    index_guide(make_guide())
    index_guide(make_guide("secret-widgets", status=Guide.Status.DRAFT))

    page = client.get(url).content.decode()

    assert "idgets guide" in page
    assert "secret" not in page
    assert "I know it" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reader", "expected"),
    [("owner", 200), ("editor", 200), ("administrator", 200), ("instructor", 404), ("outsider", 404)],
)
def test_draft_is_readable_only_by_its_people(reader, expected):
    people = {
        "owner": make_user("owner"),
        "editor": make_user("editor"),
        "administrator": make_administrator(),
        "instructor": make_instructor(),
        "outsider": make_user("outsider"),
    }
    guide = make_guide(status=Guide.Status.DRAFT, owner=people["owner"])
    guide.editors.add(people["editor"])
    client = Client()
    client.force_login(people[reader])

    answers = [client.get(f"/guides/widgets/{rest}") for rest in ("", "q-1/")]

    assert [answer.status_code for answer in answers] == [expected, expected]
    assert [b"What is widget 1?" in answer.content for answer in answers] == [expected == 200] * 2
    assert (b"The widgets guide" in client.get("/guides/").content) == (expected == 200)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("maker", "titles"), [(make_instructor, ["The pool guide"]), (make_user, []), (AnonymousUser, [])]
)
def test_question_pool_is_readable_by_instructors_only(settings, maker, titles):
    settings.PUBLIC_GUIDES = True
    make_guide("pool", audience=Guide.Audience.INSTRUCTORS)

    readable = Guide.objects.readable_by(maker()).for_reading()

    assert [revision_of(guide).title for guide in readable] == titles


def test_retired_question_has_no_page(learner_client):
    guide = make_guide(questions=2)
    Placement.objects.filter(guide_revision=revision_of(guide), position=1).delete()

    assert learner_client.get("/guides/widgets/q-1/").status_code == 200
    assert learner_client.get("/guides/widgets/q-2/").status_code == 404
