"""What readers reported, beside the lines it is about."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.guides.authoring.access import AuthorRequest, for_authors, get_current, get_guide
from portal.guides.models import GuideRevision, Mistake, Placement
from portal.shortcuts import render_page

MISTAKES_A_PAGE = 30
SHOWN_LENGTH = 300
"""Characters of a source line that are shown."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A mistake, and where its question stands today: ``line`` is 0 where it stands nowhere, or nobody noted where."""

    mistake: Mistake
    title: str
    line: int
    source: str
    is_reworded: bool


@for_authors
@require_safe
def mistake_list(request: AuthorRequest, slug: str) -> HttpResponse:
    guide = get_guide(request, slug)
    mistakes = Mistake.objects.filter(question__guide=guide)
    is_open = request.GET.get("show") != "all"
    shown = (mistakes.open() if is_open else mistakes).select_related(
        "question", "question_revision", "reader", "settled_by"
    )
    page = Paginator(shown, MISTAKES_A_PAGE).get_page(request.GET.get("page"))
    revision = get_current(guide)
    context = {"guide": guide, "page": page, "reported": place(list(page), revision), "is_open": is_open}
    return render_page(request, "authoring/mistake_list.html", context)


def place(mistakes: list[Mistake], revision: GuideRevision) -> list[Reported]:
    """Each mistake beside the line of today's text that its question begins on. One query."""
    questions = [mistake.question_id for mistake in mistakes]
    placements = Placement.objects.filter(guide_revision=revision, question_revision__question__in=questions)
    standing = {
        question: (title, line, written)
        for question, title, line, written in placements.values_list(
            "question_revision__question", "question_revision__title", "line", "question_revision"
        )
    }
    lines = revision.text.split("\n") if standing else []
    reported = []
    for mistake in mistakes:
        then = (mistake.question_revision.title, 0, mistake.question_revision_id)
        title, line, written = standing.get(mistake.question_id, then)
        source = lines[line - 1][:SHOWN_LENGTH] if 0 < line <= len(lines) else ""
        reported.append(Reported(mistake, title, line, source, written != mistake.question_revision_id))
    return reported


@for_authors
@require_POST
def mistake_settle(request: AuthorRequest, slug: str, pk: int) -> HttpResponse:
    """Mark a mistake as done, or take that back."""
    guide = get_guide(request, slug)
    mistake = Mistake.objects.filter(question__guide=guide, pk=pk)
    if "reopen" in request.POST:
        mistake.reopen()
        messages.success(request, "Open again.")
    else:
        mistake.settle(request.user, timezone.now())
        messages.success(request, "Done. It stands in the list of all reports.")
    return redirect("authoring:mistake_list", guide.slug)
