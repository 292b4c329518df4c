"""What the worker does for authors. A page asks, shows how far it is, and never does it itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.guides.authoring.reports import (
    address_taken,
    document_of,
    make_report,
    problems_of,
    refusal,
)
from portal.guides.authoring.reviews import review_text
from portal.guides.importing import GuideChanged, import_guide
from portal.guides.markdown.point_editing import CannotEdit
from portal.guides.markdown.problems import Finding
from portal.guides.models import Draft


def ask_for_check(draft: Draft, at: datetime) -> None:
    """Have the draft read, unless that is asked for already: the worker reads the newest text it finds."""
    if draft.ask_for(Draft.Work.CHECK, at):
        _note_task(draft, check_draft.enqueue(draft.pk))


def ask_again(draft: Draft, at: datetime) -> None:
    """Have the draft read, also where the worker met an error over what it was asked for."""
    if has_failed(draft):
        Draft.objects.filter(pk=draft.pk, task_id=draft.task_id).update(work="")
    ask_for_check(draft, at)


def ask_for_apply(draft: Draft, at: datetime) -> bool:
    """Have the draft applied; False where something else is being done with it."""
    if draft.ask_for(Draft.Work.APPLY, at):
        _note_task(draft, apply_draft.enqueue(draft.pk))
        return True
    return False


def ask_for_review(draft: Draft, at: datetime) -> bool:
    """Have what a reviewer decided written into the text, and that read."""
    if draft.ask_for(Draft.Work.REVIEW, at):
        _note_task(draft, review_draft.enqueue(draft.pk))
        return True
    return False


def _note_task(draft: Draft, result: Any) -> None:
    Draft.objects.filter(pk=draft.pk).update(task_id=result.id)


def has_failed(draft: Draft) -> bool:
    """Whether the worker met an error over what was asked for."""
    if not (draft.work and _is_key(draft.task_id)):
        return False
    return DBTaskResult.objects.filter(pk=draft.task_id, status=TaskResultStatus.FAILED).exists()


def _is_key(task_id: str) -> bool:
    """Whether the task has a row: one that ran at once has not."""
    try:
        UUID(task_id)
    except ValueError:
        return False
    return True


def is_worker_busy() -> bool:
    """Whether the worker is at some other task."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).exists()


@task()
def check_draft(pk: int) -> None:
    """Read a draft, and again as long as it changes meanwhile."""
    _begin(pk)
    while (draft := _find(pk, Draft.Work.CHECK)) is not None:
        report = make_report(draft, timezone.now())
        done = Draft.objects.filter(pk=pk, work=Draft.Work.CHECK)
        done.filter(version=draft.version).update(work="", report=report, checked_version=draft.version)


@task()
def apply_draft(pk: int) -> None:
    """Make a draft its guide's current revision, if the guide is still the one that its plan was made against."""
    _begin(pk)
    draft = _find(pk, Draft.Work.APPLY)
    if draft is None:
        return

    def tell(done: int, total: int) -> None:
        Draft.objects.filter(pk=pk).update(done=done, total=total)

    document = document_of(draft, timezone.now(), revision=draft.based_on_id)
    applying = Draft.objects.filter(pk=pk, work=Draft.Work.APPLY)
    try:
        imported = import_guide(document, accept_renames=draft.accepted_renames, on_progress=tell)
    except GuideChanged as changed:
        report = draft.report if draft.guide else refusal(address_taken(str(changed)), taken=str(changed))
        applying.update(work="", report=report)
        return
    if imported.revision:
        revision = imported.revision
        applying.update(work="", applied_as=revision, guide=revision.guide, data=b"", report={})
    elif imported.has_errors:
        applying.update(work="", report={**draft.report, **problems_of(imported.problems)})
    else:
        applying.update(work="", applied_as=draft.based_on, data=b"", report={})


@task()
def review_draft(pk: int) -> None:
    """Write what a reviewer decided into the draft's text, then read it."""
    _begin(pk)
    draft = _find(pk, Draft.Work.REVIEW)
    if draft is None:
        return
    reviewed = Draft.objects.filter(pk=pk, work=Draft.Work.REVIEW)
    name = draft.guide.slug if draft.guide else "guide"
    try:
        data = review_text(bytes(draft.data), name=name, decisions=draft.decisions)
    except CannotEdit as error:
        reviewed.update(work="", report=refusal(Finding("CANNOT-EDIT", 1, str(error))), checked_version=draft.version)
        return
    reviewed.update(work=Draft.Work.CHECK, data=data, decisions={}, version=draft.version + 1)
    check_draft.call(pk)


def _begin(pk: int) -> None:
    Draft.objects.filter(pk=pk).update(begun_at=timezone.now())


def _find(pk: int, work: str) -> Draft | None:
    """The draft, if this work is still wanted."""
    drafts = Draft.objects.select_related("owner", "guide", "based_on").defer("based_on__text", "based_on__original")
    return drafts.filter(pk=pk, work=work).first()
