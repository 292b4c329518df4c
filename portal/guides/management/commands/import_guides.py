"""``manage.py import_guides PATH…``: read Markdown guides, say what would change, and change it."""

import gc
import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.guides.indexing import index_stale_guides
from portal.guides.known_files import find_edited, find_unchanged
from portal.guides.markdown.files import MARKDOWN, File, format_of, slug_in
from portal.guides.markdown.planning import STATUSES
from portal.guides.markdown.problems import Finding, problem
from portal.guides.markdown.repair import NotText, decode
from portal.guides.markdown.report import format_problem, problem_dict, refusal, summary
from portal.guides.markdown.structure import normalise_newlines
from portal.guides.models import GuideRevision

if TYPE_CHECKING:
    from portal.guides.importing import ImportedGuide

ERRORS, WARNINGS = 1, 2
"""Exit codes: of a run with errors, and of a strict one with warnings."""

PROGRESS_FROM = 1000
"""Guides of at least so many questions show how far their import is."""


class Command(BaseCommand):
    help = (
        "Import guides: Markdown, CSV, TSV or Viva's JSON; of folders the Markdown files. A file with errors changes"
        " nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--check", action="store_true", help="only say what would change")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of sentences")
        parser.add_argument("--strict", action="store_true", help=f"exit with {WARNINGS} when there are warnings")
        parser.add_argument("--accept-renames", action="store_true", help="take probable renames as renames")
        parser.add_argument("--replace", action="store_true", help="take back what was edited in the browser since")
        parser.add_argument("--write-ids", action="store_true", help="print a patch that gives each question an id")
        parser.add_argument("--no-repair", action="store_true", help="leave letters that look damaged as they are")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write_ids"]:
            self.stdout.write("".join(patch_of(path) for path, _ in guide_files(options["paths"])), ending="")
            return
        self.is_quiet = options["json"]
        at = timezone.now()
        with loaded_code_spared():
            found = (self.read(path, name, at, options) for path, name in self.told_apart(options["paths"]))
            reports = [report for report in found if report]
            if not options["check"]:
                index_stale_guides()
        reports += self.refused
        if self.is_quiet:
            self.stdout.write(json.dumps({"guides": reports}, ensure_ascii=False, indent=2))
        stop_for(reports, is_strict=options["strict"])

    def told_apart(self, paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
        """The files and their names; of two that would be one guide, the second is refused."""
        self.refused: list[dict[str, Any]] = []
        first: dict[str, Path] = {}
        for path, name in guide_files(paths):
            slug = slug_if_known(path, name)
            other = first.setdefault(slug, path) if slug else path
            if other == path:
                yield path, name
            else:
                message = f"Its slug is “{slug}”, as that of {other} in this run: one would replace the other."
                self.refused.append(self.refuse(path, Finding("SAME-SLUG", 1, message)))

    def read(self, path: Path, name: str, at: datetime, options: Mapping[str, Any]) -> dict[str, Any] | None:
        """Import one file unless it holds nothing new; its entry of the JSON answer."""
        data, kind = path.read_bytes(), format_of(path.name)
        may_skip = not options["check"] and not self.is_quiet and kind == "markdown"
        if may_skip and (guide := find_unchanged(data, name=name)):
            self.say(f"{path}: {guide} is up to date.")
            return None
        if may_skip and not options["replace"] and (guide := find_edited(data, name=name)):
            self.say(f"{path}: {guide} was edited in the browser since; this file holds nothing newer.")
            return None
        return self.import_file(path, File(data, name, kind, options["no_repair"]), at, options)

    def import_file(self, path: Path, file: File, at: datetime, options: Mapping[str, Any]) -> dict[str, Any]:
        """Import one file, tell what became of it, and return its entry of the JSON answer."""
        # It takes as long to load as to read a guide; a site that starts finds nothing new and does without.
        from portal.guides.importing import Document, GuideChanged, import_guide  # noqa: PLC0415

        origin = GuideRevision.Origin.REPOSITORY
        try:
            imported = import_guide(
                Document(file.data, file.name, origin, at, format=file.format, keeps_damage=file.keeps_damage),
                accept_renames=options["accept_renames"],
                is_check=options["check"],
                is_replacing=options["replace"],
                on_progress=self.tell_progress,
            )
        except NotText as error:
            return self.refuse(path, Finding("NOT-TEXT", 1, str(error)))
        except GuideChanged:
            message = "Another import of this guide finished first; nothing of this one was applied."
            return self.refuse(path, Finding("GUIDE-CHANGED", 1, message))
        for each in imported.problems:
            self.say(format_problem(str(path), each))
        self.say(f"{path}: {outcome(imported, is_check=options['check'])}")
        counts = imported.plan.counts() if imported.plan else dict.fromkeys(STATUSES, 0)
        problems = [problem_dict(each) for each in imported.problems]
        return {**summary(str(path), imported.loaded), "problems": problems, "plan": counts}

    def refuse(self, path: Path, finding: Finding) -> dict[str, Any]:
        found = problem(finding, [])
        self.say(format_problem(str(path), found))
        return {**refusal(str(path), found), "plan": dict.fromkeys(STATUSES, 0)}

    def tell_progress(self, done: int, total: int) -> None:
        if total >= PROGRESS_FROM:
            self.say(f"  {done:,} of {total:,} questions written")

    def say(self, sentence: str) -> None:
        if not self.is_quiet:
            self.stdout.write(sentence)


@contextmanager
def loaded_code_spared() -> Iterator[None]:
    """Let the garbage collector pass over what is there by now: it would look through all of Django again and again."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def guide_files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """The files named, and the Markdown files in folders named, in order, each with the name its guide has.

    That is the file's stem; of a README found in a folder, the folder's name: every folder has one. Raises
    ``CommandError`` for what is not there.
    """
    for path in paths:
        if path.is_dir():
            found = (each for each in path.rglob("*") if each.suffix.lower() in MARKDOWN and is_open(each, path))
            for each in sorted(found):
                yield each, each.stem if each.stem.casefold() != "readme" else each.resolve().parent.name
        elif path.is_file():
            yield path, path.stem
        else:
            raise CommandError(f"{path} is neither a file nor a folder. Nothing more was imported.")


def slug_if_known(path: Path, name: str) -> str:
    """The slug of the guide that a file is; empty where it cannot be read as one."""
    try:
        return slug_in(File(path.read_bytes(), name, format_of(path.name)))
    except NotText:
        return ""


def patch_of(path: Path) -> str:
    """The patch for one file. Raises ``CommandError`` for a file that is no guide."""
    from portal.guides.markdown.bounded_parsing import load_bounded  # noqa: PLC0415  # only where a patch is asked for
    from portal.guides.markdown.identifying import ids_patch  # noqa: PLC0415

    try:
        loaded = load_bounded(File(path.read_bytes(), path.stem), size_limit=settings.GUIDE_BYTES)
        original = normalise_newlines(decode(path.read_bytes()))
    except NotText as error:
        raise CommandError(f"{path}: {error}") from error
    if loaded.guide.has_errors:
        raise CommandError(f"{path} has errors; check it first. No patch was printed.")
    return ids_patch(str(path), original, loaded.text)


def is_open(file: Path, folder: Path) -> bool:
    """Whether this is a file that neither it nor a folder above it hides."""
    return file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts)


def outcome(imported: "ImportedGuide", *, is_check: bool) -> str:
    """What became of a file, in a sentence."""
    if imported.has_errors:
        return "not imported; the guide stays as it was."
    counts = imported.plan.counts() if imported.plan else {}
    changes = ", ".join(f"{count} {status}" for status, count in counts.items() if count) or "no questions"
    guide = imported.loaded.guide
    return f"{guide.title} ({len(guide.questions)} questions): {changes}" + (", not applied." if is_check else ".")


def stop_for(reports: Iterable[dict[str, Any]], *, is_strict: bool) -> None:
    """Raise ``CommandError`` with the exit code that the problems ask for, if any does."""
    severities = {problem["severity"] for report in reports for problem in report["problems"]}
    if "error" in severities:
        raise CommandError("Files with errors were not imported: their guides stay as they were.", returncode=ERRORS)
    if is_strict and severities:
        raise CommandError("There are warnings.", returncode=WARNINGS)
