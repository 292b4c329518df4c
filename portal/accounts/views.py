"""One's own account, beyond what django-allauth shows."""

from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from portal.accounts.forms import ProfileForm
from portal.accounts.requests import SignedInRequest
from portal.shortcuts import render_page


def profile(request: SignedInRequest) -> HttpResponse:
    # A copy: what a form refused must not show as the person's name in the header.
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=copy(request.user))
    if request.method == "POST" and form.is_valid():
        # Only these columns: an administrator may be changing others of the row meanwhile.
        form.instance.save(update_fields=list(form.fields))
        messages.success(request, "Your profile is saved.")
        return redirect("accounts:profile")
    return render_page(request, "accounts/profile.html", {"form": form})
