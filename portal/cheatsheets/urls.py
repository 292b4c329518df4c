"""Pages of cheat sheets; they stand beside their guide's."""

from django.urls import path

from portal.cheatsheets import views
from portal.guides import converters  # noqa: F401  (registers unicode_slug)

app_name = "cheatsheets"
urlpatterns = [
    path("<unicode_slug:slug>/sheets/", views.sheet_list, name="sheet_list"),
    path("<unicode_slug:slug>/cheat-sheet/", views.sheet_detail, name="sheet_detail"),
    path("<unicode_slug:slug>/cheat-sheet/pdf/", views.sheet_pdf, name="sheet_pdf"),
    path("<unicode_slug:slug>/cheat-sheet/<slug:name>/", views.sheet_file, name="sheet_file"),
]
