"""An author's guides: all of them, and one with its people, its state and its history."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.guides.authoring.access import AuthorRequest, for_authors, get_current, get_guide
from portal.guides.authoring.deleting import InUse, delete_guide
from portal.guides.authoring.forms import GuideForm
from portal.guides.authoring.tasks import ask_for_check
from portal.guides.models import Draft, Guide, GuideRevision, Mistake
from portal.shortcuts import render_page

GUIDES_A_PAGE = 50
REVISIONS_A_PAGE = 20
DRAFTS = 20


@for_authors
@require_safe
def guide_list(request: AuthorRequest) -> HttpResponse:
    open_mistakes = Mistake.objects.open().filter(question__guide=OuterRef("pk")).order_by().values("question__guide")
    counted = Coalesce(Subquery(open_mistakes.values(count=Count("pk"))), 0)
    guides = Guide.objects.editable_by(request.user).for_reading().defer("current_revision__intro_html")
    ordered = guides.annotate(mistake_count=counted).order_by("current_revision__title", "pk")
    context = {
        "page": Paginator(ordered, GUIDES_A_PAGE).get_page(request.GET.get("page")),
        "drafts": Draft.objects.of(request.user).open().for_listing()[:DRAFTS],
    }
    return render_page(request, "authoring/guide_list.html", context)


@for_authors
@require_http_methods(["GET", "HEAD", "POST"])
def guide_detail(request: AuthorRequest, slug: str) -> HttpResponse:
    guide = get_guide(request, slug)
    may_share = request.user.is_staff or guide.owner_id == request.user.pk
    form = GuideForm(request.POST or None, instance=guide, may_share=may_share, label_suffix="")
    if request.method == "POST" and form.is_valid():
        form.save_all()
        messages.success(request, "Saved.")
        return redirect("authoring:guide_detail", slug)
    revisions = GuideRevision.objects.filter(guide=guide).exclude(applied_at=None)
    history = revisions.select_related("author").defer("text", "original", "intro_html").order_by("-number")
    context = {
        "guide": guide,
        "form": form,
        "may_delete": may_share and guide.status == Guide.Status.DRAFT,
        "page": Paginator(history, REVISIONS_A_PAGE).get_page(request.GET.get("page")),
        "mistake_count": Mistake.objects.open().filter(question__guide=guide).count(),
    }
    status = 422 if request.method == "POST" else 200
    return render_page(request, "authoring/guide_detail.html", context, status=status)


@for_authors
@require_POST
def guide_edit(request: AuthorRequest, slug: str) -> HttpResponse:
    """Open the editor on the guide's text, or on what this author has begun to change; at a line if one is given."""
    guide = get_guide(request, slug)
    draft, is_new = begin_edit(request, guide)
    if is_new:
        ask_for_check(draft, timezone.now())
    line = request.POST.get("line", "")
    place = f"#line-{line}" if line.isdecimal() and len(line) < 8 else ""
    return redirect(reverse("authoring:draft_edit", args=[draft.pk]) + place)


@for_authors
@require_POST
def guide_delete(request: AuthorRequest, slug: str) -> HttpResponse:
    """Take away a draft nobody used, for its owner; the page asked before."""
    guide = get_guide(request, slug)
    if not (request.user.is_staff or guide.owner_id == request.user.pk):
        raise Http404
    title = get_current(guide).title
    try:
        delete_guide(guide)
    except InUse:
        messages.error(
            request, f"{title} is not deleted: it is published or was used, or the worker is at it. You can archive it."
        )
        return redirect("authoring:guide_detail", slug)
    messages.success(request, f"{title} is deleted. Texts that were on their way to it are kept as drafts.")
    return redirect("authoring:guide_list")


def is_untouched(draft: Draft, current: GuideRevision) -> bool:
    """Whether the draft still is the text that readers see."""
    return draft.based_on_id == current.pk and bytes(draft.data) == current.text.encode()


def begin_edit(request: AuthorRequest, guide: Guide) -> tuple[Draft, bool]:
    """The open edit that this author has of the guide, begun now if there is none; and whether it was."""
    at = timezone.now()
    current = get_current(guide)
    return Draft.objects.get_or_create(
        owner=request.user,
        guide=guide,
        origin=GuideRevision.Origin.EDITOR,
        applied_as=None,
        defaults={"based_on": current, "data": current.text.encode(), "created_at": at, "saved_at": at},
    )
