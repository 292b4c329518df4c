"""A guide revision as a file: the Markdown it was made from, or JSON. Both come back without a change."""

from portal.guides.markdown.bounded_parsing import SECONDS, load_bounded
from portal.guides.markdown.exchange import write_json
from portal.guides.markdown.files import File
from portal.guides.models import GuideRevision


def export_markdown(revision: GuideRevision) -> bytes:
    """The document byte for byte as it was applied."""
    return bytes(revision.original)


class TooLargeToExport(Exception):
    """Reading the document again takes longer than it may; as Markdown it can be had all the same."""


def export_json(revision: GuideRevision, *, seconds: int = SECONDS) -> str:
    """The document and what is read from it, as one JSON object. Raises ``TooLargeToExport``."""
    loaded = load_bounded(File(revision.text.encode(), revision.guide.slug), seconds=seconds)
    if loaded.guide.has_errors:
        raise TooLargeToExport
    return write_json(loaded.guide, revision.text)
