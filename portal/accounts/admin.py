"""Accounts in the admin: nobody there touches an account with more rights than their own, and nobody is deleted."""

from typing import Any

from allauth.account.admin import EmailAddressAdmin as BaseEmailAddressAdmin
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.admin import AuthenticatorAdmin as BaseAuthenticatorAdmin
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.accounts.reset_links import make_reset_link
from portal.accounts.roles import with_role

# The admin's own sign-in page knows neither rate limits nor second factors: allauth's is used instead.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

admin.site.site_header = admin.site.site_title = "Viva administration"

PRIVILEGES = ["is_staff", "is_superuser", "groups", "user_permissions"]


class RoleFilter(admin.SimpleListFilter):
    title = "role"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(User.Role.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return with_role(queryset, self.value()) if self.value() in User.Role.values else queryset  # type: ignore[arg-type]


@admin.register(User)
class UserAdmin(BaseUserAdmin[User]):
    """People are closed (“active”) or anonymised, never deleted: what they did must stay counted."""

    list_display = ["username", "email", "name", "role", "is_active", "date_joined", "last_login"]
    list_filter = [RoleFilter, "is_active", "date_joined"]
    list_per_page = 50
    search_fields = ["username", "first_name", "last_name", "email"]
    readonly_fields = ["last_login", "date_joined", "anonymised_at"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Person", {"fields": ["first_name", "last_name", "email", "time_zone"]}),
        ("Interviews", {"fields": ["time_factor", "has_shortcuts"]}),
        ("Rights", {"fields": ["is_active", *PRIVILEGES]}),
        ("Dates", {"fields": ["last_login", "date_joined", "anonymised_at"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "email", "first_name", "last_name", "time_zone"]}),
        ("Password", {"fields": ["usable_password", "password1", "password2"]}),
    ]
    change_form_template = "accounts/admin_user_change.html"
    actions = ["anonymise"]

    @admin.display(description="role")
    def role(self, user: User) -> str:
        return user.role.label

    @admin.display(description="name", ordering="last_name")
    def name(self, user: User) -> str:
        return user.get_full_name()

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(never_cache(self.reset_link))
        return [path("<int:pk>/reset-link/", page, name="accounts_user_reset_link"), *super().get_urls()]

    def get_readonly_fields(self, request: SignedInRequest, obj: User | None = None) -> list[str]:  # type: ignore[override]
        return [*self.readonly_fields, *([] if request.user.is_superuser else PRIVILEGES)]

    def has_change_permission(self, request: SignedInRequest, obj: User | None = None) -> bool:  # type: ignore[override]
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or (not obj.anonymised_at and request.user.may_manage(obj)))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            obj.replace_address()

    def reset_link(self, request: SignedInRequest, pk: int) -> HttpResponse:
        """Ask, then show, a one-time link; it is in this one answer only, so the answer to the POST is no redirect."""
        person = get_object_or_404(User, pk=pk, is_active=True)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        link = ""
        if request.method == "POST":
            link = make_reset_link(person)
            self.log_change(request, person, "Made a one-time reset link.")
        context = {**self.admin_site.each_context(request), "opts": self.opts, "original": person}
        context |= {"link": link, "days": settings.PASSWORD_RESET_TIMEOUT // 86400}
        return TemplateResponse(request, "accounts/admin_reset_link.html", context)

    @admin.action(description="Anonymise", permissions=["change"])
    def anonymise(self, request: SignedInRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """Ask first, on a page that says what is lost; then scrub those chosen, except oneself and one's betters."""
        people = [each for each in queryset if each != request.user and self.has_change_permission(request, each)]
        if not people:
            self.message_user(request, "None of these can be anonymised by you.", messages.ERROR)
            return None
        if "confirmed" not in request.POST:
            context = {**self.admin_site.each_context(request), "opts": self.opts, "people": people}
            context |= {"checkbox": ACTION_CHECKBOX_NAME}
            return TemplateResponse(request, "accounts/admin_anonymise.html", context)
        at = timezone.now()
        for person in people:
            person.anonymise(at)
            self.log_change(request, person, "Anonymised.")
        self.message_user(request, f"Anonymised: {len(people)}.", messages.SUCCESS)
        return None


class AdministratorsOnly(admin.ModelAdmin[Any]):
    """Rows that let one sign in as someone else are for those who may do everything anyway."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


admin.site.unregister([EmailAddress, Authenticator])


@admin.register(EmailAddress)
class EmailAddressAdmin(AdministratorsOnly, BaseEmailAddressAdmin):  # type: ignore[misc]  # allauth ships no types
    list_select_related = ["user"]


@admin.register(Authenticator)
class AuthenticatorAdmin(AdministratorsOnly, BaseAuthenticatorAdmin):  # type: ignore[misc]
    """For the lost phone: a second factor can be removed here; its secret is never shown."""

    list_select_related = ["user"]
    fields = ["user", "type", "created_at", "last_used_at"]
    readonly_fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_add_permission
