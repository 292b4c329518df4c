"""A file that holds nothing new is known by its bytes."""

import pytest

from portal.guides.importing import Aim, Document, import_guide
from portal.guides.known_files import find_edited, find_unchanged
from portal.guides.models import Guide, GuideRevision
from tests.factories import NOON

pytestmark = pytest.mark.django_db

TOLD = b"---\nslug: widgets\n---\n## Basic\n\n### What is a widget?\n\nA small part.\n"
UNTOLD = b"## Basic\n\n### What is a widget?\n\nA small part.\n"


def import_file(data: bytes, origin=GuideRevision.Origin.REPOSITORY, aim: Aim | None = None) -> None:
    import_guide(Document(data, "file", origin, NOON, aim=aim))


@pytest.mark.parametrize(
    ("stored", "data", "name", "found"),
    [
        (TOLD, TOLD, "file", True),
        (TOLD, TOLD, "other", True),
        (TOLD, TOLD + b"\n", "file", False),
        (UNTOLD, UNTOLD, "file", True),
        (UNTOLD, UNTOLD, "other", False),
    ],
)
def test_unchanged_bytes_are_found_where_they_are_of_the_same_guide(stored, data, name, found):
    import_file(stored)

    assert (find_unchanged(data, name=name) is not None) == found


def test_a_file_that_was_edited_in_the_browser_since_is_told_by_its_bytes():
    import_file(TOLD)
    guide = Guide.objects.get()

    before = find_edited(TOLD, name="file")
    import_file(
        TOLD.replace(b"small", b"tiny"), GuideRevision.Origin.EDITOR, Aim(guide.slug, guide.current_revision_id)
    )

    assert before is None
    assert find_edited(TOLD, name="file") == guide
    assert find_edited(TOLD + b"\n", name="file") is None
