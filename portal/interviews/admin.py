"""What administrators may look up: attempts and blueprints. History is read here, and only ever added to.

Two acts are theirs while an attempt runs: more time, and voiding it. Both ask for a reason and are logged.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.accounts.requests import SignedInRequest
from portal.interviews.closing import settle
from portal.interviews.models import Attempt, AttemptEvent, Blueprint, BlueprintRevision, Item


class MoreTimeForm(forms.Form):
    """How many minutes more, and why."""

    minutes = forms.IntegerField(min_value=1, max_value=480)
    reason = forms.CharField(max_length=400)


class VoidForm(forms.Form):
    reason = forms.CharField(max_length=400)


class AttemptActionForm(ActionForm):
    """The fields beside the list of actions; each action has a form that checks those it needs."""

    minutes = forms.CharField(label="Minutes", required=False, widget=forms.NumberInput({"min": 1, "max": 480}))
    reason = forms.CharField(label="Reason", max_length=400, required=False)


class ReadOnly:
    """Neither added, changed nor deleted by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ItemInline(ReadOnly, admin.TabularInline[Item, Attempt]):
    model = Item
    fields = ["position", "kind", "title", "text", "saved_at", "is_in_grace", "is_flagged"]
    readonly_fields = ["title", "text", "saved_at", "is_in_grace"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Item]:
        return super().get_queryset(request).select_related("response")

    @admin.display
    def title(self, item: Item) -> str:
        return str(item.payload["title"])

    @admin.display(description="Response")
    def text(self, item: Item) -> str:
        return item.response.text

    @admin.display
    def saved_at(self, item: Item) -> Any:
        return item.response.saved_at

    @admin.display(boolean=True, description="In grace")
    def is_in_grace(self, item: Item) -> bool:
        return item.response.is_in_grace


class AttemptEventInline(ReadOnly, admin.TabularInline[AttemptEvent, Attempt]):
    model = AttemptEvent
    fields = ["at", "kind", "actor", "reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AttemptEvent]:
        return super().get_queryset(request).select_related("actor")


@admin.register(Attempt)
class AttemptAdmin(ReadOnly, admin.ModelAdmin[Attempt]):
    list_display = ["pk", "learner", "blueprint", "mode", "started_at", "expires_at", "finished_at", "end_reason"]
    list_filter = ["end_reason", "mode", "started_at"]
    search_fields = ["learner__username", "learner__email", "blueprint__title"]
    date_hierarchy = "started_at"
    inlines = [ItemInline, AttemptEventInline]
    action_form = AttemptActionForm
    actions = ["give_more_time", "void"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attempt]:
        return super().get_queryset(request).select_related("learner", "blueprint", "blueprint_revision__blueprint")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        settle(Attempt.objects.all(), timezone.now())
        return super().changelist_view(request, extra_context)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if object_id.isascii() and object_id.isdecimal():
            settle(Attempt.objects.filter(pk=object_id), timezone.now())
        return super().change_view(request, object_id, *args, **kwargs)

    def has_supervise_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    @admin.action(description="Give more time (minutes and reason)", permissions=["supervise"])
    def give_more_time(self, request: SignedInRequest, queryset: QuerySet[Attempt]) -> None:
        at, form = timezone.now(), MoreTimeForm(request.POST)
        if not form.is_valid():
            self.message_user(request, "Nothing was changed: enter minutes (1 to 480) and a reason.", messages.ERROR)
            return
        more = timedelta(minutes=form.cleaned_data["minutes"])
        given = [one for one in queryset if one.extend(more, at, by=request.user, reason=form.cleaned_data["reason"])]
        self.message_user(request, f"More time was given to {len(given)} of {queryset.count()} interviews.")

    @admin.action(description="Void (reason)", permissions=["supervise"])
    def void(self, request: SignedInRequest, queryset: QuerySet[Attempt]) -> None:
        at, form = timezone.now(), VoidForm(request.POST)
        if not form.is_valid():
            self.message_user(request, "Nothing was changed: enter a reason.", messages.ERROR)
            return
        voided = [one for one in queryset if one.void(at, by=request.user, reason=form.cleaned_data["reason"])]
        self.message_user(request, f"{len(voided)} of {queryset.count()} interviews were voided.")


class BlueprintRevisionInline(ReadOnly, admin.TabularInline[BlueprintRevision, Blueprint]):
    model = BlueprintRevision
    fields = ["number", "spec", "created_at"]


@admin.register(Blueprint)
class BlueprintAdmin(ReadOnly, admin.ModelAdmin[Blueprint]):
    list_display = ["title", "owner", "mode", "count", "minutes", "created_at"]
    list_select_related = ["owner"]
    list_filter = ["mode", "created_at"]
    search_fields = ["title", "owner__username", "owner__email"]
    inlines = [BlueprintRevisionInline]
