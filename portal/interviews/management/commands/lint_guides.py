"""``manage.py lint_guides PATH…``: what an author should look at before learners are scored by a guide."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.guides.markdown.bounded_parsing import load_bounded
from portal.guides.markdown.files import File, format_of
from portal.guides.markdown.problems import in_text
from portal.guides.markdown.repair import NotText
from portal.guides.markdown.report import WARNINGS, format_problem
from portal.interviews.linting import lint


class Command(BaseCommand):
    help = "Say which model answers miss their own key points, or earn those of other questions. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--strict", action="store_true", help=f"exit with {WARNINGS} when there is anything to say")

    def handle(self, *args: Any, **options: Any) -> None:
        found = sum(self.lint_file(path) for path in options["paths"])
        if options["strict"] and found:
            raise CommandError("There are warnings.", returncode=WARNINGS)

    def lint_file(self, path: Path) -> int:
        """Lint one file; returns how much there is to say."""
        try:
            file = File(path.read_bytes(), path.stem, format_of(path.name))
            loaded = load_bounded(file, size_limit=settings.GUIDE_BYTES)
        except (OSError, NotText) as error:
            raise CommandError(f"{path}: {error}") from error
        problems = in_text(lint(loaded.guide), loaded.text)
        for problem in problems:
            self.stdout.write(format_problem(str(path), problem))
        if not problems:
            self.stdout.write(f"{path}: every model answer earns its own points, and only these.")
        return len(problems)
