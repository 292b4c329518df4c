"""What a cohort knows, and does not know yet."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.accounts.requests import SignedInRequest
from portal.cohorts.gradebook import learners_of, published_in, settle_attempts
from portal.cohorts.mastery import attempts_in, heat_map, most_missed, question_rates
from portal.cohorts.models import Cohort
from portal.shortcuts import render_page


@require_safe
def mastery(request: SignedInRequest, pk: int) -> HttpResponse:
    """Coverage by topic, for the cohort and each learner; the questions covered least and the points missed most."""
    cohort = get_object_or_404(Cohort.objects.taught_by(request.user), pk=pk)
    settle_attempts(published_in(cohort), timezone.now())
    attempts = attempts_in(cohort)
    context = {
        "cohort": cohort,
        "map": heat_map(learners_of(cohort), attempts),
        "rates": question_rates(attempts),
        "missed": most_missed(attempts),
    }
    return render_page(request, "cohorts/mastery.html", context)
