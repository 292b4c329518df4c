"""Home: the only page that looks across all apps; and the pages that say what went wrong."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from portal.shortcuts import render_page


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    return render_page(request, "home.html", {})


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render_page(request, "403_csrf.html", {}, status=403)
