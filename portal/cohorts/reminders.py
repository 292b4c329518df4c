"""What a person is written about without anybody asking: what is due tomorrow, and results whose date has come."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.zones import zone
from portal.cohorts.learning import Todo, todo_of
from portal.cohorts.letters import announce_results, send
from portal.cohorts.models import Assignment, Membership, Override, Reminder

AHEAD = timedelta(days=3)
"""No “tomorrow” of any time zone ends later than this from now."""
ANNOUNCED_WITHIN = timedelta(days=7)
"""Results that opened longer ago are no news."""


def remind(at: datetime) -> int:
    """Write one letter to each person who has something left that is due tomorrow, once a day; return how many."""
    return sum(_remind(person, at) for person in _concerned(at).iterator())


def _concerned(at: datetime) -> QuerySet[User]:
    """Learners of cohorts where something is due soon, by the assignment's date or by one of their own."""
    soon = Q(due_at__gt=at, due_at__lte=at + AHEAD)
    due = Assignment.objects.published().filter(soon, cohort__archived_at=None)
    here = Membership.objects.current().learners().filter(user=OuterRef("pk"), cohort__in=due.values("cohort"))
    own = Override.objects.filter(soon, user=OuterRef("pk"))
    people = User.objects.filter(Exists(here) | Exists(own), is_active=True).exclude(email="")
    return people.exclude(mail_choice__wants_reminders=False).order_by("pk")


def _remind(person: User, at: datetime) -> bool:
    own_zone = zone(person.time_zone)
    tomorrow = at.astimezone(own_zone).date() + timedelta(days=1)
    due = [
        todo
        for todo in todo_of(person, at)
        if todo.is_left and todo.terms.due_at and todo.terms.due_at.astimezone(own_zone).date() == tomorrow
    ]
    if not due:
        return False
    # The row and the letter's task are one transaction: neither is there without the other.
    with transaction.atomic():
        _, is_new = Reminder.objects.get_or_create(user=person, on=tomorrow, defaults={"at": at})
        if is_new:
            _send(person, due)
    return is_new


def _send(person: User, due: Sequence[Todo]) -> None:
    subject = f"Due tomorrow: {due[0].assignment.title}" if len(due) == 1 else f"Due tomorrow: {len(due)} assignments"
    with timezone.override(zone(person.time_zone)):
        send(person.email, subject, "reminder", {"learner": person, "todos": due})


def announce_opened(at: datetime) -> int:
    """Write about results whose date has come since their assignment was published; return how many letters."""
    opened = Assignment.objects.published().filter(
        form=Assignment.Form.ASSESSED,
        results_announced_at=None,
        results_open_at__gt=F("published_at"),
        results_open_at__range=(at - ANNOUNCED_WITHIN, at),
    )
    return sum(announce_results(assignment, at) for assignment in opened.select_related("cohort"))
