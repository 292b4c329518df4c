"""What stops a document although its text is whole: its address, and what became of the guide since."""

from portal.guides.markdown.document import ParsedGuide, Problem
from portal.guides.markdown.problems import Finding, in_order
from portal.guides.models import Guide, GuideRevision

RESERVED_SLUGS = frozenset({"search", "stale-facts"})
"""First words under /guides/ that are pages of their own."""


def check_address(parsed: ParsedGuide, aimed_at: str) -> tuple[Problem, ...]:
    """Whether the guide's slug may be an address, and is the one of the guide that was ``aimed_at``, if one was."""
    if parsed.slug in RESERVED_SLUGS:
        message = f"The slug “{parsed.slug}” is the address of a page of the site."
        return in_order([Finding("RESERVED-SLUG", 1, message)], [])
    if aimed_at and aimed_at != parsed.slug:
        message = f"The text says that its slug is “{parsed.slug}”, but it is to become the guide “{aimed_at}”."
        return in_order([Finding("OTHER-SLUG", 1, message)], [])
    return ()


def check_edited(guide: Guide, origin: str) -> tuple[Problem, ...]:
    """Whether a file of the repository, if that is its ``origin``, would take back what was written in the browser."""
    current, repository = guide.current_revision, GuideRevision.Origin.REPOSITORY
    if origin != repository or current is None or current.origin == repository:
        return ()
    message = f"The guide was edited in the browser since: revision {current.number} is not from this file."
    return in_order([Finding("EDITED-IN-BROWSER", 1, message)], [])
