from django.urls import path

from portal.cohorts import views
from portal.guides import converters  # noqa: F401  (registers number)

app_name = "cohorts"
RESPONSE = "assignments/<number:pk>/marking/<number:response>/"
urlpatterns = [
    path("", views.cohort_list, name="cohort_list"),
    path("new/", views.cohort_create, name="cohort_create"),
    path("join/", views.invite_find, name="invite_find"),
    path("join/<str:code>/", views.invite_join, name="invite_join"),
    path("invitations/<str:token>/", views.invitation_accept, name="invitation_accept"),
    path("letters/", views.mail_choice, name="mail_choice"),
    path("calendar/<str:key>.ics", views.calendar_feed, name="calendar_feed"),
    path("export/", views.own_export, name="own_export"),
    path("<number:pk>/", views.cohort_detail, name="cohort_detail"),
    path("<number:pk>/settings/", views.cohort_update, name="cohort_update"),
    path("<number:pk>/guides/<number:guide>/", views.guide_share, name="guide_share"),
    path("<number:pk>/archive/", views.cohort_archive, name="cohort_archive"),
    path("<number:pk>/leave/", views.cohort_leave, name="cohort_leave"),
    path("<number:pk>/members/", views.member_list, name="member_list"),
    path("<number:pk>/members/<number:member>/", views.member_update, name="member_update"),
    path("<number:pk>/members/invite/", views.people_invite, name="people_invite"),
    path(
        "<number:pk>/members/invitations/<number:invitation>/revoke/", views.invitation_revoke, name="invitation_revoke"
    ),
    path("<number:pk>/codes/", views.invite_create, name="invite_create"),
    path("<number:pk>/codes/<number:invite>/", views.invite_detail, name="invite_detail"),
    path("<number:pk>/gradebook/", views.gradebook, name="gradebook"),
    path("<number:pk>/gradebook.csv", views.gradebook_export, name="gradebook_export"),
    path("<number:pk>/topics/", views.mastery, name="mastery"),
    path("<number:pk>/topics/own/", views.own_mastery, name="own_mastery"),
    path("<number:pk>/topics/people/<number:learner>/", views.learner_mastery, name="learner_mastery"),
    path("<number:pk>/dates/", views.date_shift, name="date_shift"),
    path("<number:pk>/assignments/new/", views.assignment_create, name="assignment_create"),
    path("<number:pk>/assignments/templates/<number:template>/", views.template_use, name="template_use"),
    path("assignments/<number:pk>/", views.assignment_detail, name="assignment_detail"),
    path("assignments/<number:pk>/start/", views.assignment_start, name="assignment_start"),
    path("assignments/<number:pk>/manage/", views.assignment_manage, name="assignment_manage"),
    path("assignments/<number:pk>/change/", views.assignment_update, name="assignment_update"),
    path("assignments/<number:pk>/publish/", views.assignment_publish, name="assignment_publish"),
    path("assignments/<number:pk>/refresh/", views.assignment_refresh, name="assignment_refresh"),
    path("assignments/<number:pk>/copy/", views.assignment_copy, name="assignment_copy"),
    path("assignments/<number:pk>/release/", views.assignment_release, name="assignment_release"),
    path("assignments/<number:pk>/people/<number:learner>/", views.cell_detail, name="cell_detail"),
    path("assignments/<number:pk>/marking/", views.marking, name="marking"),
    path(RESPONSE, views.response_mark, name="response_mark"),
    path(f"{RESPONSE}claims/<number:key_point>/", views.claim_decide, name="claim_decide"),
    path(f"{RESPONSE}claims/<number:key_point>/remember/", views.claim_remember, name="claim_remember"),
    path("assignments/<number:pk>/rescore/", views.assignment_rescore, name="assignment_rescore"),
    path("assignments/<number:pk>/rescore/<number:rescoring>/", views.rescoring_detail, name="rescoring_detail"),
    path("assignments/<number:pk>/attempts/<number:attempt>/", views.attempt_mark, name="attempt_mark"),
]
