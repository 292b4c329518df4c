"""One's own part in all of it: which letters, the calendar's address, and everything in a file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.requests import SignedInRequest
from portal.cohorts.calendar import calendar_of
from portal.cohorts.forms.own import MailForm
from portal.cohorts.models import CalendarFeed, MailChoice
from portal.cohorts.models.mail import new_key
from portal.cohorts.person import export_of
from portal.shortcuts import render_page


@require_http_methods(["GET", "POST"])
def mail_choice(request: SignedInRequest) -> HttpResponse:
    """Which letters someone gets, and the secret address of their calendar."""
    choice = MailChoice.objects.filter(user=request.user).first() or MailChoice(user=request.user)
    form = MailForm(request.POST if request.method == "POST" else None, instance=choice)
    if request.method == "POST" and request.POST.get("then"):
        return _calendar(request, request.POST["then"])
    if request.method == "POST" and form.is_valid():
        MailChoice.objects.update_or_create(user=request.user, defaults=form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("cohorts:mail_choice")
    feed = CalendarFeed.objects.filter(user=request.user).first()
    return render_page(request, "cohorts/mail_choice.html", {"form": form, "feed": feed})


def _calendar(request: SignedInRequest, then: str) -> HttpResponse:
    if then == "make_calendar":
        fresh = {"key": new_key(), "created_at": timezone.now()}
        CalendarFeed.objects.update_or_create(user=request.user, defaults=fresh)
    else:
        CalendarFeed.objects.filter(user=request.user).delete()
    words = "is new; a former one is empty now" if then == "make_calendar" else "is revoked"
    messages.success(request, f"The calendar's address {words}.")
    return redirect("cohorts:mail_choice")


@login_not_required  # a calendar cannot sign in: who has the secret address reads the dates
@require_safe
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    feed = get_object_or_404(CalendarFeed.objects.select_related("user").filter(user__is_active=True), key=key)
    return HttpResponse(calendar_of(feed.user, timezone.now()), content_type="text/calendar; charset=utf-8")


@require_safe
def own_export(request: SignedInRequest) -> HttpResponse:
    """What is stored of one's cohorts, attempts and texts, as JSON; results as far as they are open."""
    headers = {"Content-Disposition": 'attachment; filename="viva-own-data.json"'}
    data = export_of(request.user, timezone.now(), is_own=True)
    return JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False}, headers=headers)
