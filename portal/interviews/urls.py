from django.urls import path

from portal.guides import converters  # noqa: F401  (registers number and unicode_slug)
from portal.interviews import views

app_name = "interviews"
urlpatterns = [
    path("", views.attempt_list, name="attempt_list"),
    path("new/", views.blueprint_create, name="blueprint_create"),
    path("blueprints/<number:pk>/start/", views.attempt_start, name="attempt_start"),
    path("<number:pk>/", views.attempt_detail, name="attempt_detail"),
    path("<number:pk>/items/<number:position>/save/", views.response_save, name="response_save"),
    path(
        "<number:pk>/items/<number:position>/points/<number:key_point>/claim/", views.claim_toggle, name="claim_toggle"
    ),
    path("<number:pk>/clock/", views.attempt_clock, name="attempt_clock"),
    path("<number:pk>/pause/", views.attempt_pause, name="attempt_pause"),
    path("<number:pk>/resume/", views.attempt_resume, name="attempt_resume"),
    path("<number:pk>/log/", views.attempt_log, name="attempt_log"),
    path("<number:pk>/finish/", views.attempt_finish, name="attempt_finish"),
    path("<number:pk>/result/", views.attempt_result, name="attempt_result"),
    path("<number:pk>/transcript/", views.attempt_transcript, name="attempt_transcript"),
    path("guides/<unicode_slug:slug>/points/", views.point_rates, name="point_rates"),
    path("rescoring/<number:pk>/", views.rescoring_detail, name="rescoring_detail"),
    path("rescoring/guides/<unicode_slug:slug>/", views.rescoring_create, name="rescoring_create"),
    path("<number:pk>/retry/", views.attempt_retry, name="attempt_retry"),
]
