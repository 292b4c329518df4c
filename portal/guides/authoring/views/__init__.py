"""The pages on which guides are written."""

from portal.guides.authoring.views.drafts import (
    draft_aim,
    draft_apply,
    draft_check,
    draft_create,
    draft_detail,
    draft_discard,
    draft_edit,
    draft_rebase,
)
from portal.guides.authoring.views.guides import guide_delete, guide_detail, guide_edit, guide_list
from portal.guides.authoring.views.mistakes import mistake_list, mistake_settle
from portal.guides.authoring.views.reviews import review_detail, review_finish, review_start
from portal.guides.authoring.views.revisions import (
    revision_detail,
    revision_download,
    revision_json,
    revision_restore,
)

__all__ = [
    "draft_aim",
    "draft_apply",
    "draft_check",
    "draft_create",
    "draft_detail",
    "draft_discard",
    "draft_edit",
    "draft_rebase",
    "guide_delete",
    "guide_detail",
    "guide_edit",
    "guide_list",
    "mistake_list",
    "mistake_settle",
    "review_detail",
    "review_finish",
    "review_start",
    "revision_detail",
    "revision_download",
    "revision_json",
    "revision_restore",
]
