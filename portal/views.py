"""Home: the only page that looks across all apps; and the page for a form that went stale."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.accounts.models import User
from portal.cohorts.learning import todo_of
from portal.guides.models import Guide
from portal.guides.outline import tallies_of_guides
from portal.interviews.charts import history_chart
from portal.interviews.closing import settle
from portal.interviews.forms import PRESETS
from portal.interviews.weaknesses import weak_topics
from portal.shortcuts import render_page

GUIDES_SHOWN = 6


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What to do now; signed out, what this is."""
    guides = Guide.objects.readable_by(request.user).for_reading().order_by("current_revision__title", "pk")
    shown = list(guides.defer("current_revision__intro_html")[:GUIDES_SHOWN])
    context = {"guides": list(zip(shown, tallies_of_guides(shown, request.user), strict=True))}
    if request.user.is_authenticated:
        context |= what_to_do_now(request.user)
    return render_page(request, "home.html", context)


def what_to_do_now(user: User) -> dict[str, Any]:
    """The interviews to return to, what is assigned, the topics to practise, and how it has gone so far."""
    at = timezone.now()
    mine = user.attempts.all()
    settle(mine, at)
    todos = todo_of(user, at)
    return {
        "todos": [todo for todo in todos if todo.is_left],
        "has_done": any(not todo.is_left for todo in todos),
        "open_attempts": mine.unfinished().select_related("blueprint"),
        "weak_topics": weak_topics(mine, at),
        "chart": history_chart(mine, at),
        "presets": [(name, label) for name, (label, _) in PRESETS.items()],
    }


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render_page(request, "403_csrf.html", {}, status=403)
