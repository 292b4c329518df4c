"""Looking at what was said: the list, one attempt, one response."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.requests import SignedInRequest
from portal.cohorts.act import Act
from portal.cohorts.actions import ChangedMeanwhile, release
from portal.cohorts.claims import rememberable
from portal.cohorts.forms.assignments import ReleaseForm
from portal.cohorts.forms.marking import MarkForm
from portal.cohorts.gradebook import settle_attempts
from portal.cohorts.letters import announce_results
from portal.cohorts.marking import Mark, comments_of, mark, neighbours, responses_of_learners, responses_to, to_look_at
from portal.cohorts.models import Assignment
from portal.cohorts.views.access import giving_back_in_assignment
from portal.cohorts.views.assignments import OUTRUN, assignment_of, manage_page
from portal.cohorts.views.cohorts import CHANGED_MEANWHILE
from portal.interviews.models import Attempt, Response
from portal.interviews.results import ItemResult, result_of
from portal.shortcuts import keeping_text, render_page

PER_PAGE = 50


@require_safe
def marking(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every response of an assignment, those first that need a look."""
    assignment = assignment_of(request, pk)
    settle_attempts([assignment], timezone.now())
    page = Paginator(responses_of_learners(assignment), PER_PAGE).get_page(request.GET.get("page"))
    context = {"cohort": assignment.cohort, "assignment": assignment, "page": page}
    context["to_look_at"] = to_look_at(assignment).count()
    return render_page(request, "cohorts/marking.html", context)


@require_safe
def attempt_mark(request: SignedInRequest, pk: int, attempt: int) -> HttpResponse:
    """One attempt as a whole: what was said, with its points; a running one shows only that it runs."""
    at, assignment = timezone.now(), assignment_of(request, pk)
    settle_attempts([assignment], at)
    found = Attempt.objects.filter(blueprint=assignment.blueprint_id).select_related("learner", "blueprint")
    sat = get_object_or_404(found, pk=attempt)
    events = sat.events.select_related("actor", "item")
    context: dict[str, Any] = {"cohort": assignment.cohort, "assignment": assignment, "attempt": sat, "events": events}
    if sat.finished_at:
        context["result"] = result_of(sat, reader=request.user, with_answers=True)
        context["comments"] = comments_of([sat.pk])
    return render_page(request, "cohorts/attempt_mark.html", context)


@keeping_text()
@giving_back_in_assignment
@require_http_methods(["GET", "POST"])
def response_mark(request: SignedInRequest, pk: int, response: int) -> HttpResponse:
    """A response beside its rubric; POST marks it and goes on to the next that needs a look."""
    assignment, at = assignment_of(request, pk), timezone.now()
    said = get_object_or_404(responses_to(assignment), pk=response)
    line = line_of(request, said)
    form = MarkForm(request.POST if request.method == "POST" else None, line=line, seen=said.current_score_id)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            _save(said, form, Act(request.user, at, form.cleaned_data["reason"]))
        except ChangedMeanwhile:
            form.add_error(None, CHANGED_MEANWHILE)
            status = 409
        else:
            return _onward(request, assignment.pk, said)
    return mark_page(request, assignment, said, form, status=status)


def line_of(request: SignedInRequest, said: Response) -> ItemResult:
    """What a person sees of one response: its words, its points, its answer."""
    item = said.item
    return result_of(item.attempt, reader=request.user, with_answers=True, position=item.position).items[0]


def mark_page(
    request: SignedInRequest, assignment: Assignment, said: Response, form: MarkForm, *, status: int = 200
) -> HttpResponse:
    line = form.line
    # Who is told of an error goes on from what they saw; who was outrun, from what is shown now.
    seen = (status == 422 and form["seen"].value()) or said.current_score_id
    before, after = neighbours(assignment, said.pk)
    context = {
        "cohort": assignment.cohort,
        "assignment": assignment,
        "said": said,
        "attempt": said.item.attempt,
        "line": line,
        "form": form,
        "seen": seen,
        "points": [(point, form[f"point-{point.key_point}"]) for point in line.points],
        "scores": said.scores.select_related("by", "proposal__rescoring__decided_by").order_by("pk"),
        "comments": said.comments.select_related("by"),
        "rememberable": rememberable(line, request.user),
        "before": before,
        "after": after,
    }
    return render_page(request, "cohorts/response_mark.html", context, status=status)


def _save(said: Response, form: MarkForm, act: Act) -> None:
    data = form.cleaned_data
    mark(said, Mark(form.verdicts, data["seen"], data["per_cent"]), act)
    if data["comment"]:
        said.comments.create(by=act.by, at=act.at, text=data["comment"])


def _onward(request: SignedInRequest, pk: int, said: Response) -> HttpResponse:
    following = to_look_at(assignment_of(request, pk)).exclude(pk=said.pk).first()
    messages.success(request, f"Question {said.item.position} of {said.item.attempt.learner} is marked.")
    if following:
        return redirect("cohorts:response_mark", pk=pk, response=following.pk)
    return redirect("cohorts:marking", pk=pk)


@require_POST
def assignment_release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open results and model answers to the learners, at once or on a date."""
    at, assignment = timezone.now(), assignment_of(request, pk)
    form = ReleaseForm(request.POST, cohort=assignment.cohort)
    if not form.is_valid():
        messages.error(request, "Nothing was released: say on which date, and one that exists.")
        return manage_page(request, assignment, form, status=422)
    results, answers = form.moment("results", at), form.moment("answers", at)
    version, act = form.cleaned_data["version"], Act(request.user, at)
    if not release(assignment, version, results_at=results, answers_at=answers, act=act):
        form.data = request.POST.dict() | {"version": assignment.version}
        messages.error(request, f"{OUTRUN} What you chose is kept below.")
        return manage_page(request, assignment, form, status=409)
    if request.POST.get("sends_mail") and results and results <= at:
        announce_results(assignment, at)
    words = "withheld" if results is None else "open now" if results <= at else "set to open on that date"
    messages.success(request, f"Results are {words}.")
    return redirect("cohorts:assignment_manage", pk=pk)
