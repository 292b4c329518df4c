"""One's own account; all under /accounts/ that is not here is django-allauth's."""

from django.urls import path

from portal.accounts import views

app_name = "accounts"
urlpatterns = [path("profile/", views.profile, name="profile")]
