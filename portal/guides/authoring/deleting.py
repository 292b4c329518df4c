"""Taking away a draft of a guide that nobody but its authors has ever used."""

from django.db import transaction
from django.db.models import F, ProtectedError

from portal.guides.models import (
    Draft,
    Guide,
    GuideRevision,
    KeyPoint,
    Placement,
    Progress,
    Question,
    QuestionRevision,
)


class InUse(Exception):
    """The guide is published, somebody has used it, or a text is just being applied to it; nothing was deleted."""


def delete_guide(guide: Guide) -> None:
    """Delete a guide in draft with all of its revisions. Raises ``InUse``.

    Texts that are on their way to it are kept, as drafts of a new guide: they may be somebody else's.
    """
    try:
        with transaction.atomic():
            # The UPDATE takes the guide's lock: who publishes it at this moment waits, or is seen here.
            is_draft = Guide.objects.filter(pk=guide.pk, status=Guide.Status.DRAFT).update(status=F("status"))
            if not is_draft or Draft.objects.filter(guide=guide).exclude(work="").exists():
                raise InUse
            _delete(guide)
    except ProtectedError as used:
        raise InUse from used


def _delete(guide: Guide) -> None:
    """Whatever else points here protects it: attempts, what is pinned, mistakes, marks of readers."""
    authors = [guide.owner_id, *guide.editors.values_list("pk", flat=True)]
    Progress.objects.filter(question__guide=guide, user__in=authors).delete()
    drafts = Draft.objects.filter(guide=guide)
    drafts.exclude(applied_as=None).delete()
    drafts.update(guide=None, based_on=None, slug=guide.slug)
    Draft.objects.filter(applied_as__guide=guide).delete()
    Guide.objects.filter(pk=guide.pk).update(current_revision=None, indexed_revision=None)
    Placement.objects.filter(guide_revision__guide=guide).delete()
    GuideRevision.objects.filter(guide=guide).delete()
    QuestionRevision.objects.filter(question__guide=guide).delete()
    KeyPoint.objects.filter(question__guide=guide).delete()
    Question.objects.filter(guide=guide).delete()
    guide.delete()
