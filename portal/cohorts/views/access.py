"""What somebody typed while they taught goes back to them, where they were taken out of the cohort meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse

from portal.accounts.requests import SignedInRequest
from portal.cohorts.models import Membership
from portal.shortcuts import hand_back

NO_LONGER = "You no longer teach this cohort, so nothing was saved."

View = Callable[..., HttpResponse]


def _giving_back(place: str) -> Callable[[View], View]:
    """Answer 409, with the text, to who no longer teaches; ``place`` is the lookup from a membership to the view's pk.

    It says nothing they did not know. To everybody else there still is nothing here.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def wrapped(request: SignedInRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, pk, *args, **kwargs)
            except Http404:
                former = Membership.objects.exclude(left_at=None).exclude(role=Membership.Role.LEARNER)
                if request.method == "POST" and former.filter(**{place: pk}, user=request.user).exists():
                    return hand_back(request, NO_LONGER)
                raise

        return wrapped

    return decorated


giving_back_in_cohort = _giving_back("cohort")
giving_back_in_assignment = _giving_back("cohort__assignments")
