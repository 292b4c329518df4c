"""What administrators may look up: attempts and blueprints. History is read here, not written."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from portal.interviews.models import Attempt, AttemptEvent, Blueprint, BlueprintRevision, Item


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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attempt]:
        return super().get_queryset(request).select_related("learner", "blueprint", "blueprint_revision__blueprint")


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
