"""Who is in a cohort, and what they are there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.requests import SignedInRequest
from portal.cohorts.forms.cohorts import InviteForm, MemberForm
from portal.cohorts.models import Cohort, Membership
from portal.shortcuts import render_page


@require_safe
def member_list(request: SignedInRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    cohort = get_object_or_404(Cohort.objects.taught_by(request.user), pk=pk)
    members = cohort.memberships.select_related("user").order_by("user__username")
    context = {
        "cohort": cohort,
        "current": [member for member in members if member.left_at is None],
        "left": [member for member in members if member.left_at is not None],
        "invites": [(invite, invite.state(at)) for invite in cohort.invites.all()],
        "invitations": cohort.invitations.usable(at),
        "form": InviteForm(),
    }
    return render_page(request, "cohorts/member_list.html", context)


@require_http_methods(["GET", "POST"])
def member_update(request: SignedInRequest, pk: int, member: int) -> HttpResponse:
    """Change a role or a time factor; ``then`` removes someone, or makes them the owner."""
    cohort = get_object_or_404(Cohort.objects.taught_by(request.user), pk=pk)
    memberships = cohort.memberships.current().select_related("user")
    membership = get_object_or_404(memberships, pk=member)
    form = MemberForm(request.POST if request.method == "POST" else None, membership=membership)
    if request.method == "POST" and (then := request.POST.get("then")):
        return _do(request, cohort, membership, then)
    if request.method == "POST" and form.is_valid():
        role = form.cleaned_data.get("role", membership.role)
        membership.change(role=role, time_factor=form.cleaned_data["time_factor"])
        messages.success(request, f"{membership.user} is saved.")
        return redirect("cohorts:member_list", pk=pk)
    context = {
        "cohort": cohort,
        "membership": membership,
        "form": form,
        "owner": memberships.filter(role="owner").first(),
    }
    return render_page(request, "cohorts/member_update.html", context, status=422 if form.errors else 200)


def _do(request: SignedInRequest, cohort: Cohort, membership: Membership, then: str) -> HttpResponse:
    if then == "hand_over":
        is_owner = cohort.memberships.current().filter(user=request.user, role=Membership.Role.OWNER).exists()
        done = (is_owner or request.user.is_superuser) and cohort.hand_over(membership)
        words = f"{membership.user} owns this cohort now."
    else:
        done, words = membership.leave(timezone.now()), f"{membership.user} is out. What they did here is kept."
    refusal = "Nothing was changed: an owner is replaced by the owner, and only by an instructor of the cohort."
    messages.add_message(request, messages.SUCCESS if done else messages.ERROR, words if done else refusal)
    return redirect("cohorts:member_list", pk=cohort.pk)
