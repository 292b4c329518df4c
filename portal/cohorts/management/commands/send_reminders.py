"""Write to people about what is due tomorrow; run it as often as you like, it writes once a person and day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.cohorts.reminders import announce_opened, remind


class Command(BaseCommand):
    help = "Send one letter to each person who has something due tomorrow, and letters about results that opened."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        reminded, announced = remind(at), announce_opened(at)
        self.stdout.write(f"{reminded} reminded of what is due tomorrow; {announced} told of results.")
