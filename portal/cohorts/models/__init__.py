"""Teaching: who learns with whom, what they are asked to do, and what people decided about it."""

from portal.cohorts.models.assignment import Assignment, AssignmentQuerySet, AssignmentTemplate
from portal.cohorts.models.change import Change, GradeChange
from portal.cohorts.models.cohort import Cohort, CohortQuerySet, Membership, MembershipQuerySet
from portal.cohorts.models.comment import Comment
from portal.cohorts.models.invite import Invitation, InvitationQuerySet, Invite, InviteQuerySet
from portal.cohorts.models.mail import CalendarFeed, MailChoice, Reminder
from portal.cohorts.models.override import Override

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "AssignmentTemplate",
    "CalendarFeed",
    "Change",
    "Cohort",
    "CohortQuerySet",
    "Comment",
    "GradeChange",
    "Invitation",
    "InvitationQuerySet",
    "Invite",
    "InviteQuerySet",
    "MailChoice",
    "Membership",
    "MembershipQuerySet",
    "Override",
    "Reminder",
]
