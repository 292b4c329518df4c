"""``manage.py export_sheet GUIDE… --format … --edition … -o …``: write sheets to files, in place, of any size."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils import timezone

from portal.accounts.models import User
from portal.cheatsheets.choosing import ORIENTATIONS, PAPERS, Choice, read_choice
from portal.cheatsheets.readers import Reader, make_recipe
from portal.cheatsheets.recipes import Recipe
from portal.cheatsheets.sheet import Edition
from portal.cheatsheets.typesetting import CannotTypeset, typeset
from portal.cheatsheets.writers import FORMATS
from portal.cheatsheets.writers.webpage import write_html
from portal.guides.models import Guide

PDF = "pdf"
SECONDS = 3600.0
"""How long typesetting one sheet may take: a guide of 3,000 questions needs minutes."""


class Command(BaseCommand):
    help = "Write the sheets of guides to files: one guide, several, or --all of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("guides", nargs="*", metavar="GUIDE", help="the slug of a guide")
        parser.add_argument("--all", action="store_true", help="every guide that has been imported")
        parser.add_argument("--format", choices=[PDF, *FORMATS], default=PDF)
        parser.add_argument("--edition", choices=list(Edition), default=Edition.FULL)
        parser.add_argument("--learner", metavar="NAME", help="whose missed points a personal sheet holds")
        parser.add_argument("--paper", choices=list(PAPERS), default="a4")
        parser.add_argument("--orientation", choices=list(ORIENTATIONS), default="portrait")
        parser.add_argument("--large", action="store_true", help="large print")
        parser.add_argument("--grey", action="store_true", help="greyscale")
        parser.add_argument("-o", "--output", type=Path, default=Path(), help="a file, or a folder for several guides")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        choice, reader = read_options(options), learner_of(options)
        guides = list(guides_of(options))
        for number, guide in enumerate(guides, start=1):
            path = path_of(guide, options, is_alone=len(guides) == 1)
            self.stdout.write(f"{number} of {len(guides)}: {guide} …")
            self.stdout.flush()
            written = write(guide, options["format"], choice, reader, at)
            try:
                path.write_bytes(written)
            except OSError as error:
                raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
            self.stdout.write(f"  {path} ({len(written) / 1000:,.0f} kB)")


def read_options(options: dict[str, Any]) -> Choice:
    """The choice that the options name, read as if it stood in an address."""
    query = QueryDict(mutable=True)
    query.update({name: options[name] for name in ("edition", "paper", "orientation")})
    query.update({name: "1" for name in ("large", "grey") if options[name]})
    return read_choice(query, has_personal=True)


def learner_of(options: dict[str, Any]) -> Reader:
    """Whose sheet it is. Raises ``CommandError``."""
    name = options["learner"]
    if options["edition"] != Edition.PERSONAL:
        return AnonymousUser()
    if not name:
        raise CommandError("A personal sheet is somebody's: name the learner with --learner NAME.")
    learner = User.objects.filter(username=name).first()
    if learner is None:
        raise CommandError(f"There is nobody called “{name}”.")
    return learner


def guides_of(options: dict[str, Any]) -> Iterator[Guide]:
    """The guides named, each with its revision. Raises ``CommandError`` for one that is not there."""
    slugs = options["guides"]
    if bool(slugs) == options["all"]:
        raise CommandError("Name one or more guides, or say --all.")
    guides = Guide.objects.exclude(current_revision=None).for_reading().with_withholding_stamp(AnonymousUser())
    found = {guide.slug: guide for guide in (guides if options["all"] else guides.filter(slug__in=slugs))}
    if missing := [slug for slug in slugs if slug not in found]:
        raise CommandError(f"There is no guide “{missing[0]}”. Nothing was written.")
    yield from (found[slug] for slug in slugs or sorted(found))


def path_of(guide: Guide, options: dict[str, Any], *, is_alone: bool) -> Path:
    """Where the sheet goes. Raises ``CommandError`` where several would go into one file."""
    output: Path = options["output"]
    suffix = ".pdf" if options["format"] == PDF else FORMATS[options["format"]].suffix
    if output.is_dir():
        return output / f"{guide.slug}-{options['edition']}{suffix}"
    if not is_alone:
        raise CommandError(f"{output} is no folder: several sheets need one.")
    return output


def write(guide: Guide, name: str, choice: Choice, reader: Reader, at: datetime) -> bytes:
    """The sheet in the format asked for. Raises ``CommandError`` with the sentence that says why there is none."""
    recipe: Recipe = make_recipe(guide, choice, reader, at)
    if name != PDF:
        return FORMATS[name].write_bytes(recipe.compile(), recipe.choice)
    try:
        return typeset(write_html(recipe.compile(), recipe.choice), seconds=SECONDS)
    except CannotTypeset as error:
        raise CommandError(f"{error} The same sheet as a page: --format html.") from error
