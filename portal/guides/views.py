"""The pages a reader reads. None writes on a GET; who may see what is the query."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.guides import search as guides_search
from portal.guides.finding import get_guide, get_placement, is_unchanged_for_strangers
from portal.guides.forms import MarkForm, MistakeForm
from portal.guides.freshness import render_if_changed
from portal.guides.guide_page import render_guide
from portal.guides.marking import read_marks
from portal.guides.models import Diagram, Guide, Mistake, Placement, Progress, TooManyReports
from portal.guides.outline import read_outline, tallies_of_guides
from portal.guides.question_page import render_question
from portal.guides.reviewing import stale_before, stale_placements
from portal.guides.withholding import has_settled
from portal.prepared.strangers import same_for_strangers
from portal.shortcuts import keeping_text, render_page, wants_fragment

if TYPE_CHECKING:
    from portal.accounts.models import User

GUIDES_A_PAGE = 50
TOO_MANY = "You reported ten mistakes within an hour. Your text is below: send it later."
STALE_A_PAGE = 100
HITS = 20
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

View = Callable[..., HttpResponse]


def open_to_readers(view: View) -> View:
    """Ask for sign-in, unless the site's guides are public."""

    @require_safe
    @login_not_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated or settings.PUBLIC_GUIDES:
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path())

    return wrapped


@open_to_readers
def guide_list(request: HttpRequest) -> HttpResponse:
    guides = Guide.objects.readable_by(request.user).for_reading().defer("current_revision__intro_html")
    page = Paginator(guides.order_by("current_revision__title", "pk"), GUIDES_A_PAGE).get_page(request.GET.get("page"))
    rows = list(zip(page, tallies_of_guides(page, request.user), strict=True))
    return render_page(request, "guides/guide_list.html", {"page": page, "rows": rows})


@open_to_readers
def guide_detail(request: HttpRequest, slug: str) -> HttpResponse:
    guide = get_guide(slug, request.user)
    if guide and guide.withholding_stamp and has_settled(request.user, timezone.now()):
        guide = get_guide(slug, request.user)
    if guide is None:
        raise Http404
    stale = stale_before(timezone.now())
    stamps = (guide.progress_stamp, guide.withholding_stamp, guide.is_editable, stale)
    content = (guide.current_revision_id, guide.indexed_revision_id, guide.status, stamps)
    response = render_if_changed(request, content, lambda: render_guide(request, guide, stale))
    return _for_strangers(request, response, guide, stale)


@open_to_readers
def question_detail(request: HttpRequest, slug: str, question_slug: str) -> HttpResponse:
    placement = _get_placement(request, slug, question_slug)
    stale = stale_before(timezone.now())
    content = (placement.pk, placement.mark, placement.is_changed, placement.is_withheld, stale)
    more = {"stale_before": stale}
    response = render_if_changed(
        request, content, lambda: render_question(request, "guides/question_detail.html", placement, more)
    )
    return _for_strangers(request, response, placement.guide_revision.guide, stale)


@open_to_readers
def scenario_detail(request: HttpRequest, slug: str, question_slug: str) -> HttpResponse:
    """Show as many steps as ``?step=`` says; what comes after them is not in the page."""
    placement = _get_placement(request, slug, question_slug)
    steps = placement.question_revision.steps_html
    if not steps:
        raise Http404
    if placement.is_withheld:
        return redirect("guides:question_detail", slug, question_slug)
    given = request.GET.get("step", "")
    shown = min(int(given), len(steps)) if given.isdecimal() and len(given) < 4 else 0
    walk = {"steps": steps[:shown], "step_count": len(steps), "next_step": shown + 1, "is_done": shown == len(steps)}
    walk["stale_before"] = stale_before(timezone.now())
    return render_question(request, "guides/scenario_detail.html", placement, walk, fragment="scenario-steps")


@open_to_readers
def diagram_image(request: HttpRequest, slug: str, sha256: str) -> HttpResponse:
    """The picture itself, with a policy of its own: it may style itself, and nothing else."""
    guides = Guide.objects.readable_by(request.user).filter(slug=slug)
    diagrams = Diagram.objects.filter(guide_revision__guide__in=guides, sha256=sha256).exclude(svg="")
    svg = diagrams.order_by("pk").values_list("svg", flat=True).first()
    if svg is None:
        raise Http404
    headers = {"Content-Security-Policy": SVG_POLICY, "Cache-Control": "private, max-age=31536000, immutable"}
    return HttpResponse(svg, content_type="image/svg+xml", headers=headers)


@require_POST
def progress_update(request: HttpRequest, slug: str, question_slug: str) -> HttpResponse:
    form = MarkForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("A question can be marked as read, known or unsure.")
    placement = _get_placement(request, slug, question_slug)
    user, mark = cast("User", request.user), form.cleaned_data["mark"]
    Progress.objects.mark(user, placement.question_revision, mark, at=timezone.now())
    if not wants_fragment(request):
        return redirect(_way_back(request, slug, question_slug))
    placement = _get_placement(request, slug, question_slug)
    context = {"placement": placement, "guide_url": placement.guide_revision.guide.get_absolute_url()}
    if "outline" in request.POST:  # the page it came from shows one
        context["outline"] = read_outline(placement.guide_revision, read_marks(placement.guide_revision, user))
    return render_page(request, "guides/progress_update.html", context)


@keeping_text()
@require_http_methods(["GET", "HEAD", "POST"])
def mistake_create(request: HttpRequest, slug: str, question_slug: str) -> HttpResponse:
    """Tell the authors what is wrong in a question."""
    placement = _get_placement(request, slug, question_slug)
    form = MistakeForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        text, reader = form.cleaned_data["text"], cast("User", request.user)
        try:
            Mistake.objects.report(reader, placement.question_revision, text, at=timezone.now())
        except TooManyReports:
            form.add_error("text", TOO_MANY)
        else:
            messages.success(request, "Thank you. The authors of this guide see it next to the question.")
            return redirect("guides:question_detail", slug, question_slug)
    guide = placement.guide_revision.guide
    context = {"placement": placement, "revision": placement.guide_revision, "guide_url": guide.get_absolute_url()}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "guides/mistake_create.html", context | {"form": form}, status=status)


@require_safe
def stale_fact_list(request: HttpRequest) -> HttpResponse:
    """For authors: the questions of their guides whose facts want checking again. Nothing to find for others."""
    author = cast("User", request.user)
    if not (author.is_staff or author.is_instructor):
        raise Http404
    page = Paginator(stale_placements(author, timezone.now()), STALE_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "stale_days": settings.STALE_FACTS_DAYS}
    return render_page(request, "guides/stale_fact_list.html", context)


@open_to_readers
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")
    hits = guides_search.search(request.user, text, limit=HITS) if text.strip() else []
    context = {"text": text, "hits": hits, "limit": HITS}
    return render_page(request, "guides/search.html", context, fragment="search-results")


def _get_placement(request: HttpRequest, slug: str, question_slug: str) -> Placement:
    placement = get_placement(slug, question_slug, request.user)
    if placement and placement.is_withheld and has_settled(request.user, timezone.now()):
        placement = get_placement(slug, question_slug, request.user)
    if placement is None:
        raise Http404
    return placement


def _for_strangers(request: HttpRequest, response: HttpResponse, guide: Guide, stale: date) -> HttpResponse:
    """A page on which nothing is about who reads it, if nobody is signed in."""
    if request.user.is_authenticated:
        return response
    is_unchanged = is_unchanged_for_strangers(guide)
    return same_for_strangers(response, lambda: stale == stale_before(timezone.now()) and is_unchanged())


def _way_back(request: HttpRequest, slug: str, question_slug: str) -> str:
    """The page the form was on, at the question; only ever a page of this site."""
    page = request.POST.get("next", "")
    if page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None):
        return f"{page}#question-{question_slug}"
    return reverse("guides:question_detail", args=[slug, question_slug])
