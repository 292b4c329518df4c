"""What administrators may look up of teaching.

Everything is decided on the cohort's own pages, with a reason; here it is read. Secret addresses, of letters and
calendars, show nowhere.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, Prefetch, Q, QuerySet
from django.http import HttpRequest

from portal.cohorts.models import (
    Assignment,
    Change,
    Cohort,
    Comment,
    GradeChange,
    Invitation,
    Invite,
    Membership,
    Override,
)
from portal.interviews.admin import ReadOnly


def per_cent(grade: int | None) -> str:
    """A grade of the log; nothing is a dash."""
    return "–" if grade is None else f"{grade / 10:g} %"


@admin.register(Cohort)
class CohortAdmin(ReadOnly, admin.ModelAdmin[Cohort]):
    list_display = ["name", "owner", "learners", "assignment_count", "time_zone", "created_at", "archived_at"]
    list_filter = [("archived_at", admin.EmptyFieldListFilter), "is_demo", "created_at"]
    search_fields = ["name", "memberships__user__username", "memberships__user__email"]
    date_hierarchy = "created_at"
    fields = ["name", "time_zone", "guides", "created_at", "archived_at", "is_demo"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cohort]:
        here = Q(memberships__left_at=None, memberships__role=Membership.Role.LEARNER)
        counted: dict[str, Any] = {
            "learner_count": Count("memberships", filter=here, distinct=True),
            "assigned": Count("assignments", distinct=True),
        }
        owners = Membership.objects.current().filter(role=Membership.Role.OWNER).select_related("user")
        found = super().get_queryset(request).annotate(**counted)
        return found.prefetch_related(Prefetch("memberships", owners, to_attr="owners"))

    @admin.display
    def owner(self, cohort: Any) -> str:
        return ", ".join(str(membership.user) for membership in cohort.owners)

    @admin.display(ordering="learner_count")
    def learners(self, cohort: Any) -> int:
        return int(cohort.learner_count)

    @admin.display(description="Assignments", ordering="assigned")
    def assignment_count(self, cohort: Any) -> int:
        return int(cohort.assigned)


@admin.register(Membership)
class MembershipAdmin(ReadOnly, admin.ModelAdmin[Membership]):
    list_display = ["user", "cohort", "role", "time_factor", "joined_at", "left_at"]
    list_filter = ["role", ("left_at", admin.EmptyFieldListFilter), "joined_at"]
    list_select_related = ["user", "cohort"]
    search_fields = ["user__username", "user__email", "cohort__name"]
    date_hierarchy = "joined_at"


@admin.register(Invite)
class InviteAdmin(ReadOnly, admin.ModelAdmin[Invite]):
    list_display = ["code", "cohort", "uses", "most_uses", "expires_at", "revoked_at", "created_by", "created_at"]
    list_filter = [("revoked_at", admin.EmptyFieldListFilter), "created_at"]
    list_select_related = ["cohort", "created_by"]
    search_fields = ["code", "cohort__name", "created_by__username"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnly, admin.ModelAdmin[Invitation]):
    list_display = ["email", "cohort", "invited_by", "created_at", "expires_at", "accepted_by", "revoked_at"]
    list_filter = [("accepted_at", admin.EmptyFieldListFilter), ("revoked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["cohort", "invited_by", "accepted_by"]
    search_fields = ["email", "name", "cohort__name", "invited_by__username"]
    exclude = ["token"]


@admin.register(Assignment)
class AssignmentAdmin(ReadOnly, admin.ModelAdmin[Assignment]):
    list_display = ["title", "cohort", "form", "opens_at", "due_at", "closes_at", "published_at", "results_open_at"]
    list_filter = ["form", ("published_at", admin.EmptyFieldListFilter), "kept_score", "late_rule", "due_at"]
    list_select_related = ["cohort"]
    search_fields = ["title", "cohort__name", "created_by__username"]
    date_hierarchy = "created_at"
    exclude = ["version"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assignment]:
        return super().get_queryset(request).select_related("cohort", "created_by", "blueprint_revision__blueprint")


class OfAssignment(ReadOnly):
    """A list of what was decided in assignments."""

    @admin.display(ordering="assignment__cohort__name")
    def cohort(self, row: Any) -> str:
        return str(row.assignment.cohort)


@admin.register(Override)
class OverrideAdmin(OfAssignment, admin.ModelAdmin[Override]):
    list_display = ["user", "assignment", "cohort", "is_excused", "due_at", "closes_at", "made_by", "made_at", "reason"]
    list_filter = ["is_excused", "made_at"]
    list_select_related = ["user", "assignment__cohort", "made_by"]
    search_fields = ["user__username", "assignment__title", "assignment__cohort__name", "made_by__username", "reason"]
    date_hierarchy = "made_at"


@admin.register(Change)
class ChangeAdmin(OfAssignment, admin.ModelAdmin[Change]):
    list_display = ["at", "kind", "assignment", "cohort", "learner", "by", "reason"]
    list_filter = ["kind", "at"]
    list_select_related = ["assignment__cohort", "learner", "by"]
    search_fields = ["assignment__title", "assignment__cohort__name", "learner__username", "by__username", "reason"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]


@admin.register(GradeChange)
class GradeChangeAdmin(OfAssignment, admin.ModelAdmin[GradeChange]):
    list_display = ["at", "learner", "assignment", "cohort", "was", "became", "by", "reason"]
    list_filter = ["at"]
    list_select_related = ["assignment__cohort", "learner", "by"]
    search_fields = ["assignment__title", "assignment__cohort__name", "learner__username", "by__username", "reason"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]

    @admin.display(ordering="before")
    def was(self, change: GradeChange) -> str:
        return per_cent(change.before)

    @admin.display(ordering="after")
    def became(self, change: GradeChange) -> str:
        return per_cent(change.after)


@admin.register(Comment)
class CommentAdmin(ReadOnly, admin.ModelAdmin[Comment]):
    list_display = ["at", "by", "learner", "text"]
    list_filter = ["at"]
    list_select_related = ["by", "response__item__attempt__learner"]
    search_fields = ["by__username", "response__item__attempt__learner__username", "text"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]

    @admin.display
    def learner(self, comment: Comment) -> Model:
        return comment.response.item.attempt.learner
