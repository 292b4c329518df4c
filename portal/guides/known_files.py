"""Files of the repository that a guide was made of already, found without what reads Markdown."""

from hashlib import sha256

from portal.guides.markdown.files import File, slug_in
from portal.guides.models import Guide, GuideRevision


def find_unchanged(data: bytes, *, name: str) -> Guide | None:
    """The guide whose current revision is these very bytes, found without parsing them; None where there is none."""
    same_bytes = Guide.objects.filter(current_revision__sha256=sha256(data).hexdigest())
    return next((guide for guide in same_bytes if guide.slug == slug_in(File(data, name))), None)


def find_edited(data: bytes, *, name: str) -> Guide | None:
    """The guide that once was these very bytes, and was edited in the browser since; None where there is none."""
    once = Guide.objects.filter(revisions__sha256=sha256(data).hexdigest(), revisions__applied_at__isnull=False)
    edited = once.exclude(current_revision__origin=GuideRevision.Origin.REPOSITORY).distinct()
    return next((guide for guide in edited if guide.slug == slug_in(File(data, name))), None)
