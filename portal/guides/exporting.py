"""A guide revision as a file: the Markdown it was made from, or JSON. Both come back without a change."""

from portal.guides.markdown.bounded_parsing import load_bounded
from portal.guides.markdown.exchange import write_json
from portal.guides.markdown.loading import File
from portal.guides.models import GuideRevision


def export_markdown(revision: GuideRevision) -> bytes:
    """The document byte for byte as it was applied."""
    return bytes(revision.original)


def export_json(revision: GuideRevision) -> str:
    """The document and what is read from it, as one JSON object."""
    loaded = load_bounded(File(revision.text.encode(), revision.guide.slug))
    return write_json(loaded.guide, revision.text)
