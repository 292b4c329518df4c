"""``manage.py backup FILE``: the whole site in one file, while it runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.backups import BackupFailed, backup_to


class Command(BaseCommand):
    help = "Copy the database, as it is at this moment, into a new FILE. The site may go on running."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        try:
            backup_to(path)
        except BackupFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{path} holds the whole database ({path.stat().st_size / 1e6:.1f} MB).")
