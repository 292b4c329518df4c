"""The gradebook, its file, and one cell of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.cohorts.act import Act
from portal.cohorts.actions import current_grade, current_override
from portal.cohorts.deciding import Case, decide
from portal.cohorts.exporting import attempts_csv, learners_csv
from portal.cohorts.forms.cell import GradeForm, MinutesForm, OverrideForm, ReasonForm
from portal.cohorts.gradebook import Row, learners_of, place_of, published_in, read_rows, settle_attempts
from portal.cohorts.models import Assignment, Cohort, Membership
from portal.cohorts.viewing import FILTERS, Wish, arranged, wish_of
from portal.cohorts.views.access import giving_back_in_assignment
from portal.cohorts.views.assignments import assignment_of
from portal.interviews.models import Attempt
from portal.shortcuts import keeping_text, render_page

PER_PAGE = 50


@require_safe
def gradebook(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    cohort = get_object_or_404(Cohort.objects.taught_by(request.user), pk=pk)
    assignments, wish = published_in(cohort), wish_of(request.GET)
    is_scored = settle_attempts(assignments, at)
    members = learners_of(cohort, with_left="left" in request.GET)
    page, rows = _page(assignments, members, wish, request.GET.get("page", "1"), at)
    context = {
        "cohort": cohort,
        "assignments": assignments,
        "rows": rows,
        "page": page,
        "wish": wish,
        "filters": FILTERS.items(),
        "is_scored": is_scored,
        "has_left": "left" in request.GET,
    }
    return render_page(request, "cohorts/gradebook.html", context)


def _page(
    assignments: Sequence[Assignment], members: list[Membership], wish: Wish, number: str, at: datetime
) -> tuple[Page[Any], list[Row]]:
    """One page of rows. By name, only its own cells are read; any other order needs all."""
    if wish.needs_all:
        page: Page[Any] = Paginator(arranged(read_rows(assignments, members, at), wish), PER_PAGE).get_page(number)
        return page, list(page)
    members.sort(key=lambda member: member.user.username, reverse=wish.is_descending)
    page = Paginator(members, PER_PAGE).get_page(number)
    return page, read_rows(assignments, list(page), at)


@require_safe
def gradebook_export(request: SignedInRequest, pk: int) -> HttpResponse:
    """CSV: ``rows=attempts`` has one row an attempt, else one a learner; ``instructors=1`` has those who teach too."""
    at = timezone.now()
    cohort = get_object_or_404(Cohort.objects.taught_by(request.user), pk=pk)
    assignments = published_in(cohort)
    settle_attempts(assignments, at)
    members = learners_of(cohort, with_left=True)
    if request.GET.get("instructors") == "1":
        members += cohort.memberships.teaching().select_related("user").order_by("user__username")
    rows = read_rows(assignments, members, at)
    is_by_attempt = request.GET.get("rows") == "attempts"
    text = attempts_csv(rows) if is_by_attempt else learners_csv(assignments, rows)
    name = f"cohort-{cohort.pk}-{'attempts' if is_by_attempt else 'learners'}-{at:%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8", headers=headers)


@keeping_text()
@giving_back_in_assignment
@require_http_methods(["GET", "POST"])
def cell_detail(request: SignedInRequest, pk: int, learner: int) -> HttpResponse:
    """How a number came about, and what can be decided about it; POST decides (``then`` says what)."""
    at, assignment = timezone.now(), assignment_of(request, pk)
    member = get_object_or_404(assignment.cohort.memberships.select_related("user"), user=learner)
    settle_attempts([assignment], at)
    then = request.POST.get("then", "") if request.method == "POST" else ""
    forms = _forms(request, assignment, member.user, then)
    if then in forms and forms[then].is_valid():
        act = Act(request.user, at, forms[then].cleaned_data["reason"])
        is_done, words = decide(Case(assignment, member.user, request.POST.get("attempt", "")), then, forms[then], act)
        messages.add_message(request, messages.SUCCESS if is_done else messages.ERROR, words)
        if is_done:
            return redirect("cohorts:cell_detail", pk=pk, learner=learner)
        forms = _forms(request, assignment, member.user, then, is_outrun=True)
    attempts = Attempt.objects.filter(blueprint=assignment.blueprint_id, learner=learner).order_by("started_at")
    context = {
        "cohort": assignment.cohort,
        "assignment": assignment,
        "member": member,
        "place": place_of(assignment, member.user, at),
        "attempts": attempts,
        "forms": forms,
        "then": then,
        "sent_attempt": request.POST.get("attempt", ""),
        "changes": assignment.changes.filter(learner=learner).select_related("by"),
        "grade_changes": assignment.grade_changes.filter(learner=learner).select_related("by"),
    }
    status = 200 if request.method != "POST" else 422 if then not in forms or forms[then].errors else 409
    return render_page(request, "cohorts/cell_detail.html", context, status=status)


def _forms(
    request: SignedInRequest, assignment: Assignment, learner: User, then: str, *, is_outrun: bool = False
) -> dict[str, ReasonForm]:
    """One form a decision; the one that was sent is bound to what was sent.

    Where that was outrun, the newer decision stands on the page now, so who sends again has seen it.
    """
    newest, own = current_grade(assignment, learner), current_override(assignment, learner)
    override = assignment.overrides.filter(user=learner).first()
    grade = None if newest is None or newest.after is None else newest.after / 10
    seen = {"grade": newest.pk if newest else None, "override": own.pk if own else None}

    def data(name: str) -> dict[str, Any] | None:
        if then != name:
            return None
        return request.POST.dict() | ({"seen": seen.get(name)} if is_outrun else {})

    return {
        "override": OverrideForm(data("override"), assignment=assignment, override=override, seen=seen["override"]),
        "grade": GradeForm(data("grade"), initial={"grade": grade, "seen": seen["grade"]}),
        "excuse": ReasonForm(data("excuse")),
        "count": ReasonForm(data("count")),
        "extend": MinutesForm(data("extend"), initial={"minutes": 10}),
        "reopen": MinutesForm(data("reopen"), initial={"minutes": 15}),
        "void": ReasonForm(data("void")),
    }
