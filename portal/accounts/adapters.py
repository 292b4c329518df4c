"""How django-allauth behaves here."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from portal.accounts.fields import fold_name
from portal.accounts.mail import send_mail_message
from portal.accounts.models import ADDRESS_TAKEN

ADDRESS_LENGTH = 254
INVITED_UNTIL = "invited_until"
"""Where a session keeps until when its person may sign up though sign-up is closed: they opened an invitation."""
INVITED_FOR = timedelta(hours=1)


def let_sign_up(request: HttpRequest, at: datetime) -> None:
    """Open sign-up for who holds this session, for ``INVITED_FOR``."""
    request.session[INVITED_UNTIL] = (at + INVITED_FOR).timestamp()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-up is open or closed by ``VIVA_OPEN_SIGN_UP``, open to who was invited; the worker sends mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_taken": "An account with this user name exists.",
        "email_taken": ADDRESS_TAKEN,
        "email_password_mismatch": "No account has this e-mail address and this password.",
        "username_password_mismatch": "No account has this user name and this password.",
        "too_many_login_attempts": "Too many failed tries. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.OPEN_SIGN_UP) or request.session.get(INVITED_UNTIL, 0) > timezone.now().timestamp()

    def clean_username(self, username: str, shallow: bool = False) -> str:  # noqa: FBT001, FBT002  # allauth's own
        return str(super().clean_username(fold_name(username), shallow))

    def clean_email(self, email: str) -> str:
        # Lower case may be longer than what was typed ("İ"), and so too long for its column.
        if len(email) > ADDRESS_LENGTH:
            raise ValidationError(f"An e-mail address has at most {ADDRESS_LENGTH} characters.")
        return email

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        letter = self.render_mail(template_prefix, email, {"request": self.request, "email": email} | context)
        send_mail_message.enqueue(
            subject=letter.subject, body=letter.body, sender=letter.from_email, recipient=letter.to[0]
        )


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A passkey is offered by the name of the site, not by its host and port."""

    def _get_site_name(self) -> str:
        return str(settings.MFA_TOTP_ISSUER)
