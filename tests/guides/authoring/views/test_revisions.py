"""The history of a guide."""

import json

import pytest

from portal.guides.models import Draft, Guide, GuideRevision
from tests.factories import NOON, SMALL_GUIDE, import_guide_text

pytestmark = pytest.mark.django_db

OILED = SMALL_GUIDE.replace("water", "oil")


@pytest.fixture
def history(guide: Guide) -> Guide:
    """Revision 1 cleans with water, revision 2 with oil."""
    return import_guide_text(OILED)


def test_a_revision_shows_what_it_changed_of_the_one_before(desk, history):
    page = desk.get("/write/guides/widgets/revisions/2/").content.decode()

    assert ("<del>With **water**.</del>" in page, "<ins>With **oil**.</ins>" in page) == (True, True)
    assert "What it changed of revision 1" in page


def test_an_old_revision_is_compared_with_the_current_one(desk, history):
    page = desk.get("/write/guides/widgets/revisions/1/?with=current").content.decode()

    assert ("<del>With **water**.</del>" in page, "<ins>With **oil**.</ins>" in page) == (True, True)
    assert "From this to the current revision 2" in page


def test_a_revision_that_was_never_applied_is_not_there(desk, history):
    GuideRevision.objects.filter(number=1).update(applied_at=None)

    paths = ["1/", "1.md", "1.json", "3/"]

    assert [desk.get(f"/write/guides/widgets/revisions/{path}").status_code for path in paths] == [404] * 4


def test_a_download_is_byte_for_byte_what_was_applied(desk, author):
    data = "# Sprockets\r\n\r\n## Basic\r\n\r\n### What is it?\r\n\r\nA â€“ **wheel**.\r\n"
    import_guide_text(data, slug="sprockets", owner=author)

    answer = desk.get("/write/guides/sprockets/revisions/1.md")

    assert answer.content == data.encode()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sprockets-1.md"'


def test_the_json_holds_the_document_and_what_is_read_in_it(desk, history):
    found = json.loads(desk.get("/write/guides/widgets/revisions/2.json").content)

    assert (found["document"], found["slug"], len(found["questions"])) == (OILED, "widgets", 2)


def test_a_guide_that_takes_too_long_to_read_again_is_offered_as_markdown(desk, history):
    GuideRevision.objects.filter(number=2).update(text="[" * 10)

    answer = desk.get("/write/guides/widgets/revisions/2.json", follow=True)

    assert "The Markdown loses nothing either." in answer.content.decode()


def test_restoring_shows_the_plan_and_then_makes_the_old_text_current_again(desk, history):
    to_plan = desk.post("/write/guides/widgets/revisions/1/restore/").headers["Location"]
    draft = Draft.objects.get()
    before = Guide.objects.get().current_revision.number

    desk.post(f"{to_plan}apply/", {"version": draft.version})

    current = Guide.objects.get().current_revision
    assert (before, current.number, current.text) == (2, 3, SMALL_GUIDE)
    assert current.placements.count() == 2


def test_restoring_never_overwrites_what_somebody_has_begun_to_write(desk, author, history):
    begun = desk.post("/write/guides/widgets/edit/").headers["Location"]
    desk.post(begun, {"text": OILED.replace("oil", "sand"), "version": 1})

    answer = desk.post("/write/guides/widgets/revisions/1/restore/", follow=True)

    assert "Apply or discard that first" in answer.content.decode()
    assert b"sand" in bytes(Draft.objects.get().data)


@pytest.mark.parametrize("count", [1, 3])
def test_revision_detail_runs_a_constant_number_of_queries(desk, guide, django_assert_num_queries, count):
    for number in range(count):
        import_guide_text(SMALL_GUIDE.replace("water", f"water {number}"), at=NOON)

    with django_assert_num_queries(4):
        assert b"Revision 2" in desk.get("/write/guides/widgets/revisions/2/").content
