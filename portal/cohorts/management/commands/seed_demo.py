"""A demonstration to try the product with: made anew each time, and taken away whole with ``--remove``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.cohorts.demo import NoGuide, remove, seed


class Command(BaseCommand):
    help = "Make a cohort with thirty numbered demo learners, assignments and attempts in every state; or remove it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true", help="take the demonstration away, accounts and all")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            self.stdout.write(f"The demonstration is gone, and its {remove()} accounts with it.")
            return
        try:
            cohort = seed(timezone.now())
        except NoGuide:
            raise CommandError("There is no published guide to ask about: run manage.py import_guides first.") from None
        self.stdout.write(f"“{cohort.name}” is here: /cohorts/{cohort.pk}/ (its owner is demo-instructor).")
        self.stdout.write("Administrators see it as it is. manage.py seed_demo --remove takes it away.")
