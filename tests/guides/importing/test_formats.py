"""Other formats in, the same guide out; who may replace what."""

import pytest

from portal.guides.exporting import export_json, export_markdown
from portal.guides.importing import Document, import_guide
from portal.guides.models import Guide, GuideRevision, Question
from tests.factories import NOON

pytestmark = pytest.mark.django_db

LOOSE = (
    b"# Widgets\n\n1. What is a widget?\n\n   A **small** part.\n\n2. What is it for?\n\n   # Turning\n\n   It turns.\n"
)
TABLE = b"question,answer,level\nWhat is a widget?,A **small** part.,basic\n"


def bring(data, *, origin=GuideRevision.Origin.REPOSITORY, name="widgets", kind="markdown", **options):
    return import_guide(Document(data, name, origin, NOON, format=kind), **options)


def codes(imported):
    return [problem.code for problem in imported.problems if problem.severity == "error"]


@pytest.mark.parametrize("data", [LOOSE, b"\xef\xbb\xbf# Widgets\r\n\r\n### What?\r\n\r\nThat it is.\r\n"])
def test_what_is_exported_comes_back_without_a_change(data):
    revision = bring(data).revision

    assert export_markdown(revision) == data
    again = bring(export_markdown(revision))
    as_json = bring(export_json(revision).encode(), kind="json", name="another")

    assert (again.revision, as_json.revision) == (None, None)
    assert again.plan.is_empty
    assert as_json.plan.is_empty
    assert Guide.objects.count() == GuideRevision.objects.count() == 1


def test_a_table_becomes_a_guide_and_stays_it():
    first = bring(TABLE, kind="csv")
    again = bring(TABLE, kind="csv")

    assert first.revision.text.encode() == export_markdown(first.revision)
    assert again.revision is None
    assert [str(question) for question in Question.objects.all()] == ["what-is-a-widget"]
    assert bring(export_json(first.revision).encode(), kind="json").revision is None


def test_every_slow_part_is_told_before_anything_is_written():
    slow = "[" * 9_000
    text = f"# T\n\n### What is one?\n\n{slow}\n\n### What is two?\n\nFine.\n\n### What is three?\n\n{slow}\n".encode()

    for is_check in (True, False):
        found = bring(text, is_check=is_check)
        assert [(p.code, p.line) for p in found.problems if p.code == "TOO-SLOW"] == [("TOO-SLOW", 3), ("TOO-SLOW", 11)]
    assert GuideRevision.objects.count() == 0


def test_the_size_of_a_file_is_bounded(settings):
    settings.GUIDE_BYTES = len(LOOSE) - 1

    assert codes(bring(LOOSE)) == ["FILE-TOO-LARGE"]
