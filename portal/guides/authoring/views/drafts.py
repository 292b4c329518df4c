"""A text on its way: given, read, planned, applied."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.guides.authoring.access import AuthorRequest, for_authors, get_draft, giving_back
from portal.guides.authoring.comparing import compare
from portal.guides.authoring.forms import AimForm, DraftForm, TextForm, describe
from portal.guides.authoring.tasks import ask_again, ask_for_apply, ask_for_check, has_failed, is_worker_busy
from portal.guides.markdown.repair import NotText, decode
from portal.guides.markdown.structure import normalise_newlines
from portal.guides.models import Draft, DraftChanged, Guide
from portal.shortcuts import form_key_of, hand_back, keeping_text, new_form_key, render_page, wants_fragment

CHANGED_MEANWHILE = "This draft was changed in another window. Here is how it is now."
APPLIED = "This draft was applied in another window, so it takes no text any more. Open the guide’s editor anew."


@keeping_text()
@for_authors
@require_http_methods(["GET", "HEAD", "POST"])
def draft_create(request: AuthorRequest) -> HttpResponse:
    """Take a file or a text, and ask what it shall become."""
    guides = Guide.objects.editable_by(request.user)
    form = DraftForm(request.POST or None, request.FILES or None, guides=guides, label_suffix="", initial=request.GET)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        begun = {"owner": request.user, "created_at": at, "saved_at": at, **form.begin()}
        draft, is_new = Draft.objects.get_or_create(form_key=form_key_of(request), defaults=begun)
        if is_new:
            ask_for_check(draft, at)
        return redirect("authoring:draft_detail", draft.pk)
    status, context = 422 if request.method == "POST" else 200, {"form": form, "form_key": new_form_key()}
    return render_page(request, "authoring/draft_create.html", context, status=status)


@for_authors
@require_safe
def draft_detail(request: AuthorRequest, pk: int) -> HttpResponse:
    """What reading found and what applying would do; or how far the worker is."""
    draft = get_draft(request, pk)
    return _page(request, draft)


def _page(request: AuthorRequest, draft: Draft, *, status: int = 200) -> HttpResponse:
    context = work_context(draft, timezone.now()) | {"draft": draft, "report": draft.report}
    if draft.is_behind and not draft.applied_as_id:
        context |= _collision(draft)
    if not draft.applied_as_id:
        guides = Guide.objects.editable_by(request.user)
        context["aim_form"] = AimForm(guides=guides, label_suffix="", initial=describe(draft))
    return render_page(request, "authoring/draft_detail.html", context, fragment="draft-report", status=status)


def work_context(draft: Draft, at: datetime) -> dict[str, Any]:
    """Who is at the draft: for the words of the page that waits."""
    is_forgotten, is_failed = draft.seems_forgotten(at), has_failed(draft)
    return {
        "is_failed": is_failed,
        "can_ask_again": is_failed or draft.is_stuck(at),
        "is_forgotten": is_forgotten,
        "is_worker_busy": is_forgotten and is_worker_busy(),
    }


def _collision(draft: Draft) -> dict[str, Any]:
    """Both texts and what differs, for the second of two who changed a guide."""
    theirs = draft.guide.current_revision if draft.guide else None
    if theirs is None:
        return {}
    ours = text_of(draft)
    return {"theirs": theirs, "ours": ours, "comparison": compare(theirs.text, ours)}


def text_of(draft: Draft) -> str:
    """The draft as text; empty where it is none."""
    try:
        return normalise_newlines(decode(bytes(draft.data)))
    except NotText:
        return ""


@keeping_text("draft-live")
@giving_back("draft-live")
@for_authors
@require_http_methods(["GET", "HEAD", "POST"])
def draft_edit(request: AuthorRequest, pk: int) -> HttpResponse:
    """The text itself. Saving it, which the page does by itself while one types, has it read again."""
    draft = get_draft(request, pk)
    if request.method == "POST":
        return _save_text(request, draft)
    if draft.applied_as_id:
        return redirect("authoring:draft_detail", pk)
    initial = {"text": text_of(draft), "version": draft.version}
    return _editor(request, draft, TextForm(initial=initial, label_suffix=""))


def _save_text(request: AuthorRequest, draft: Draft) -> HttpResponse:
    """Keep what was sent, or give it back."""
    if draft.applied_as_id:
        return hand_back(request, APPLIED, fragment="draft-live")
    form = TextForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _editor(request, draft, form, status=422)
    at = timezone.now()
    try:
        draft.save_text(form.cleaned_data["text"].encode(), seen=form.cleaned_data["version"], at=at)
    except DraftChanged:
        return _refuse(request, draft, form.cleaned_data["text"])
    ask_for_check(draft, at)
    if wants_fragment(request):
        draft.refresh_from_db()
        return _editor(request, draft, form)
    return redirect("authoring:draft_detail", draft.pk)


def _editor(request: HttpRequest, draft: Draft, form: TextForm, *, status: int = 200) -> HttpResponse:
    context = work_context(draft, timezone.now()) | {"draft": draft, "form": form, "report": draft.report}
    return render_page(request, "authoring/draft_edit.html", context, fragment="draft-live", status=status)


def _refuse(request: HttpRequest, draft: Draft, text: str) -> HttpResponse:
    """Show a text that came too late beside the one that is kept."""
    draft.refresh_from_db()
    kept = text_of(draft)
    form = TextForm(initial={"text": text, "version": draft.version}, label_suffix="")
    context = {"draft": draft, "form": form, "kept": kept, "comparison": compare(kept, text)}
    return render_page(request, "authoring/draft_conflict.html", context, fragment="draft-live", status=409)


@for_authors
@require_POST
def draft_aim(request: AuthorRequest, pk: int) -> HttpResponse:
    """Decide what the text becomes, whether its letters are repaired, and which renames are renames."""
    draft = get_draft(request, pk)
    form = AimForm(request.POST, guides=Guide.objects.editable_by(request.user), label_suffix="")
    if not form.is_valid():
        context = work_context(draft, timezone.now())
        context |= {"draft": draft, "report": draft.report, "aim_form": form}
        return render_page(request, "authoring/draft_detail.html", context, status=422)
    guide = form.cleaned_data["guide"]
    choices = {
        "guide": guide,
        "based_on": guide and guide.current_revision,
        "slug": "" if guide else form.cleaned_data["slug"],
    }
    return _decide(request, draft, **choices)


@for_authors
@require_POST
def draft_check(request: AuthorRequest, pk: int) -> HttpResponse:
    """Read the draft again, as its author wants it read."""
    draft = get_draft(request, pk)
    if "choices" not in request.POST:
        ask_again(draft, timezone.now())
        return redirect("authoring:draft_detail", pk)
    renames = [int(key) for key in request.POST.getlist("renames") if key.isdecimal() and len(key) < 19]
    return _decide(request, draft, accepted_renames=renames, keeps_damage="keeps_damage" in request.POST)


@for_authors
@require_POST
def draft_rebase(request: AuthorRequest, pk: int) -> HttpResponse:
    """Put the draft on top of the guide's current revision: its author has seen both texts."""
    draft = get_draft(request, pk)
    return _decide(request, draft, based_on=draft.guide and draft.guide.current_revision)


def _decide(request: HttpRequest, draft: Draft, **choices: Any) -> HttpResponse:
    seen = request.POST.get("version", "")
    try:
        draft.save_choices(seen=int(seen) if seen.isdecimal() and len(seen) < 10 else draft.version, **choices)
    except DraftChanged:
        messages.warning(request, CHANGED_MEANWHILE)
    else:
        ask_for_check(draft, timezone.now())
    return redirect("authoring:draft_detail", draft.pk)


@for_authors
@require_POST
def draft_apply(request: AuthorRequest, pk: int) -> HttpResponse:
    """Make the draft what readers see; refused where the guide is not the one that the plan was made against."""
    draft = get_draft(request, pk)
    if draft.is_behind and not draft.applied_as_id:
        return _page(request, draft, status=409)
    if request.POST.get("version") != str(draft.version) or not draft.can_apply:
        messages.warning(request, CHANGED_MEANWHILE)
    elif not ask_for_apply(draft, timezone.now()):
        messages.info(request, "The worker is at this draft already, or it was changed just now.")
    return redirect("authoring:draft_detail", pk)


@for_authors
@require_POST
def draft_discard(request: AuthorRequest, pk: int) -> HttpResponse:
    """Throw the draft away; the page asked before."""
    draft = get_draft(request, pk)
    Draft.objects.open().filter(pk=draft.pk).exclude(work=Draft.Work.APPLY).delete()
    messages.success(request, "The draft is gone. The guides are as they were.")
    return redirect("authoring:guide_list")
