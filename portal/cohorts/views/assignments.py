"""Assignments as their instructors make them."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.requests import SignedInRequest
from portal.cohorts.act import Act
from portal.cohorts.actions import as_json, reach_running
from portal.cohorts.forms.assignments import AssignmentForm, CopyForm, ReleaseForm, assignment_initial
from portal.cohorts.letters import announce
from portal.cohorts.models import Assignment, AssignmentTemplate, Change, Cohort
from portal.cohorts.openings import reach_openings
from portal.cohorts.pinning import pinned_titles
from portal.cohorts.planning import copy_assignment, from_template, save_template
from portal.cohorts.publishing import Draft, difference, make_assignment, publish, refresh, respecify
from portal.cohorts.views.access import giving_back_in_assignment, giving_back_in_cohort
from portal.cohorts.views.cohorts import CHANGED_MEANWHILE
from portal.interviews.spec import Spec
from portal.interviews.starting import NothingToAsk
from portal.shortcuts import form_key_of, keeping_text, new_form_key, render_page

NOTHING = "No question matches this choice, so nothing was changed. Widen the topics, levels or kinds."

OUTRUN = "Nothing was done: someone published or changed it just now. Here is how it stands."


def assignment_of(request: SignedInRequest, pk: int) -> Assignment:
    """The assignment, for who teaches it; others get 404."""
    taught = Assignment.objects.taught_by(request.user)
    return get_object_or_404(taught.select_related("cohort", "blueprint_revision__blueprint"), pk=pk)


@keeping_text()
@giving_back_in_cohort
@require_http_methods(["GET", "POST"])
def assignment_create(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    cohort = get_object_or_404(Cohort.objects.taught_by(request.user).active(), pk=pk)
    form = AssignmentForm(request.POST if request.method == "POST" else None, cohort=cohort, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = form.values(at) | {"form_key": form_key_of(request)}
        persons = [int(key) for key in form.cleaned_data["persons"]]
        draft = Draft(form.cleaned_data["title"], form.spec(), values, persons)
        assignment = make_assignment(cohort, draft, Act(request.user, at))
        messages.success(request, "A draft: nobody sees it until you publish it.")
        return redirect("cohorts:assignment_manage", pk=assignment.pk)
    templates = request.user.assignment_templates.all()
    context = {"cohort": cohort, "form": form, "templates": templates, "form_key": new_form_key()}
    return render_page(request, "cohorts/assignment_create.html", context, status=422 if form.errors else 200)


@require_POST
def template_use(request: SignedInRequest, pk: int, template: int) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.taught_by(request.user).active(), pk=pk)
    chosen = get_object_or_404(AssignmentTemplate.objects.filter(owner=request.user), pk=template)
    assignment = from_template(chosen, cohort, Act(request.user, timezone.now()), form_key_of(request))
    messages.success(request, "A draft from the template. Give it its dates, then publish it.")
    return redirect("cohorts:assignment_update", pk=assignment.pk)


@require_safe
def assignment_manage(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it asks and how it counts, with all that can be done to it."""
    assignment = assignment_of(request, pk)
    form = ReleaseForm(cohort=assignment.cohort, initial={"version": assignment.version})
    return manage_page(request, assignment, form)


def manage_page(
    request: SignedInRequest, assignment: Assignment, release_form: ReleaseForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "cohort": assignment.cohort,
        "assignment": assignment,
        "spec": Spec.from_json(assignment.blueprint_revision.spec),
        "questions": pinned_titles(assignment.blueprint_revision),
        "persons": assignment.persons.order_by("username"),
        "changes": assignment.changes.filter(learner=None).select_related("by"),
        "copy_form": CopyForm(user=request.user),
        "release_form": release_form,
        "form_key": new_form_key(),
    }
    return render_page(request, "cohorts/assignment_manage.html", context, status=status)


@keeping_text()
@giving_back_in_assignment
@require_http_methods(["GET", "POST"])
def assignment_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change it; once published, what it asks stays."""
    at, assignment = timezone.now(), assignment_of(request, pk)
    options: dict[str, Any] = {"cohort": assignment.cohort, "user": request.user}
    options["is_published"] = assignment.published_at is not None
    form = AssignmentForm(
        request.POST if request.method == "POST" else None, initial=assignment_initial(assignment), **options
    )
    is_outrun = False
    if request.method == "POST" and form.is_valid():
        if _save(assignment, form, Act(request.user, at)):
            messages.success(request, "The assignment is saved.")
            return redirect("cohorts:assignment_manage", pk=pk)
        form.add_error(None, CHANGED_MEANWHILE)
        is_outrun = True
    context = {"cohort": assignment.cohort, "assignment": assignment, "form": form}
    if is_outrun:  # only who was shown the newer values may go on from them
        context["version"] = assignment.version
    status = 409 if is_outrun else 422 if form.errors else 200
    return render_page(request, "cohorts/assignment_update.html", context, status=status)


def _save(assignment: Assignment, form: AssignmentForm, act: Act) -> bool:
    values = {"title": form.cleaned_data["title"], **form.values(act.at)}
    before = {name: getattr(assignment, name) for name in values}
    with transaction.atomic():
        if not assignment.rewrite(form.cleaned_data["version"], values):
            return False
        assignment.persons.set(form.cleaned_data["persons"])
        reach_openings(assignment)
        if assignment.published_at is None:
            respecify(assignment, assignment.title, form.spec(), act.at)
            return True
        changed = {name: value for name, value in values.items() if value != before[name]}
        assignment.changes.create(
            kind=Change.Kind.EDITED,
            before=as_json({name: before[name] for name in changed}),
            after=as_json(changed),
            by=act.by,
            at=act.at,
        )
    reach_running(assignment, None, Act(act.by, act.at, "the assignment's own times were moved"))
    return True


@require_POST
def assignment_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    assignment = assignment_of(request, pk)
    try:
        is_done = publish(assignment, Act(request.user, timezone.now()))
    except NothingToAsk:
        messages.error(request, NOTHING)
        return redirect("cohorts:assignment_update", pk=pk)
    if not is_done:
        messages.error(request, OUTRUN)
        return redirect("cohorts:assignment_manage", pk=pk)
    if request.POST.get("sends_mail"):
        announce(assignment)
    messages.success(request, "Published: its learners see it now, and its questions do not move.")
    return redirect("cohorts:assignment_manage", pk=pk)


@require_http_methods(["GET", "POST"])
def assignment_refresh(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the latest questions would change, and for whom; POST changes it."""
    assignment = assignment_of(request, pk)
    act = Act(request.user, timezone.now())
    if assignment.published_at is None:
        return redirect("cohorts:assignment_manage", pk=pk)
    if request.method == "POST":
        try:
            is_done = refresh(assignment, act)
        except NothingToAsk:
            messages.error(request, NOTHING)
        else:
            words = "Attempts that start from now on ask the latest questions." if is_done else OUTRUN
            messages.add_message(request, messages.SUCCESS if is_done else messages.ERROR, words)
        return redirect("cohorts:assignment_manage", pk=pk)
    context = {"cohort": assignment.cohort, "assignment": assignment, "difference": difference(assignment, act)}
    return render_page(request, "cohorts/assignment_refresh.html", context)


@require_POST
def assignment_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Into another cohort, or without one into a template."""
    assignment, act = assignment_of(request, pk), Act(request.user, timezone.now())
    if request.POST.get("then") == "template":
        save_template(assignment, act)
        messages.success(request, "Kept as a template: it is offered wherever you make an assignment.")
        return redirect("cohorts:assignment_manage", pk=pk)
    form = CopyForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, "Nothing was copied: choose one of your cohorts.")
        return redirect("cohorts:assignment_manage", pk=pk)
    cohort = Cohort.objects.get(pk=form.cleaned_data["cohort"])
    copy = copy_assignment(assignment, cohort, act, form_key_of(request))
    messages.success(request, f"A draft in {cohort.name}. Give it its dates, then publish it.")
    return redirect("cohorts:assignment_update", pk=copy.pk)
