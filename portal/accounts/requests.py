"""The request of a signed-in person, as types."""

from django.http import HttpRequest

from portal.accounts.models import User


class SignedInRequest(HttpRequest):
    """What a view gets behind ``LoginRequiredMiddleware``."""

    user: User
