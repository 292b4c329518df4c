from django.urls import path

from portal.cohorts import views

app_name = "cohorts"
urlpatterns = [
    path("", views.cohort_list, name="cohort_list"),
    path("new/", views.cohort_create, name="cohort_create"),
    path("join/", views.invite_find, name="invite_find"),
    path("join/<str:code>/", views.invite_join, name="invite_join"),
    path("invitations/<str:token>/", views.invitation_accept, name="invitation_accept"),
    path("<int:pk>/", views.cohort_detail, name="cohort_detail"),
    path("<int:pk>/settings/", views.cohort_update, name="cohort_update"),
    path("<int:pk>/archive/", views.cohort_archive, name="cohort_archive"),
    path("<int:pk>/leave/", views.cohort_leave, name="cohort_leave"),
    path("<int:pk>/members/", views.member_list, name="member_list"),
    path("<int:pk>/members/<int:member>/", views.member_update, name="member_update"),
    path("<int:pk>/members/invite/", views.people_invite, name="people_invite"),
    path("<int:pk>/members/invitations/<int:invitation>/revoke/", views.invitation_revoke, name="invitation_revoke"),
    path("<int:pk>/codes/", views.invite_create, name="invite_create"),
    path("<int:pk>/codes/<int:invite>/", views.invite_detail, name="invite_detail"),
]
