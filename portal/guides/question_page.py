"""The page of a question: the same for everybody but for their mark on it."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse

from portal.guides.marking import Standing, mark_fillings
from portal.guides.models import Mark, Placement
from portal.prepared.pages import render_prepared


def render_question(
    request: HttpRequest, template: str, placement: Placement, more: Mapping[str, Any], *, fragment: str = ""
) -> HttpResponse:
    """Render a question ``for_reading`` by the one who asks; ``more`` follows from the address and the day.

    Facts reviewed before the day ``more["stale_before"]`` get a badge.
    """
    revision, revised = placement.guide_revision, placement.question_revision
    guide_url = revision.guide.get_absolute_url()
    standings = {revised.question.slug: Standing(placement.mark, placement.is_changed)}

    def read_context() -> Mapping[str, Any]:
        for_all = copy(placement)
        for_all.mark, for_all.is_changed = Mark.UNREAD, False
        return {"placement": for_all, "revision": revision, "guide_url": guide_url, **more}

    return render_prepared(
        request,
        template,
        read_context,
        key=(placement.pk, revision.sha256, revised.sha256, placement.is_withheld, more["stale_before"]),
        fillings=mark_fillings(guide_url, lambda: standings),
        fragment=fragment,
    )
