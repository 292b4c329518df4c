"""Ways in: codes, invitations, lists of people."""

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.adapters import let_sign_up
from portal.accounts.requests import SignedInRequest
from portal.cohorts.forms.cohorts import CodeForm, InviteForm, PeopleForm
from portal.cohorts.joining import invite_all, preview
from portal.cohorts.letters import send_invitation
from portal.cohorts.models import Cohort, Invitation, Invite
from portal.cohorts.people import MOST_ROWS, NotATable, Person, TooManyPeople
from portal.cohorts.views.access import giving_back_in_cohort
from portal.shortcuts import keeping_text, render_page


@require_POST
def invite_create(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    cohort = get_object_or_404(Cohort.objects.taught_by(request.user).active(), pk=pk)
    form = InviteForm(request.POST)
    if not form.is_valid():
        messages.error(request, "No code was made: days are 1 to 365, people 1 to 10 000, or leave a field empty.")
        return redirect("cohorts:member_list", pk=pk)
    invite = cohort.invites.create(
        most_uses=form.cleaned_data["most_uses"], expires_at=form.expires_at(at), created_by=request.user, created_at=at
    )
    return redirect("cohorts:invite_detail", pk=pk, invite=invite.pk)


@require_http_methods(["GET", "POST"])
def invite_detail(request: SignedInRequest, pk: int, invite: int) -> HttpResponse:
    """A code large enough for a wall, with its QR code; POST revokes it."""
    at = timezone.now()
    found = Invite.objects.filter(cohort__in=Cohort.objects.taught_by(request.user), cohort=pk)
    code = get_object_or_404(found.select_related("cohort"), pk=invite)
    if request.method == "POST":
        code.revoke(at)
        messages.success(request, f"{code.code} lets nobody in any more. Who joined by it stays.")
        return redirect("cohorts:member_list", pk=pk)
    picture = segno.make(code.url, error="m").svg_data_uri(scale=8, border=4, light="#fff", dark="#000")
    context = {"cohort": code.cohort, "invite": code, "state": code.state(at), "picture": picture}
    return render_page(request, "cohorts/invite_detail.html", context)


@require_POST
def invite_find(request: SignedInRequest) -> HttpResponse:
    """From a typed code to its page."""
    form = CodeForm(request.POST)
    if form.is_valid() and Invite.objects.filter(code=form.cleaned_data["code"]).exists():
        return redirect("cohorts:invite_join", code=form.cleaned_data["code"])
    messages.error(request, "No cohort has this code. Look at it again: it has no 0, 1, I or O.")
    return redirect("cohorts:cohort_list")


@login_not_required
@require_http_methods(["GET", "POST"])
def invite_join(request: HttpRequest, code: str) -> HttpResponse:
    """What the link and the QR code open: which cohort it is; POST joins it."""
    at = timezone.now()
    invite = get_object_or_404(Invite.objects.select_related("cohort"), code=code)
    is_usable = Invite.objects.usable(at).filter(pk=invite.pk).exists()
    if request.method == "POST" and request.user.is_authenticated:
        return _welcome(request, invite.cohort, has_joined=invite.admit(request.user, at) is not None)
    return render_page(request, "cohorts/invite_join.html", {"cohort": invite.cohort, "is_usable": is_usable})


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """What the secret link in a letter opens; POST joins. Its holder may sign up even where sign-up is closed."""
    at = timezone.now()
    invitation = get_object_or_404(Invitation.objects.select_related("cohort"), token=token)
    is_usable = Invitation.objects.usable(at).filter(pk=invitation.pk).exists()
    if request.method == "POST" and request.user.is_authenticated:
        return _welcome(request, invitation.cohort, has_joined=invitation.accept(request.user, at) is not None)
    if is_usable and not request.user.is_authenticated:
        let_sign_up(request, at)
    context = {"cohort": invitation.cohort, "is_usable": is_usable, "may_sign_up": is_usable}
    return render_page(request, "cohorts/invite_join.html", context)


def _welcome(request: HttpRequest, cohort: Cohort, *, has_joined: bool) -> HttpResponse:
    if not has_joined:
        messages.error(request, "You did not join: this way in is closed by now. Ask your instructor for a new one.")
        return redirect("cohorts:cohort_list")
    messages.success(request, f"You are in {cohort.name}.")
    return redirect("cohorts:cohort_detail", pk=cohort.pk)


@keeping_text()
@giving_back_in_cohort
@require_http_methods(["GET", "POST"])
def people_invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """A list of people, then what it would do, then doing it (``then=invite``)."""
    at = timezone.now()
    cohort = get_object_or_404(Cohort.objects.taught_by(request.user).active(), pk=pk)
    form = PeopleForm(request.POST, request.FILES) if request.method == "POST" else PeopleForm()
    people: list[Person] = []
    if request.method == "POST" and form.is_valid():
        try:
            people = preview(cohort, form.cleaned_data["people"], at)
        except TooManyPeople:
            form.add_error("people", f"More than {MOST_ROWS} rows at once. Nobody was invited; split the list.")
        except NotATable:
            form.add_error("people", "Not a list: a quotation mark opens a cell that never ends. Nobody was invited.")
        if people and request.POST.get("then") == "invite":
            return _invite(request, cohort, people, sends_mail=form.cleaned_data["sends_mail"])
    context = {
        "cohort": cohort,
        "form": form,
        "people": people,
        "to_invite": sum(not person.problem for person in people),
        "text": form.cleaned_data.get("people", "") if form.is_bound else "",
    }
    return render_page(request, "cohorts/people_invite.html", context, status=422 if form.errors else 200)


def _invite(request: SignedInRequest, cohort: Cohort, people: list[Person], *, sends_mail: bool) -> HttpResponse:
    invitations = invite_all(cohort, people, by=request.user, at=timezone.now())
    for invitation in invitations if sends_mail else ():
        send_invitation(invitation)
    letters = "Each was sent their link." if sends_mail else "Their links are below, to pass on."
    plural = "person is" if len(invitations) == 1 else "people are"
    messages.success(request, f"{len(invitations)} {plural} invited. {letters}")
    return redirect("cohorts:member_list", pk=cohort.pk)


@require_POST
def invitation_revoke(request: SignedInRequest, pk: int, invitation: int) -> HttpResponse:
    found = Invitation.objects.filter(cohort__in=Cohort.objects.taught_by(request.user), cohort=pk)
    get_object_or_404(found, pk=invitation).revoke(timezone.now())
    messages.success(request, "The invitation is revoked: its link lets nobody in.")
    return redirect("cohorts:member_list", pk=pk)
