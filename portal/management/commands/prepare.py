"""``manage.py prepare``: bring database, content and static files to where this version of Viva needs them."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from portal.accounts.roles import ensure_roles
from portal.preparing import NameTaken, build_static_files, create_first_administrator, pending_migrations


class Command(BaseCommand):
    help = "Prepare the site to serve: at the first start, after an upgrade, or at any time. Changes only what is due."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        os.umask(0o077)  # a database made here is for its owner's eyes only, wherever the folder lies
        self.migrate()
        call_command("createcachetable", verbosity=0)
        ensure_roles()
        self.import_content()
        if build_static_files():
            self.stdout.write("The static files are built.")
        self.create_administrator()

    def migrate(self) -> None:
        try:
            pending = pending_migrations()
        except DatabaseError as error:
            raise CommandError(f"The database does not answer: {error}".strip()) from error
        if pending:
            self.stdout.write(f"The database takes {pending} step(s) to this version …")
            call_command("migrate", interactive=False, verbosity=0)

    def import_content(self) -> None:
        """Import the guides of ``content/``; a guide with errors is shown, and the site serves nevertheless."""
        folder, here = settings.CONTENT_DIR, Path.cwd()
        try:
            call_command(
                "import_guides",
                folder.relative_to(here) if folder.is_relative_to(here) else folder,
                stdout=self.stdout,
                stderr=self.stderr,
            )
        except CommandError as error:
            self.stderr.write(self.style.WARNING(str(error)))

    def create_administrator(self) -> None:
        try:
            first = create_first_administrator(urlsplit(settings.ORIGIN).hostname or "localhost")
        except NameTaken:
            self.stderr.write(
                "There is no administrator, and the name “admin” is taken: run manage.py createsuperuser."
            )
            return
        if first:
            self.stdout.write(
                "\nThe first administrator, shown only now:\n"
                f"    name      {self.style.SUCCESS(first.name)}\n"
                f"    password  {self.style.SUCCESS(first.password)}\n"
            )
