"""What people type about themselves. Three of allauth's forms are deepened; settings name them (ACCOUNT_FORMS)."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm as BaseAddEmailForm
from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.account.forms import SignupForm as BaseSignupForm
from allauth.account.utils import filter_users_by_email
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.fields import fold_name
from portal.accounts.models import NAME_HELP, User
from portal.accounts.zones import zone_choices


class LoginForm(BaseLoginForm):  # type: ignore[misc]  # allauth ships no types
    """Sign in by address or name, in any case and spelling."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address or user name"
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}

    def clean_login(self) -> str:
        return fold_name(super().clean_login())


class SignupForm(BaseSignupForm):  # type: ignore[misc]
    """Sign up, whole or not at all: an account without its address row is never left behind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"
        self.fields["username"].label = "User name"
        self.fields["username"].help_text = NAME_HELP
        self.fields["username"].widget.attrs |= {"autocapitalize": "none"}

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        try:
            with transaction.atomic():
                user, response = super().try_save(request)
        except IntegrityError:
            # Someone took the name or the address after it was looked for: look again, and say so in the form.
            self.full_clean()
            if self.is_valid():
                raise
            return None, render(request, "account/signup.html", {"form": self})
        return user, response


class AddEmailForm(BaseAddEmailForm):  # type: ignore[misc]
    """Add an address to one's account; one that another account holds is refused, verified or not.

    allauth would take it in silence, to tell nobody who has an account. But addresses are unique here (``email_key``),
    so the same answer is given as at sign-up; ten tries a minute are the limit.
    """

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if any(user.pk != self.user.pk for user in filter_users_by_email(email)):
            raise get_adapter().validation_error("email_taken")
        return email


class ProfileForm(forms.ModelForm[User]):
    """What a person may change about themselves; never the time factor, which others grant."""

    time_zone = forms.CharField(widget=forms.Select, help_text="Due dates and times are shown in it.")

    class Meta:
        model = User
        fields = ["first_name", "last_name", "time_zone", "has_shortcuts"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = self.fields["time_zone"].widget
        widget.choices = zone_choices(self.instance.time_zone)
