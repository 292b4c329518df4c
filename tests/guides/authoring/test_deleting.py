"""Taking away a draft that nobody used: whole, and never anything else."""

import pytest
from django.test import Client

from portal.cohorts.models import Cohort
from portal.guides.models import Draft, Guide, GuideRevision, KeyPoint, Mistake, Progress, Question, QuestionRevision
from tests.factories import NOON, SMALL_GUIDE, import_guide_text, make_attempt, make_draft, make_instructor, make_user

pytestmark = pytest.mark.django_db

URL = "/write/guides/widgets/delete/"
MODELS = (Guide, GuideRevision, Question, QuestionRevision, KeyPoint, Progress)


def left() -> list[int]:
    return [model.objects.count() for model in MODELS]


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def mark(user) -> None:
    Progress.objects.rate(user, QuestionRevision.objects.earliest("pk"), Progress.Rating.KNOWN, NOON)


@pytest.fixture
def unpublished(guide: Guide) -> Guide:
    Guide.objects.update(status="draft")
    return Guide.objects.get()


def test_draft_of_a_guide_goes_with_all_of_it(desk, author, unpublished):
    import_guide_text(SMALL_GUIDE.replace("water", "oil"), status="draft")
    mark(author)

    page = desk.get("/write/guides/widgets/").content.decode()
    answer = desk.post(URL)

    assert ("Delete this guide" in page, answer["Location"]) == (True, "/write/")
    assert left() == [0] * len(MODELS)


def test_text_on_its_way_to_it_is_kept_whoever_wrote_it(desk, unpublished):
    other = make_draft(make_instructor("editor"), SMALL_GUIDE.replace("water", "oil"), guide=unpublished)

    desk.post(URL)

    other.refresh_from_db()
    assert (other.guide, other.based_on, other.slug) == (None, None, "widgets")
    assert b"oil" in bytes(other.data)


def is_published(guide: Guide) -> None:
    Guide.objects.update(status="published")


def was_read(guide: Guide) -> None:
    mark(make_user())


def was_asked(guide: Guide) -> None:
    Guide.objects.update(status="published")
    make_attempt(make_user(), guide=guide, count=1)
    Guide.objects.update(status="draft")


def has_a_mistake(guide: Guide) -> None:
    Mistake.objects.report(make_user(), QuestionRevision.objects.earliest("pk"), "Left?", at=NOON)


def is_being_applied(guide: Guide) -> None:
    make_draft(make_instructor("editor"), guide=guide, work="apply")


@pytest.mark.parametrize("use", [is_published, was_read, was_asked, has_a_mistake, is_being_applied])
def test_guide_that_is_used_stays_whole(desk, unpublished, use):
    use(unpublished)
    before, drafts = left(), Draft.objects.count()

    answer = desk.post(URL, follow=True)

    assert (left(), Draft.objects.count()) == (before, drafts)
    assert "is not deleted" in answer.content.decode()
    assert Guide.objects.get().current_revision


def test_editor_who_does_not_own_it_cannot_delete_it(unpublished):
    editor = make_instructor("editor")
    unpublished.editors.add(editor)
    client = client_of(editor)

    assert "Delete this guide" not in client.get("/write/guides/widgets/").content.decode()
    assert (client.post(URL).status_code, Guide.objects.count()) == (404, 1)


def test_cohort_that_it_was_shared_with_stays(desk, author, unpublished):
    cohort = Cohort.found(author, name="Evening class", time_zone="UTC", at=NOON)
    cohort.guides.add(unpublished)

    desk.post(URL)

    assert (Cohort.objects.count(), cohort.guides.count()) == (1, 0)
