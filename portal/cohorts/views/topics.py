"""What a cohort knows, and does not know yet."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.accounts.requests import SignedInRequest
from portal.cohorts.gradebook import learners_of, published_in, settle_attempts
from portal.cohorts.mastery import attempts_by, attempts_in, heat_map, learner_map, most_missed, question_rates
from portal.cohorts.models import Cohort, Membership
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


@require_safe
def learner_mastery(request: SignedInRequest, pk: int, learner: int) -> HttpResponse:
    """One learner's topics beside the cohort's, by assignment; for who teaches them, also of someone who left."""
    members = Membership.objects.filter(cohort__in=Cohort.objects.taught_by(request.user), cohort=pk)
    member = get_object_or_404(members.select_related("cohort", "user"), user=learner)
    cohort, assignments = member.cohort, published_in(member.cohort)
    settle_attempts(assignments, timezone.now())
    found = learner_map(assignments, attempts_by(member.user, cohort), attempts_in(cohort))
    context = {"cohort": cohort, "member": member, "map": found}
    return render_page(request, "cohorts/learner_mastery.html", context)


@require_safe
def own_mastery(request: SignedInRequest, pk: int) -> HttpResponse:
    """A learner's own topics in a cohort they learn or learned in, by the attempts whose results are open to them."""
    member = get_object_or_404(request.user.memberships.learners().select_related("cohort"), cohort=pk)
    cohort, assignments, at = member.cohort, published_in(member.cohort), timezone.now()
    settle_attempts(assignments, at)
    found = learner_map(assignments, attempts_by(request.user, cohort).with_results(at))
    return render_page(request, "cohorts/own_mastery.html", {"cohort": cohort, "member": member, "map": found})
