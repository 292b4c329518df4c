"""Cohorts: the list, one of them, its settings."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.requests import SignedInRequest
from portal.cohorts.forms.cohorts import CodeForm, CohortForm, cohort_initial
from portal.cohorts.gradebook import standings_of
from portal.cohorts.learning import todo_of
from portal.cohorts.models import Cohort, Membership
from portal.shortcuts import form_key_of, new_form_key, render_page

CHANGED_MEANWHILE = "Someone changed this while you were typing, so nothing was saved. What you typed is kept below."


@require_safe
def cohort_list(request: SignedInRequest) -> HttpResponse:
    """The cohorts someone learns in or teaches."""
    memberships = request.user.memberships.current().select_related("cohort").order_by("cohort__name", "cohort")
    context = {
        "learning": [m.cohort for m in memberships if m.role == Membership.Role.LEARNER and not m.cohort.archived_at],
        "teaching": [m.cohort for m in memberships if m.is_teaching and not m.cohort.archived_at],
        "archived": [m.cohort for m in memberships if m.cohort.archived_at],
        "may_found": request.user.is_instructor,
        "code_form": CodeForm(),
    }
    return render_page(request, "cohorts/cohort_list.html", context)


@require_http_methods(["GET", "POST"])
def cohort_create(request: SignedInRequest) -> HttpResponse:
    if not request.user.is_instructor:
        raise Http404
    zone = request.user.time_zone
    form = CohortForm(request.POST if request.method == "POST" else None, own_zone=zone, initial={"time_zone": zone})
    if request.method == "POST" and form.is_valid():
        asked = {"name": form.settings["name"], "time_zone": form.settings["time_zone"]}
        cohort = Cohort.found(request.user, **asked, at=timezone.now(), form_key=form_key_of(request))
        messages.success(request, f"{cohort.name} is here. Next: let learners in, and set a first assignment.")
        return redirect("cohorts:cohort_detail", pk=cohort.pk)
    context = {"form": form, "form_key": new_form_key()}
    return render_page(request, "cohorts/cohort_create.html", context, status=422 if form.errors else 200)


@require_safe
def cohort_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.open_to(request.user), pk=pk)
    at = timezone.now()
    memberships = list(cohort.memberships.current().select_related("user").order_by("user__username"))
    mine = next((member for member in memberships if member.user_id == request.user.pk), None)
    is_teaching = mine.is_teaching if mine else True
    context = {
        "cohort": cohort,
        "mine": mine,
        "is_teaching": is_teaching,
        "teachers": [member for member in memberships if member.is_teaching],
        "learner_count": sum(not member.is_teaching for member in memberships),
        "standings": standings_of(cohort, at) if is_teaching else [],
        "drafts": cohort.assignments.filter(published_at=None) if is_teaching else [],
        "guides": cohort.guides_to_read(request.user),
        "todos": [] if is_teaching else [todo for todo in todo_of(request.user, at) if todo.assignment.cohort_id == pk],
    }
    return render_page(request, "cohorts/cohort_detail.html", context)


@require_http_methods(["GET", "POST"])
def cohort_update(request: SignedInRequest, pk: int) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.taught_by(request.user), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = CohortForm(data, own_zone=cohort.time_zone, initial=cohort_initial(cohort))
    is_outrun = False
    if request.method == "POST" and form.is_valid():
        if cohort.rewrite(form.cleaned_data["version"], form.settings):
            messages.success(request, "The settings are saved.")
            return redirect("cohorts:cohort_detail", pk=pk)
        form.add_error(None, f"{CHANGED_MEANWHILE} It is now called “{cohort.name}”, in {cohort.time_zone}.")
        form.data = {**form.settings, "version": cohort.version}
        is_outrun = True
    context = {"cohort": cohort, "form": form, "guides": cohort.guides_to_share(request.user)}
    status = 409 if is_outrun else 422 if form.errors else 200
    return render_page(request, "cohorts/cohort_update.html", context, status=status)


@require_POST
def guide_share(request: SignedInRequest, pk: int, guide: int) -> HttpResponse:
    """Share one guide with a cohort, or no longer."""
    cohort = get_object_or_404(Cohort.objects.taught_by(request.user), pk=pk)
    shared = get_object_or_404(cohort.guides_to_share(request.user), pk=guide)
    title = shared.current_revision.title if shared.current_revision else shared.slug
    if request.POST.get("is_shared") == "1":
        cohort.guides.add(shared)
        messages.success(request, f"Everyone in {cohort.name} may read {title} now.")
    else:
        cohort.guides.remove(shared)
        messages.success(request, f"{title} is no longer shared with {cohort.name}.")
    return redirect("cohorts:cohort_update", pk=pk)


@require_POST
def cohort_archive(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a cohort away, or take it out again."""
    cohort = get_object_or_404(Cohort.objects.taught_by(request.user), pk=pk)
    cohort.archive(None if request.POST.get("is_archived") == "0" else timezone.now())
    words = (
        "is archived: nobody can join or start anything in it, and all of it is kept"
        if cohort.archived_at
        else "is active again"
    )
    messages.success(request, f"{cohort.name} {words}.")
    return redirect("cohorts:cohort_detail", pk=pk)


@require_POST
def cohort_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(request.user.memberships.current().select_related("cohort"), cohort=pk)
    if membership.leave(timezone.now()):
        messages.success(request, f"You left {membership.cohort.name}. What you did there is kept.")
        return redirect("cohorts:cohort_list")
    messages.error(request, "You own this cohort: make another instructor its owner first, then leave.")
    return redirect("cohorts:member_list", pk=pk)
