"""What someone is written about, and where their calendar looks."""

import secrets

from django.conf import settings
from django.db import models


def new_key() -> str:
    return secrets.token_urlsafe(32)


class MailChoice(models.Model):
    """Which letters a person wants; no row means all of them."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choice")
    wants_new_assignments = models.BooleanField("A new assignment", default=True)
    wants_reminders = models.BooleanField("Something due tomorrow", default=True)
    wants_results = models.BooleanField("Released results", default=True)

    def __str__(self) -> str:
        return f"letters to {self.user}"


class Reminder(models.Model):
    """That someone was reminded on a day, so that it happens once however often the command runs."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "on"], name="one_reminder_per_person_and_day")]

    def __str__(self) -> str:
        return f"{self.user} on {self.on}"


class CalendarFeed(models.Model):
    """The secret address at which a person's calendar reads their due dates; deleting the row revokes it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    key = models.CharField(max_length=64, unique=True, default=new_key)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.user}"
