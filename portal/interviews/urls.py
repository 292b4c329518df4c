from django.urls import path

from portal.guides import converters  # noqa: F401  (registers unicode_slug)
from portal.interviews import views

app_name = "interviews"
urlpatterns = [
    path("", views.attempt_list, name="attempt_list"),
    path("new/", views.blueprint_create, name="blueprint_create"),
    path("blueprints/<int:pk>/start/", views.attempt_start, name="attempt_start"),
    path("<int:pk>/", views.attempt_detail, name="attempt_detail"),
    path("<int:pk>/items/<int:position>/save/", views.response_save, name="response_save"),
    path("<int:pk>/items/<int:position>/points/<int:key_point>/claim/", views.claim_toggle, name="claim_toggle"),
    path("<int:pk>/clock/", views.attempt_clock, name="attempt_clock"),
    path("<int:pk>/pause/", views.attempt_pause, name="attempt_pause"),
    path("<int:pk>/resume/", views.attempt_resume, name="attempt_resume"),
    path("<int:pk>/log/", views.attempt_log, name="attempt_log"),
    path("<int:pk>/finish/", views.attempt_finish, name="attempt_finish"),
    path("<int:pk>/result/", views.attempt_result, name="attempt_result"),
    path("<int:pk>/transcript/", views.attempt_transcript, name="attempt_transcript"),
    path("guides/<unicode_slug:slug>/points/", views.point_rates, name="point_rates"),
    path("rescoring/<int:pk>/", views.rescoring_detail, name="rescoring_detail"),
    path("rescoring/guides/<unicode_slug:slug>/", views.rescoring_create, name="rescoring_create"),
    path("<int:pk>/retry/", views.attempt_retry, name="attempt_retry"),
]
