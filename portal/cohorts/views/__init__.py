"""The pages of teaching, and of learning together."""

from portal.cohorts.views.cohorts import (
    cohort_archive,
    cohort_create,
    cohort_detail,
    cohort_leave,
    cohort_list,
    cohort_update,
)
from portal.cohorts.views.joining import (
    invitation_accept,
    invitation_revoke,
    invite_create,
    invite_detail,
    invite_find,
    invite_join,
    people_invite,
)
from portal.cohorts.views.members import member_list, member_update

__all__ = [
    "cohort_archive",
    "cohort_create",
    "cohort_detail",
    "cohort_leave",
    "cohort_list",
    "cohort_update",
    "invitation_accept",
    "invitation_revoke",
    "invite_create",
    "invite_detail",
    "invite_find",
    "invite_join",
    "member_list",
    "member_update",
    "people_invite",
]
