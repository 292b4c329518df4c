from django.urls import path

from portal.guides import (
    converters,  # noqa: F401  (registers unicode_slug)
    views,
)

app_name = "guides"
urlpatterns = [
    path("", views.guide_list, name="guide_list"),
    path("search/", views.search, name="search"),
    path("stale-facts/", views.stale_fact_list, name="stale_fact_list"),
    path("<unicode_slug:slug>/", views.guide_detail, name="guide_detail"),
    path("<unicode_slug:slug>/diagrams/<slug:sha256>.svg", views.diagram_image, name="diagram_image"),
    path("<unicode_slug:slug>/<unicode_slug:question_slug>/", views.question_detail, name="question_detail"),
    path("<unicode_slug:slug>/<unicode_slug:question_slug>/steps/", views.scenario_detail, name="scenario_detail"),
    path("<unicode_slug:slug>/<unicode_slug:question_slug>/progress/", views.progress_update, name="progress_update"),
    path("<unicode_slug:slug>/<unicode_slug:question_slug>/mistake/", views.mistake_create, name="mistake_create"),
]
