"""An author's guides, who may read them, and who writes them."""

import pytest
from django.test import Client

from portal.guides.models import Draft, Guide, Mistake, Placement
from tests.factories import (
    NOON,
    SMALL_GUIDE,
    import_guide_text,
    make_administrator,
    make_draft,
    make_instructor,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_guide_list_runs_a_constant_number_of_queries(desk, author, django_assert_num_queries, count):
    for number in range(count):
        guide = import_guide_text(f"# G{number}\n\n## B\n\n### What?\n\nIt.\n", slug=f"g{number}", owner=author)
        make_draft(author, guide=guide)
        written = Placement.objects.filter(guide_revision__guide=guide).get().question_revision
        Mistake.objects.report(author, written, "Wrong.", at=NOON)

    with django_assert_num_queries(4):
        page = desk.get("/write/").content.decode()

    assert (page.count("1 open</a>"), page.count('<th scope="row">')) == (count, count)


def test_guide_list_says_what_to_do_when_there_is_none(desk):
    assert "None yet." in desk.get("/write/").content.decode()


@pytest.mark.parametrize("url", ["/guides/", "/guides/widgets/", "/guides/widgets/how-is-it-cleaned/"])
def test_the_navigation_leads_authors_and_nobody_else_to_writing(url):
    import_guide_text()
    people = (make_user("learner"), make_instructor(), make_administrator(), make_user("other"))
    pages = {}
    for who in people:
        client = Client()
        client.force_login(who)
        pages[who.username] = '<a href="/write/"' in client.get(url).content.decode()

    assert pages == {"learner": False, "instructor": True, "administrator": True, "other": False}


def test_a_guides_page_leads_its_authors_to_writing(desk, guide):
    own = desk.get("/guides/widgets/").content.decode()
    Guide.objects.update(owner=None)
    foreign = desk.get("/guides/widgets/").content.decode()

    assert ("Edit this guide" in own, "Edit this guide" in foreign) == (True, False)


def test_an_author_publishes_archives_and_narrows_a_guide(desk, guide):
    desk.post("/write/guides/widgets/", {"status": "archived", "audience": "instructors", "editors": ""})

    guide.refresh_from_db()
    assert (guide.status, guide.audience) == ("archived", "instructors")


def test_an_owner_names_editors_who_then_may_write(desk, guide):
    colleague = make_instructor("colleague")

    answer = desk.post("/write/guides/widgets/", {"status": "draft", "audience": "everyone", "editors": "Colleague,"})
    client = Client()
    client.force_login(colleague)

    assert answer.status_code == 302
    assert client.get("/write/guides/widgets/").status_code == 200
    assert "Editors" not in client.get("/write/guides/widgets/").content.decode()


@pytest.mark.parametrize(
    ("names", "words"),
    [("nobody", "Nobody here is called nobody."), ("learner", "Only instructors write guides, and learner is none.")],
)
def test_only_instructors_become_editors(desk, guide, names, words):
    make_user("learner")
    Guide.objects.update(status="draft")

    answer = desk.post("/write/guides/widgets/", {"status": "published", "audience": "everyone", "editors": names})

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert (Guide.objects.get().status, guide.editors.count()) == ("draft", 0)


def test_an_editor_cannot_change_who_else_edits(desk, guide):
    editor = make_instructor("editor")
    guide.editors.add(editor)
    client = Client()
    client.force_login(editor)

    client.post("/write/guides/widgets/", {"status": "draft", "audience": "everyone", "editors": ""})

    assert (list(guide.editors.all()), Guide.objects.get().status) == ([editor], "draft")


@pytest.mark.parametrize("count", [1, 3])
def test_guide_detail_runs_a_constant_number_of_queries(desk, author, guide, django_assert_num_queries, count):
    for number in range(count):
        import_guide_text(SMALL_GUIDE.replace("water", f"water {number}"))

    with django_assert_num_queries(6):
        page = desk.get("/write/guides/widgets/").content.decode()

    assert page.count('<th scope="row">') == count + 1


def test_editing_goes_on_with_what_was_begun(desk, guide):
    first = desk.post("/write/guides/widgets/edit/").headers["Location"]
    desk.post(first, {"text": SMALL_GUIDE.replace("water", "oil"), "version": 1})

    again = desk.post("/write/guides/widgets/edit/").headers["Location"]

    assert (first == again, Draft.objects.count()) == (True, 1)
    assert "With **oil**." in desk.get(again).content.decode()


@pytest.mark.parametrize(("line", "place"), [("12", "#line-12"), ("x", ""), ("", ""), ("123456789", "")])
def test_editing_begins_at_a_line_that_is_given(desk, guide, line, place):
    answer = desk.post("/write/guides/widgets/edit/", {"line": line})

    assert answer.headers["Location"] == f"/write/drafts/{Draft.objects.get().pk}/text/{place}"
