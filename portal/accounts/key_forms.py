"""What a browser answers for a passkey or security key: allauth's forms, less their errors 500 on a damaged answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as allauth_forms
from django import forms


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Refuse what is JSON but no answer of a key, where fido2 trips over the missing or strange parts of it."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise get_adapter().validation_error("incorrect_code") from error


class AnswerField(forms.JSONField):
    """An answer holds for one challenge, so it is never written into a page again (half a character would break it)."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return None


class KeyAnswer(forms.Form):
    """Put before a form of allauth that reads ``credential``."""

    credential = AnswerField(widget=forms.HiddenInput)

    def clean_credential(self) -> Any:
        with refusing_damage():
            return super().clean_credential()  # type: ignore[misc]  # the form's


class LoginKeyForm(KeyAnswer, allauth_forms.LoginWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    pass


class AuthenticateKeyForm(KeyAnswer, allauth_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class ReauthenticateKeyForm(KeyAnswer, allauth_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class AddKeyForm(allauth_forms.AddWebAuthnForm):  # type: ignore[misc]
    credential = AnswerField(widget=forms.HiddenInput)

    def clean(self) -> Any:
        with refusing_damage():
            return super().clean()
