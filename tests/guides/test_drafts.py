"""A draft: whose it is, what a save does, when it may be applied."""

import pytest
from django.db import IntegrityError, transaction

from portal.guides.models import Draft, DraftChanged, Guide
from portal.guides.models.draft import PATIENCE, STUCK
from tests.factories import (
    NOON,
    SECOND,
    import_guide_text,
    make_administrator,
    make_draft,
    make_guide,
    make_instructor,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_editable_guides_are_an_instructors_own_and_those_they_edit_and_all_for_administrators():
    author, other, learner, administrator = make_instructor(), make_instructor("o"), make_user(), make_administrator()
    own, edited = make_guide("own", owner=author), make_guide("edited", owner=other)
    edited.editors.add(author, learner)
    make_guide("site")
    Guide.objects.create(slug="never-imported", owner=author, created_at=NOON)

    people = {"author": author, "other": other, "learner": learner, "administrator": administrator}
    editable = {
        name: list(Guide.objects.editable_by(who).values_list("slug", flat=True)) for name, who in people.items()
    }

    assert editable == {
        "author": ["edited", "own"],
        "other": ["edited"],
        "learner": [],
        "administrator": ["edited", "own", "site"],
    }
    for who in people.values():
        marked = Guide.objects.with_right_to_edit(who).filter(is_editable=True).exclude(current_revision=None)
        assert list(marked) == list(Guide.objects.editable_by(who))
    assert own in Guide.objects.editable_by(author)


def test_a_learner_who_owns_a_guide_may_read_and_not_edit_it():
    owner = make_user()
    guide = make_guide(owner=owner, status="draft")

    assert list(Guide.objects.readable_by(owner)) == [guide]
    assert list(Guide.objects.editable_by(owner)) == []


def test_drafts_are_their_owners_as_long_as_the_guide_is_theirs_to_edit():
    author, other = make_instructor(), make_instructor("other")
    guide = make_guide(owner=author)
    new, revision = make_draft(author), make_draft(author, guide=guide)
    make_draft(other)

    before = set(Draft.objects.of(author))
    Guide.objects.update(owner=other)

    assert before == {new, revision}
    assert set(Draft.objects.of(author)) == {new}


def test_a_save_counts_up_and_refuses_one_made_from_an_older_text():
    draft = make_draft(make_instructor(), "first")
    draft.save_text(b"second", seen=1, at=NOON + SECOND)

    with pytest.raises(DraftChanged):
        draft.save_text(b"late", seen=1, at=NOON + 2 * SECOND)

    kept = Draft.objects.get()
    assert (bytes(kept.data), kept.version, kept.saved_at) == (b"second", 2, NOON + SECOND)


@pytest.mark.parametrize("work", ["apply", "review"])
def test_nothing_is_saved_while_the_text_is_applied_or_written_to(work):
    draft = make_draft(make_instructor(), "first", work=work)

    with pytest.raises(DraftChanged):
        draft.save_text(b"second", seen=1, at=NOON)


def test_a_draft_that_was_applied_stays_as_it_is():
    guide = import_guide_text()
    draft = make_draft(make_instructor(), guide=guide, applied_as=guide.current_revision)

    with pytest.raises(DraftChanged):
        draft.save_text(b"second", seen=1, at=NOON)


def test_new_words_take_back_what_a_reviewer_decided_for_the_old():
    draft = make_draft(make_instructor(), decisions={})
    draft.decide(3, [{"text": "x"}], NOON)
    decided = Draft.objects.get().decisions
    draft.save_text(b"second", seen=2, at=NOON)

    assert (decided, Draft.objects.get().decisions) == ({"3": [{"text": "x"}]}, {})


CHECKED = {"report": {"has_errors": False}, "checked_version": 1}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (CHECKED, True),
        ({}, False),
        (CHECKED | {"version": 2}, False),
        (CHECKED | {"work": "check"}, False),
        (CHECKED | {"report": {"has_errors": True}}, False),
    ],
)
def test_a_draft_may_be_applied_when_its_text_was_read_without_errors(fields, expected):
    assert make_draft(make_instructor(), **fields).can_apply == expected


def test_a_draft_is_behind_once_its_guide_has_a_newer_revision():
    guide = import_guide_text()
    draft = make_draft(make_instructor(), guide=guide, **CHECKED)
    before = (draft.is_behind, draft.can_apply)
    import_guide_text("# Widgets\n\n## Basic\n\n### What?\n\nThat.\n")
    draft = Draft.objects.select_related("guide").get()

    assert before == (False, True)
    assert (draft.is_behind, draft.can_apply) == (True, False)


@pytest.mark.parametrize(
    ("fields", "waited", "expected"),
    [
        ({"work": "check", "asked_at": NOON}, PATIENCE, False),
        ({"work": "check", "asked_at": NOON}, PATIENCE + SECOND, True),
        ({"work": "check", "asked_at": NOON, "begun_at": NOON}, PATIENCE + SECOND, False),
        ({"asked_at": NOON}, PATIENCE + SECOND, False),
    ],
)
def test_a_draft_seems_forgotten_when_nobody_began_the_work_for_a_while(fields, waited, expected):
    assert make_draft(make_instructor(), **fields).seems_forgotten(NOON + waited) == expected


def test_a_person_has_one_open_edit_of_a_guide():
    author, guide = make_instructor(), import_guide_text()
    make_draft(author, guide=guide, origin="editor")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_draft(author, guide=guide, origin="editor")

    make_draft(author, guide=guide, origin="upload")
    make_draft(make_instructor("other"), guide=guide, origin="editor")


@pytest.mark.parametrize(("waited", "expected"), [(STUCK, False), (STUCK + SECOND, True)])
def test_work_is_stuck_when_it_was_asked_for_long_ago(waited, expected):
    draft = make_draft(make_instructor(), work="apply", asked_at=NOON)

    assert draft.is_stuck(NOON + waited) == draft.ask_for("check", NOON + waited) == expected


def test_work_is_asked_for_on_the_text_that_was_seen():
    draft = make_draft(make_instructor())
    seen = Draft.objects.get()
    draft.save_text(b"newer", seen=1, at=NOON)

    assert (seen.ask_for("apply", NOON), draft.ask_for("apply", NOON)) == (False, True)
