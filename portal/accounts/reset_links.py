"""A way back in for someone who forgot the password, on a site without a mail server."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from portal.accounts.models import User


def make_reset_link(user: User) -> str:
    """A link to choose a new password with, whole, on this site's own address.

    Nothing is stored. It ends by its first use, by any sign-in or change of address, and after
    ``PASSWORD_RESET_TIMEOUT``: all of these are in the token that allauth's reset page checks.
    """
    uid, key = user_pk_to_url_str(user), default_token_generator.make_token(user)
    return settings.ORIGIN + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
