"""End the attempts that ran out of time with nobody there, and score them; never needed for correctness."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.interviews.models import Attempt
from portal.interviews.scorekeeping import score_ended


class Command(BaseCommand):
    help = "Close the interviews whose time is up, and score what is not scored yet."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        closed = Attempt.objects.close_overdue(at)
        while not score_ended(Attempt.objects.all(), at):
            pass
        self.stdout.write(f"{closed} closed; all responses that ended are scored.")
