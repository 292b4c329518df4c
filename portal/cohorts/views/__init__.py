"""The pages of teaching, and of learning together."""

from portal.cohorts.views.assignments import (
    assignment_copy,
    assignment_create,
    assignment_manage,
    assignment_publish,
    assignment_refresh,
    assignment_update,
    template_use,
)
from portal.cohorts.views.claims import claim_decide, claim_remember
from portal.cohorts.views.cohorts import (
    cohort_archive,
    cohort_create,
    cohort_detail,
    cohort_leave,
    cohort_list,
    cohort_update,
    guide_share,
)
from portal.cohorts.views.dates import date_shift
from portal.cohorts.views.grades import cell_detail, gradebook, gradebook_export
from portal.cohorts.views.joining import (
    invitation_accept,
    invitation_revoke,
    invite_create,
    invite_detail,
    invite_find,
    invite_join,
    people_invite,
)
from portal.cohorts.views.learning import assignment_detail, assignment_start
from portal.cohorts.views.marks import assignment_release, attempt_mark, marking, response_mark
from portal.cohorts.views.members import member_list, member_update
from portal.cohorts.views.own import calendar_feed, mail_choice, own_export
from portal.cohorts.views.rescoring import assignment_rescore, rescoring_detail
from portal.cohorts.views.topics import learner_mastery, mastery, own_mastery

__all__ = [
    "assignment_copy",
    "assignment_create",
    "assignment_detail",
    "assignment_manage",
    "assignment_publish",
    "assignment_refresh",
    "assignment_release",
    "assignment_rescore",
    "assignment_start",
    "assignment_update",
    "attempt_mark",
    "calendar_feed",
    "cell_detail",
    "claim_decide",
    "claim_remember",
    "cohort_archive",
    "cohort_create",
    "cohort_detail",
    "cohort_leave",
    "cohort_list",
    "cohort_update",
    "date_shift",
    "gradebook",
    "gradebook_export",
    "guide_share",
    "invitation_accept",
    "invitation_revoke",
    "invite_create",
    "invite_detail",
    "invite_find",
    "invite_join",
    "learner_mastery",
    "mail_choice",
    "marking",
    "mastery",
    "member_list",
    "member_update",
    "own_export",
    "own_mastery",
    "people_invite",
    "rescoring_detail",
    "response_mark",
    "template_use",
]
