"""``manage.py restore FILE``: put a backup in the place of the database, and keep what was there."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.backups import BackupFailed, is_empty, restore_from


class Command(BaseCommand):
    help = "Put the backup FILE in the place of the database. Stop the site first. What was there is kept as a file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--yes", action="store_true", help="replace the database that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        # To the microsecond: two restores within one second keep two files.
        path, keep_as = options["file"], settings.VAR_DIR / f"before-restore-{timezone.now():%Y%m%d-%H%M%S-%f}"
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        was_empty = is_empty()
        if not (was_empty or options["yes"]):
            raise CommandError(
                f"There is a database. Run this again with --yes to replace it by {path}; it is kept as a file beside."
            )
        try:
            restore_from(path, keep_as=keep_as)
        except BackupFailed as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        self.stdout.write(f"The database is now what {path} holds.")
        if not was_empty:
            self.stdout.write(f"What was there before is kept as {keep_as}, and can be restored the same way.")
        self.stdout.write("Start Viva again: it brings the database to this version, should the backup be older.")
