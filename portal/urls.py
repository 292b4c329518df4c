"""The map of the site."""

from django.contrib import admin
from django.urls import include, path

from portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/", include("portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("guides/", include("portal.cheatsheets.urls")),  # before guides: a guide's last word may be any question
    path("guides/", include("portal.guides.urls")),
    path("write/", include("portal.guides.authoring.urls")),
    path("interviews/", include("portal.interviews.urls")),
    path("cohorts/", include("portal.cohorts.urls")),
    path("admin/", admin.site.urls),
]
