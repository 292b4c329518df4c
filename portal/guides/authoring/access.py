"""Who may write: to everybody else these pages are not there."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from portal.guides.models import Draft, Guide, GuideRevision
from portal.shortcuts import hand_back

if TYPE_CHECKING:
    from portal.accounts.models import User


class AuthorRequest(HttpRequest):
    """What a view gets behind ``for_authors``."""

    user: "User"


View = Callable[..., HttpResponse]


def for_authors(view: View) -> View:
    """Show a page to instructors and administrators only."""

    @wraps(view)
    def wrapped(request: AuthorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_staff or request.user.is_instructor):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


NO_LONGER = "You may no longer write this guide, so nothing was saved."


def giving_back(fragment: str = "") -> Callable[[View], View]:
    """Give a text back to whom the right to write was taken from while they typed.

    It says nothing they did not know: the draft is their own. To everybody else there still is nothing here.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def wrapped(request: AuthorRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
            own = Draft.objects.filter(owner=request.user, pk=pk)
            may_write = request.user.is_staff or request.user.is_instructor
            if request.method == "POST" and own.exists() and not (may_write and own.of(request.user).exists()):
                return hand_back(request, NO_LONGER, fragment=fragment)
            return view(request, pk, *args, **kwargs)

        return wrapped

    return decorated


def get_guide(request: AuthorRequest, slug: str) -> Guide:
    """The guide at an address, if this author may edit it; without its texts. Raises ``Http404``."""
    guides = Guide.objects.editable_by(request.user).for_reading()
    return get_object_or_404(guides.select_related("owner"), slug=slug)


def get_current(guide: Guide) -> GuideRevision:
    """The current revision of a guide that has one, with its text."""
    revisions = GuideRevision.objects.defer("original", "intro_html")
    return revisions.get(pk=cast("int", guide.current_revision_id))


def get_draft(request: AuthorRequest, pk: int) -> Draft:
    """One of this author's drafts. Raises ``Http404``."""
    drafts = Draft.objects.of(request.user).select_related("guide__current_revision", "based_on", "applied_as__guide")
    texts = [
        f"{path}__{name}"
        for path in ("guide__current_revision", "based_on", "applied_as")
        for name in ("text", "original", "intro_html")
    ]
    return get_object_or_404(drafts.defer(*texts), pk=pk)
