"""Deciding on what learners say they said, and remembering a wording that was accepted."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from portal.accounts.requests import SignedInRequest
from portal.cohorts.act import Act
from portal.cohorts.actions import ChangedMeanwhile
from portal.cohorts.claims import accept, decline
from portal.cohorts.forms.marking import ClaimDecisionForm, MarkForm
from portal.cohorts.marking import responses_to
from portal.cohorts.views.access import giving_back_in_assignment
from portal.cohorts.views.assignments import assignment_of
from portal.cohorts.views.cohorts import CHANGED_MEANWHILE
from portal.cohorts.views.marks import line_of, mark_page
from portal.guides.authoring.tasks import ask_for_review
from portal.guides.authoring.views.guides import begin_edit, is_untouched
from portal.guides.authoring.wordings import CannotRemember, remember
from portal.guides.models import Guide, GuideRevision
from portal.interviews.models import Claim, Response
from portal.shortcuts import keeping_text

if TYPE_CHECKING:
    from portal.guides.authoring.access import AuthorRequest

BEGUN = "You have begun to change this guide’s text. Apply or discard that first, then press “Remember” again."


@keeping_text()
@giving_back_in_assignment
@require_POST
def claim_decide(request: SignedInRequest, pk: int, response: int, key_point: int) -> HttpResponse:
    """Accept or decline one claim. What was typed into the marks beside it stays in them."""
    assignment = assignment_of(request, pk)
    said = get_object_or_404(responses_to(assignment), pk=response)
    claim = get_object_or_404(said.claims.all(), key_point=key_point)
    form = ClaimDecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was decided: accept the claim or decline it.")
    else:
        _decide(request, said, claim, form)
    said = get_object_or_404(responses_to(assignment), pk=response)
    marks = MarkForm(None, line=line_of(request, said), seen=said.current_score_id)
    if marks.keep(request.POST, but=f"point-{key_point}"):
        return mark_page(request, assignment, said, marks)
    return redirect("cohorts:response_mark", pk=pk, response=response)


def _decide(request: SignedInRequest, said: Response, claim: Claim, form: ClaimDecisionForm) -> None:
    act = Act(request.user, timezone.now())
    if claim.decision:
        messages.info(request, "Someone has decided on this claim already.")
    elif form.cleaned_data["then"] == "decline":
        decline(claim, act)
        messages.success(request, "Declined: the score stays as it is.")
    else:
        try:
            accept(said, claim, form.cleaned_data["seen"], act)
            messages.success(request, "Accepted: the point counts.")
        except ChangedMeanwhile:
            messages.error(request, CHANGED_MEANWHILE)


@require_POST
def claim_remember(request: SignedInRequest, pk: int, response: int, key_point: int) -> HttpResponse:
    """Write an accepted wording into the guide, for who may edit it: the draft's page shows the change to apply."""
    assignment, at = assignment_of(request, pk), timezone.now()
    accepted = Claim.objects.filter(response__in=responses_to(assignment), decision=Claim.Decision.ACCEPTED)
    accepted = accepted.exclude(span=None).select_related("response", "key_point__question")
    claim = get_object_or_404(accepted, response=response, key_point=key_point)
    guides = Guide.objects.editable_by(request.user).for_reading()
    guide = get_object_or_404(guides, pk=claim.key_point.question.guide_id)
    draft, _ = begin_edit(cast("AuthorRequest", request), guide)
    is_reviewing = bool(draft.decisions)
    if draft.is_behind or not (is_reviewing or is_untouched(draft, _current(guide))):
        messages.warning(request, BEGUN)
        return redirect("cohorts:response_mark", pk=pk, response=response)
    start, end = claim.span or (0, 0)
    try:
        number = remember(draft, key_point, claim.response.text[start:end], at)
    except CannotRemember as refused:
        messages.warning(request, str(refused))
        return redirect("cohorts:response_mark", pk=pk, response=response)
    if is_reviewing:
        messages.success(request, "Noted in the review of key points that you have begun.")
        return redirect("authoring:review_detail", draft.pk, number)
    ask_for_review(draft, at)
    return redirect("authoring:draft_detail", draft.pk)


def _current(guide: Guide) -> GuideRevision:
    return GuideRevision.objects.defer("original", "intro_html").get(pk=guide.current_revision_id or 0)
