"""What the worker does with a draft; in tests it works at once."""

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from portal.guides.authoring.tasks import (
    apply_draft,
    ask_for_apply,
    ask_for_check,
    ask_for_review,
    check_draft,
    has_failed,
    is_worker_busy,
)
from portal.guides.models import Draft, Guide, GuideRevision, Placement
from portal.guides.models.draft import STUCK
from tests.factories import NOON, SECOND, SMALL_GUIDE, import_guide_text, make_draft, make_instructor

pytestmark = pytest.mark.django_db


def fresh(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


def test_checking_leaves_a_report_about_the_version_that_was_read():
    draft = make_draft(make_instructor(), version=7)

    ask_for_check(draft, NOON)

    checked = fresh(draft)
    assert (checked.work, checked.checked_version, checked.is_checked) == ("", 7, True)
    assert checked.report["questions"] == 2


def test_work_that_was_asked_for_already_is_not_asked_for_again():
    draft = make_draft(make_instructor(), work="apply", asked_at=NOON)

    assert not ask_for_apply(draft, NOON + STUCK)
    ask_for_check(draft, NOON + SECOND)
    assert (fresh(draft).work, fresh(draft).report) == ("apply", {})


def test_work_that_got_stuck_may_be_asked_for_again():
    draft = make_draft(make_instructor(), work="check", asked_at=NOON)

    ask_for_check(draft, NOON + STUCK + SECOND)

    assert fresh(draft).is_checked


def test_applying_makes_a_new_guide_that_is_its_authors_draft():
    author = make_instructor()
    draft = make_draft(author)

    assert ask_for_apply(draft, NOON)

    guide = Guide.objects.get()
    assert (guide.slug, guide.owner, guide.status) == ("widgets", author, "draft")
    assert (fresh(draft).applied_as, fresh(draft).guide) == (guide.current_revision, guide)
    assert (bytes(fresh(draft).data), fresh(draft).report) == (b"", {})
    assert bytes(GuideRevision.objects.get().original) == SMALL_GUIDE.encode()


def test_applying_counts_the_questions_that_are_written():
    draft = make_draft(make_instructor())

    ask_for_apply(draft, NOON)

    assert (fresh(draft).done, fresh(draft).total) == (2, 2)


def test_applying_on_top_of_an_older_revision_changes_nothing_and_keeps_the_draft():
    guide = import_guide_text()
    draft = make_draft(make_instructor(), SMALL_GUIDE.replace("water", "oil"), guide=guide, report={"questions": 2})
    newer = import_guide_text(SMALL_GUIDE.replace("water", "sand")).current_revision

    ask_for_apply(draft, NOON)

    assert Guide.objects.get().current_revision == newer
    assert (fresh(draft).applied_as, fresh(draft).work, b"oil" in bytes(fresh(draft).data)) == (None, "", True)


def test_applying_a_text_that_is_current_already_writes_no_revision():
    guide = import_guide_text()
    draft = make_draft(make_instructor(), guide=guide)

    ask_for_apply(draft, NOON)

    assert fresh(draft).applied_as == guide.current_revision
    assert GuideRevision.objects.count() == 1


def test_errors_found_while_applying_are_reported():
    draft = make_draft(make_instructor(), "# A readme\n\nInstall it.\n")

    ask_for_apply(draft, NOON)

    assert (fresh(draft).report["has_errors"], fresh(draft).applied_as, Guide.objects.count()) == (True, None, 0)


def test_only_accepted_renames_keep_their_record():
    text = SMALL_GUIDE.replace("With **water**.", "With **water**, and with nothing else at all.")
    guide = import_guide_text(text)
    record = Placement.objects.get(position=1).question_revision.question_id
    renamed = text.replace("How is it cleaned?", "What cleans one?").replace("and with", "and")
    draft = make_draft(make_instructor(), renamed, guide=guide, accepted_renames=[record])

    ask_for_apply(draft, NOON)

    assert Placement.objects.current().get(position=1).question_revision.question_id == record


def test_reviewed_key_points_are_written_into_the_text_and_read():
    guide = import_guide_text()
    point = {"text": "Water", "is_required": True, "weight": 1, "aliases": ["H2O"], "group": None}
    draft = make_draft(make_instructor(), guide=guide, decisions={"1": [point]})

    assert ask_for_review(draft, NOON)

    reviewed = fresh(draft)
    assert "With **water**.\n\n**Key points**\n\n- Water (also: H2O)\n" in bytes(reviewed.data).decode()
    assert (reviewed.decisions, reviewed.is_checked, reviewed.report["plan"]["counts"]["changed"]) == ({}, True, 1)


def test_key_points_that_cannot_be_written_are_kept_and_reported():
    guide = import_guide_text()
    draft = make_draft(make_instructor(), guide=guide, decisions={"9": []})

    ask_for_review(draft, NOON)

    assert fresh(draft).decisions == {"9": []}
    assert [problem["code"] for problem in fresh(draft).report["problems"]] == ["CANNOT-EDIT"]


def test_a_task_whose_work_is_no_longer_wanted_does_nothing():
    draft = make_draft(make_instructor())

    check_draft.call(draft.pk)
    apply_draft.call(draft.pk)

    assert (fresh(draft).report, Guide.objects.count()) == ({}, 0)


@pytest.mark.parametrize(("status", "expected"), [("FAILED", True), ("SUCCESSFUL", False), ("READY", False)])
def test_a_failure_of_the_worker_is_seen(status, expected):
    result = task_result(status)
    draft = make_draft(make_instructor(), work="check", task_id=str(result.pk))

    assert has_failed(draft) == expected
    assert not has_failed(make_draft(make_instructor("other"), work="check", task_id="ran at once"))


def test_a_worker_is_busy_while_a_task_runs():
    before = is_worker_busy()
    task_result("RUNNING")

    assert (before, is_worker_busy()) == (False, True)


def task_result(status: str) -> Any:
    path = "portal.guides.authoring.tasks.check_draft"
    return DBTaskResult.objects.create(
        status=status, args_kwargs={"args": [], "kwargs": {}}, task_path=path, backend_name="default", run_after=NOON
    )
