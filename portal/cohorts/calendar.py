"""Due dates as an iCalendar (RFC 5545): lines of at most 75 octets ended by CRLF, text escaped, moments in UTC."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse

from portal.accounts.models import User
from portal.cohorts.learning import todo_of

LINE_OCTETS = 75


def calendar_of(user: User, at: datetime) -> str:
    """One event for each assignment with a due date, of this person's own effective dates."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Viva//Assignments//EN", "X-WR-CALNAME:Viva"]
    host = settings.ORIGIN.partition("//")[2]
    for todo in todo_of(user, at):
        if todo.terms.due_at is None:
            continue
        assignment, due = todo.assignment, stamp(todo.terms.due_at)
        lines += [
            "BEGIN:VEVENT",
            f"UID:assignment-{assignment.pk}-{user.pk}@{host}",
            f"DTSTAMP:{stamp(at)}",
            f"DTSTART:{due}",
            f"DTEND:{due}",
            f"SUMMARY:{escaped(f'{assignment.title} is due')}",
            f"DESCRIPTION:{escaped(f'{assignment.cohort.name}: {todo.cell.word.value}')}",
            f"URL:{settings.ORIGIN}{reverse('cohorts:assignment_detail', args=[assignment.pk])}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """Text as a property holds it."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line in parts that are short enough, split between characters; all but the first begin with a space."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > LINE_OCTETS:
            yield part
            part = " "
        part += sign
    yield part
