from django.urls import path

from portal.guides import converters  # noqa: F401  (registers number and unicode_slug)
from portal.guides.authoring import views

app_name = "authoring"
GUIDE = "guides/<unicode_slug:slug>/"
urlpatterns = [
    path("", views.guide_list, name="guide_list"),
    path("new/", views.draft_create, name="draft_create"),
    path("drafts/<number:pk>/", views.draft_detail, name="draft_detail"),
    path("drafts/<number:pk>/text/", views.draft_edit, name="draft_edit"),
    path("drafts/<number:pk>/aim/", views.draft_aim, name="draft_aim"),
    path("drafts/<number:pk>/check/", views.draft_check, name="draft_check"),
    path("drafts/<number:pk>/rebase/", views.draft_rebase, name="draft_rebase"),
    path("drafts/<number:pk>/apply/", views.draft_apply, name="draft_apply"),
    path("drafts/<number:pk>/discard/", views.draft_discard, name="draft_discard"),
    path("drafts/<number:pk>/key-points/<number:number>/", views.review_detail, name="review_detail"),
    path("drafts/<number:pk>/key-points/finish/", views.review_finish, name="review_finish"),
    path(GUIDE, views.guide_detail, name="guide_detail"),
    path(f"{GUIDE}delete/", views.guide_delete, name="guide_delete"),
    path(f"{GUIDE}edit/", views.guide_edit, name="guide_edit"),
    path(f"{GUIDE}key-points/", views.review_start, name="review_start"),
    path(f"{GUIDE}mistakes/", views.mistake_list, name="mistake_list"),
    path(f"{GUIDE}mistakes/<number:pk>/", views.mistake_settle, name="mistake_settle"),
    path(f"{GUIDE}revisions/<number:number>/", views.revision_detail, name="revision_detail"),
    path(f"{GUIDE}revisions/<number:number>.md", views.revision_download, name="revision_download"),
    path(f"{GUIDE}revisions/<number:number>.json", views.revision_json, name="revision_json"),
    path(f"{GUIDE}revisions/<number:number>/restore/", views.revision_restore, name="revision_restore"),
]
