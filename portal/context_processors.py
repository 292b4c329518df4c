"""What every template may know of the site; never a query."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    return {"public_guides": settings.PUBLIC_GUIDES, "open_sign_up": settings.OPEN_SIGN_UP}
