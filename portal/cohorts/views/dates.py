"""The calendar of a cohort, moved as a whole."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.accounts.requests import SignedInRequest
from portal.cohorts.act import Act
from portal.cohorts.actions import ChangedMeanwhile
from portal.cohorts.forms.assignments import ShiftForm
from portal.cohorts.models import Cohort
from portal.cohorts.planning import NoSuchDate, shift_dates
from portal.cohorts.views.cohorts import CHANGED_MEANWHILE
from portal.shortcuts import render_page


@require_http_methods(["GET", "POST"])
def date_shift(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move the dates of some assignments by some days."""
    cohort = get_object_or_404(Cohort.objects.taught_by(request.user), pk=pk)
    form = ShiftForm(request.POST if request.method == "POST" else None, cohort=cohort)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data["days"]
        try:
            moved = shift_dates(cohort, form.chosen(), days, Act(request.user, timezone.now()))
        except NoSuchDate as refused:
            form.add_error(
                "days", f"Nothing was moved: “{refused}” would get a time that the clocks skip, or a year out of reach."
            )
            status = 422
        except ChangedMeanwhile:
            form.add_error(None, CHANGED_MEANWHILE)
            status = 409
        else:
            messages.success(request, f"{moved} moved by {days} day{'' if abs(days) == 1 else 's'}.")
            return redirect("cohorts:cohort_detail", pk=pk)
    context = {"cohort": cohort, "form": form, "assignments": cohort.assignments.order_by("due_at", "pk")}
    return render_page(request, "cohorts/date_shift.html", context, status=status)
