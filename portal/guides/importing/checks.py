"""What stops a document although its text is whole: its address, and what became of the guide since."""

from portal.guides.importing.rendered import TooSlowToRender
from portal.guides.markdown.document import ParsedGuide, Problem
from portal.guides.models import Guide, GuideRevision

RESERVED_SLUGS = frozenset({"search"})
"""First words under /guides/ that are pages of their own."""


def check_address(parsed: ParsedGuide, aimed_at: str | None) -> tuple[Problem, ...]:
    """Whether the guide's slug may be an address, and is the one of the guide that was ``aimed_at``."""
    if parsed.slug in RESERVED_SLUGS:
        message = f"The slug “{parsed.slug}” is the address of a page of the site."
        return (Problem(1, 1, "RESERVED-SLUG", "error", message, "Choose another slug in the front matter."),)
    if aimed_at is not None and aimed_at != parsed.slug:
        message = f"The text says that its slug is “{parsed.slug}”, but it is to become the guide “{aimed_at}”."
        remedy = f"Write “slug: {aimed_at}” in the front matter, or choose another guide."
        return (Problem(1, 1, "OTHER-SLUG", "error", message, remedy),)
    return ()


def check_edited(guide: Guide, sha256: str) -> tuple[Problem, ...]:
    """Whether a file of the repository would take back what was written in the browser after it."""
    current = guide.current_revision
    if current is None or current.origin == GuideRevision.Origin.REPOSITORY or current.sha256 == sha256:
        return ()
    message = f"The guide was edited in the browser since: revision {current.number} is not from this file."
    remedy = "Download that text and put it into the file, or import with --replace, which makes the file current."
    return (Problem(1, 1, "EDITED-IN-BROWSER", "error", message, remedy),)


def too_slow(error: TooSlowToRender) -> Problem:
    remedy = "Simplify the text there: long rows of brackets, stars or backticks are what takes so long."
    return Problem(error.line, 1, "TOO-SLOW", "error", str(error), remedy)
