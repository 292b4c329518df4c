"""The way of a document from bytes to a guide's current revision."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Max

from portal.guides.importing.checks import check_address, check_edited
from portal.guides.importing.extras import write_extras, write_sections
from portal.guides.importing.incoming import incoming_questions
from portal.guides.importing.questions import QuestionWriter
from portal.guides.importing.rendered import TooSlowToRender, find_slow, render_slices
from portal.guides.importing.snapshot import read_snapshot
from portal.guides.importing.switching import GuideChanged, switch
from portal.guides.indexing import index_guide
from portal.guides.markdown.bounded_parsing import SECONDS, load_bounded
from portal.guides.markdown.checks import check_review
from portal.guides.markdown.document import Problem
from portal.guides.markdown.files import File, Format
from portal.guides.markdown.parser import Loaded
from portal.guides.markdown.placing import without_lines
from portal.guides.markdown.planning import Plan, make_plan
from portal.guides.markdown.problems import has_errors, in_text
from portal.guides.models import Guide, GuideRevision

if TYPE_CHECKING:
    from portal.accounts.models import User

APPLYING_SECONDS = 60
"""Seconds of the processor for reading what is to be applied: nobody waits on a page for it."""

ABANDONED = timedelta(hours=1)
"""After this long, rows of an import that never reached its switch are what a crash left."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What somebody decided a document becomes: a guide after its ``revision``, or, where that is None, a new one.

    An empty ``slug`` leaves the address to the text.
    """

    slug: str
    revision: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """A text on its way to becoming a guide.

    ``name`` is its file's stem, used where the text gives no slug; ``author`` is None where the site itself imports.
    Without an ``aim`` the text itself says which guide it is. ``keeps_damage`` leaves damaged letters as they are.
    """

    data: bytes
    name: str
    origin: GuideRevision.Origin
    at: datetime
    author: "User | None" = None
    aim: Aim | None = None
    keeps_damage: bool = False
    format: Format = "markdown"

    @property
    def file(self) -> File:
        return File(self.data, self.name, self.format, self.keeps_damage)

    def original(self, loaded: Loaded) -> bytes:
        """What is kept: the very bytes of Markdown; of another format the Markdown that was made of it."""
        return self.data if self.format == "markdown" else loaded.text.encode()


@dataclass(frozen=True, slots=True)
class ImportedGuide:
    """What became of a document: ``revision`` is the new one, or None where nothing was written.

    ``plan`` is None where errors stopped it. ``problems`` holds all that parsing found, and what stopped the writing.
    """

    loaded: Loaded
    problems: tuple[Problem, ...]
    plan: Plan | None = None
    revision: GuideRevision | None = None

    @property
    def has_errors(self) -> bool:
        return has_errors(self.problems)


def import_guide(
    document: Document,
    *,
    accept_renames: bool | Collection[int] = False,
    is_check: bool = False,
    is_replacing: bool = False,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> ImportedGuide:
    """Make ``document`` the current revision of the guide it names, unless it is that already.

    With ``is_check`` nothing is written. ``accept_renames`` takes all probable renames as renames, or those of the
    questions given by primary key. A file of the repository replaces what was edited in the browser only if
    ``is_replacing``. ``on_progress`` is told how many questions of how many are written. Raises ``NotText`` for what
    is no text and ``GuideChanged`` if another import was faster; neither changes anything that anybody sees.
    """
    loaded, problems = _read(document, SECONDS if is_check else APPLYING_SECONDS)
    if has_errors(problems):
        return ImportedGuide(loaded, tuple(problems))
    guide = _aimed_at(document, loaded.guide.slug)
    is_same = guide is not None and _is_current(guide, document, loaded)
    if guide and not (is_same or is_replacing):
        problems += check_edited(guide, document.origin)
    if is_check and not is_same:
        problems += find_slow(loaded.guide, loaded.text)
    plan = make_plan(read_snapshot(guide) if guide else (), loaded.guide, accept_renames=accept_renames)
    planned = ImportedGuide(loaded, tuple(problems), plan)
    if is_check or is_same or planned.has_errors:
        return planned
    return _applied(planned, plan, _found(guide, document, loaded.guide.slug), document, on_progress)


def _read(document: Document, seconds: int) -> tuple[Loaded, list[Problem]]:
    """The document read, and all that is wrong with it, whatever is stored. Raises ``NotText``."""
    loaded = load_bounded(document.file, size_limit=settings.GUIDE_BYTES, seconds=seconds)
    stale = in_text(list(check_review(loaded.guide, document.at.date())), loaded.text)
    address = check_address(loaded.guide, document.aim.slug if document.aim else "")
    return loaded, [*loaded.guide.problems, *stale, *address]


def _aimed_at(document: Document, slug: str) -> Guide | None:
    """The guide of this slug, if there is one. Raises ``GuideChanged`` if it is not as the document's aim has it."""
    guide = Guide.objects.filter(slug=slug).select_related("current_revision").first()
    if document.aim and document.aim.revision != (guide and guide.current_revision_id):
        raise GuideChanged(slug)
    return guide


def _applied(
    planned: ImportedGuide,
    plan: Plan,
    guide: Guide,
    document: Document,
    on_progress: Callable[[int, int], None],
) -> ImportedGuide:
    """Do to ``guide`` what was planned; what cannot be rendered is a problem, and changes nothing."""
    _sweep(guide, document.at)
    try:
        revision = _write(guide, document, planned.loaded, plan, on_progress)
    except TooSlowToRender as error:
        return replace(planned, problems=(*planned.problems, *error.problems(planned.loaded.text)))
    guide.current_revision = revision
    index_guide(guide)
    return replace(planned, revision=revision)


def _is_current(guide: Guide, document: Document, loaded: Loaded) -> bool:
    """Whether this is what the guide shows: the same bytes; or, of an export, the same guide."""
    current = guide.current_revision
    if current is None:
        return False
    if current.sha256 == sha256(document.original(loaded)).hexdigest():
        return True
    if document.format == "markdown":
        return False
    stored = load_bounded(File(bytes(current.original), guide.slug))
    return without_lines(stored.guide) == without_lines(loaded.guide)


def _found(guide: Guide | None, document: Document, slug: str) -> Guide:
    """The guide to write to. One that no import ever finished belongs to whoever comes; from the browser, a draft."""
    if guide and guide.current_revision:
        return guide
    status = Guide.Status.DRAFT if document.aim else Guide.Status.PUBLISHED
    new = {"owner": document.author, "status": status}
    try:
        made, _ = Guide.objects.update_or_create(
            slug=slug, current_revision=None, defaults=new, create_defaults={**new, "created_at": document.at}
        )
    except IntegrityError as error:
        raise GuideChanged from error
    return made


def _sweep(guide: Guide, at: datetime) -> None:
    """Drop what imports left that crashed before their switch. Stable records they made are found again by the plan."""
    GuideRevision.objects.filter(guide=guide, applied_at=None, created_at__lt=at - ABANDONED).delete()


def _write(
    guide: Guide,
    document: Document,
    loaded: Loaded,
    plan: Plan,
    on_progress: Callable[[int, int], None],
) -> GuideRevision:
    """Write the rows of a new revision, then switch. Raises ``GuideChanged``, ``TooSlowToRender``."""
    incoming = list(incoming_questions(loaded.guide, plan))
    revision = _write_revision(guide, document, loaded)
    try:
        sections = write_sections(revision, loaded.guide)
        for done in QuestionWriter(revision, sections, document.at).write(incoming):
            on_progress(done, len(incoming))
        write_extras(revision, loaded.guide, sections)
        switch(guide, revision, incoming, document.at)
    except (TooSlowToRender, GuideChanged):
        revision.delete()
        raise
    return revision


def _write_revision(guide: Guide, document: Document, loaded: Loaded) -> GuideRevision:
    parsed, original = loaded.guide, document.original(loaded)
    newest = GuideRevision.objects.filter(guide=guide).aggregate(newest=Max("number"))["newest"] or 0
    try:
        return GuideRevision.objects.create(
            guide=guide,
            number=newest + 1,
            sha256=sha256(original).hexdigest(),
            origin=document.origin,
            author=document.author,
            created_at=document.at,
            title=parsed.title,
            summary=parsed.summary,
            language=parsed.language,
            reviewed_on=parsed.reviewed_on,
            aliases={term: list(words) for term, words in parsed.aliases},
            question_count=len(parsed.questions),
            intro_html=render_slices([(1, parsed.intro_markdown)])[0],
            text=loaded.text,
            original=original,
        )
    except IntegrityError as error:
        raise GuideChanged from error
