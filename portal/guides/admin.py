"""What an administrator may look at, and the little that is decided here: a guide's people, audience and status.

Content comes from its document alone, and history needs all of it: nothing here is added or deleted by hand.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from portal.guides.models import Guide, GuideRevision, Question, QuestionRevision, Topic


def _never(request: HttpRequest, obj: Any = None) -> bool:
    return False


class RevisionsInline(admin.TabularInline[GuideRevision, Guide]):
    """The newest revisions of a guide, to read."""

    model = GuideRevision
    fk_name = "guide"
    verbose_name_plural = "revisions"
    ordering = ["-number"]
    fields = ["number", "title", "question_count", "origin", "author", "applied_at"]
    readonly_fields = ["number", "title", "question_count", "origin", "author", "applied_at"]
    show_change_link = True
    extra = 0
    has_add_permission = has_delete_permission = staticmethod(_never)

    def get_queryset(self, request: HttpRequest) -> QuerySet[GuideRevision]:
        return super().get_queryset(request).select_related("author", "guide").defer("text", "original", "intro_html")


@admin.register(Guide)
class GuideAdmin(admin.ModelAdmin[Guide]):
    list_display = ["slug", "title", "question_count", "status", "audience", "owner"]
    list_filter = ["status", "audience"]
    search_fields = ["slug", "current_revision__title", "owner__username"]
    fields = ["slug", "title", "status", "audience", "owner", "editors", "created_at"]
    readonly_fields = ["slug", "title", "created_at"]
    raw_id_fields = ["owner", "editors"]
    inlines = [RevisionsInline]
    has_add_permission = has_delete_permission = staticmethod(_never)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Guide]:
        return Guide.objects.for_reading().select_related("owner")

    @admin.display(ordering="current_revision__title")
    def title(self, guide: Guide) -> str:
        return guide.current_revision.title if guide.current_revision else ""

    @admin.display(description="questions", ordering="current_revision__question_count")
    def question_count(self, guide: Guide) -> int:
        return guide.current_revision.question_count if guide.current_revision else 0


@admin.register(GuideRevision)
class GuideRevisionAdmin(admin.ModelAdmin[GuideRevision]):
    list_display = ["guide", "number", "title", "question_count", "origin", "author", "applied_at"]
    list_filter = ["origin", "language"]
    list_select_related = ["guide", "author"]
    search_fields = ["title", "guide__slug"]
    ordering = ["-created_at"]
    exclude = ["original", "intro_html"]
    has_add_permission = has_change_permission = has_delete_permission = staticmethod(_never)

    def get_queryset(self, request: HttpRequest) -> QuerySet[GuideRevision]:
        return super().get_queryset(request).defer("text", "original", "intro_html")


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin[Question]):
    list_display = ["slug", "title", "guide", "external_id", "retired_at"]
    list_filter = [("retired_at", admin.EmptyFieldListFilter), "guide"]
    list_select_related = ["guide"]
    search_fields = ["slug", "external_id", "revisions__title"]
    ordering = ["guide", "slug"]
    has_add_permission = has_change_permission = has_delete_permission = staticmethod(_never)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        newest = QuestionRevision.objects.filter(question=OuterRef("pk")).order_by("-pk")
        return super().get_queryset(request).annotate(newest_title=Subquery(newest.values("title")[:1]))

    @admin.display(ordering="newest_title")
    def title(self, question: Question) -> str:
        return str(getattr(question, "newest_title", "") or "")


@admin.register(QuestionRevision)
class QuestionRevisionAdmin(admin.ModelAdmin[QuestionRevision]):
    list_display = ["title", "question", "kind", "minutes", "is_answered", "reviewed_on", "created_at"]
    list_filter = ["kind", "is_answered"]
    list_select_related = ["question"]
    search_fields = ["title", "question__slug"]
    ordering = ["-created_at", "pk"]
    exclude = ["title_html", "title_markdown", "steps_html", "points_html", "answer_html"]
    has_add_permission = has_change_permission = has_delete_permission = staticmethod(_never)


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin[Topic]):
    list_display = ["slug", "question_count"]
    search_fields = ["slug"]
    has_add_permission = has_change_permission = has_delete_permission = staticmethod(_never)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).annotate(question_total=Count("questions"))

    @admin.display(description="questions", ordering="question_total")
    def question_count(self, topic: Topic) -> int:
        return int(getattr(topic, "question_total", 0))
