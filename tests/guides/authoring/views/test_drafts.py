"""A text goes in, is reported, planned and applied; nothing typed is lost on the way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.guides.models import Draft, Guide, GuideRevision
from portal.guides.models.draft import PATIENCE
from tests.factories import NOON, SECOND, SMALL_GUIDE, import_guide_text, make_draft, make_instructor

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
OILED = SMALL_GUIDE.replace("water", "oil")
CHECKED = {"report": {"has_errors": False, "plan": {"is_empty": False, "counts": {}}}, "checked_version": 1}


def draft_of(response) -> Draft:
    return Draft.objects.get(pk=response.headers["Location"].split("/")[3])


def test_a_pasted_text_is_reported_and_applied_as_a_new_guide(desk, author):
    draft = draft_of(desk.post("/write/new/", {"text": SMALL_GUIDE}))
    page = desk.get(f"/write/drafts/{draft.pk}/").content.decode()
    before = Guide.objects.count()

    desk.post(f"/write/drafts/{draft.pk}/apply/", {"version": draft.version})
    after = desk.get(f"/write/drafts/{draft.pk}/").content.decode()

    assert ("<strong>2</strong> questions, 2 with an answer" in page, before) == (True, 0)
    assert (Guide.objects.get().slug, Guide.objects.get().owner) == ("widgets", author)
    assert "Applied as revision 1." in after
    assert "still a draft, which only its authors see" in after


def test_a_file_is_kept_byte_for_byte_and_named_by_its_stem(desk):
    data = "# Sprockets\r\n\r\n## Basic\r\n\r\n### What is a sprocket?\r\n\r\nA **wheel**.\r\n".encode("utf-8-sig")

    draft = draft_of(desk.post("/write/new/", {"file": SimpleUploadedFile("Sprockets v2.md", data)}))
    desk.post(f"/write/drafts/{draft.pk}/apply/", {"version": draft.version})

    revision = GuideRevision.objects.get()
    assert (bytes(revision.original), revision.origin) == (data, "upload")
    assert revision.guide.slug == "sprockets-v2"


def test_a_csv_file_becomes_a_guide(desk):
    data = b"question,answer\nWhat is a sprocket?,A **wheel** with teeth.\n"

    draft = draft_of(desk.post("/write/new/", {"file": SimpleUploadedFile("sprockets.csv", data)}))
    desk.post(f"/write/drafts/{draft.pk}/apply/", {"version": draft.version})

    assert (GuideRevision.objects.get().question_count, Guide.objects.get().slug) == (1, "sprockets")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": "  "}, "Choose a file, or paste a text."),
        ({"text": "kept words", "file": b"# A"}, "Choose either a file or a text"),
        ({"text": "kept words\0"}, "Null characters are not allowed."),
        ({"text": "kept words", "slug": "Not A Slug"}, "Enter a valid “slug”"),
        ({"text": "kept words", "slug": "Capital"}, "Write it as “capital”."),
        ({"text": "kept words", "slug": "search"}, "is the address of a page of the site"),
        ({"text": "kept words", "guide": "somebody-elses"}, "Select a valid choice"),
        ({"text": "kept words " + "x" * 1_000}, "a guide has at most 1,000"),
    ],
)
def test_what_cannot_be_taken_is_given_back_with_a_reason(desk, settings, fields, words):
    settings.GUIDE_BYTES = 1_000
    import_guide_text(SMALL_GUIDE.replace("slug: widgets", "slug: somebody-elses"), slug="somebody-elses")
    files = {"file": SimpleUploadedFile("a.md", fields["file"])} if "file" in fields else {}

    answer = desk.post("/write/new/", fields | files)

    page = answer.content.decode()
    assert (answer.status_code, words in page, Draft.objects.exists()) == (422, True, False)
    assert ("kept words" in page) == ("kept" in fields["text"])


def test_a_text_for_an_address_that_is_taken_can_become_a_revision_of_that_guide(desk, guide):
    draft = draft_of(desk.post("/write/new/", {"text": OILED}))
    page = desk.get(f"/write/drafts/{draft.pk}/").content.decode()

    desk.post(f"/write/drafts/{draft.pk}/aim/", {"version": draft.version, "guide": "widgets"})

    draft.refresh_from_db()
    assert "There is a guide at the address “widgets” already." in page
    assert "choose it under “What this text becomes”" in page
    assert (draft.guide, draft.based_on, draft.report["plan"]["counts"]["changed"]) == (
        guide,
        guide.current_revision,
        1,
    )


def test_an_aim_that_is_wrong_changes_nothing_and_says_so(desk):
    draft = draft_of(desk.post("/write/new/", {"text": SMALL_GUIDE}))

    answer = desk.post(f"/write/drafts/{draft.pk}/aim/", {"version": draft.version, "slug": "Not A Slug"})

    assert (answer.status_code, Draft.objects.get().version) == (422, draft.version)
    assert "Enter a valid “slug”" in answer.content.decode()


def test_repairing_damaged_letters_can_be_declined_and_asked_for_again(desk):
    draft = draft_of(desk.post("/write/new/", {"text": SMALL_GUIDE.replace("water", "water â€“")}))
    first = desk.get(f"/write/drafts/{draft.pk}/").content.decode()

    desk.post(f"/write/drafts/{draft.pk}/check/", {"choices": 1, "keeps_damage": 1, "version": draft.version})
    declined = desk.get(f"/write/drafts/{draft.pk}/").content.decode()
    desk.post(f"/write/drafts/{draft.pk}/check/", {"choices": 1})

    assert ("1 line repaired" in first, "Leave them as they are" in first) == (True, True)
    assert ("left as they are" in declined, "Repair them" in declined) == (True, True)
    assert Draft.objects.get().report["repaired"] == 1


def test_a_rename_is_a_rename_once_it_is_ticked(desk, guide):
    text = SMALL_GUIDE.replace("With **water**.", "With **water**, and with nothing else at all.")
    guide = import_guide_text(text)
    renamed = text.replace("How is it cleaned?", "What cleans one?").replace("and with", "and")
    draft = draft_of(desk.post("/write/new/", {"text": renamed, "guide": guide.slug}))
    box = f'name="renames" value="{draft.report["plan"]["fates"][0]["questions"][0]["record"]}"'
    before = desk.get(f"/write/drafts/{draft.pk}/").content.decode()

    record = box.split('"')[3]
    desk.post(f"/write/drafts/{draft.pk}/check/", {"choices": 1, "renames": [record, "x"], "version": draft.version})
    after = desk.get(f"/write/drafts/{draft.pk}/").content.decode()

    assert (f"{box}>" in before, f"{box} checked>" in after) == (True, True)


def test_a_choice_made_on_an_outdated_page_is_not_taken(desk):
    draft = draft_of(desk.post("/write/new/", {"text": SMALL_GUIDE}))
    draft.save_text(OILED.encode(), seen=draft.version, at=NOON)

    answer = desk.post(f"/write/drafts/{draft.pk}/check/", {"choices": 1, "keeps_damage": 1, "version": 1}, follow=True)

    assert "changed in another window" in answer.content.decode()
    assert not Draft.objects.get().keeps_damage


def test_saving_while_typing_answers_with_what_is_read_and_the_version_to_go_on_from(desk, guide):
    draft = draft_of(desk.post("/write/guides/widgets/edit/"))

    answer = desk.post(f"/write/drafts/{draft.pk}/text/", {"text": OILED, "version": 1}, headers=HTMX).content.decode()

    assert answer.strip().startswith('<section id="draft-live"')
    assert 'id="draft-version" value="2" hx-swap-oob="true"' in answer
    assert "<strong>oil</strong>" in answer
    assert bytes(Draft.objects.get().data) == OILED.encode()


def test_looking_how_far_reading_is_never_hands_out_a_newer_version(desk, guide):
    draft = draft_of(desk.post("/write/guides/widgets/edit/"))

    answer = desk.get(f"/write/drafts/{draft.pk}/text/", headers=HTMX).content.decode()

    assert answer.strip().startswith('<section id="draft-live"')
    assert "draft-version" not in answer


def test_saving_without_scripts_leads_to_the_report(desk, guide):
    draft = draft_of(desk.post("/write/guides/widgets/edit/"))

    answer = desk.post(f"/write/drafts/{draft.pk}/text/", {"text": OILED.replace("\n", "\r\n"), "version": 1})

    assert answer.headers["Location"] == f"/write/drafts/{draft.pk}/"
    assert bytes(Draft.objects.get().data) == OILED.encode()


def test_an_empty_text_is_not_saved_over_another(desk, guide):
    draft = draft_of(desk.post("/write/guides/widgets/edit/"))

    answer = desk.post(f"/write/drafts/{draft.pk}/text/", {"text": "", "version": 1})

    assert (answer.status_code, bytes(Draft.objects.get().data)) == (422, SMALL_GUIDE.encode())
    assert "What was there before is kept." in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_text_from_a_second_window_is_refused_and_shown_beside_the_one_kept(desk, guide, headers):
    draft = draft_of(desk.post("/write/guides/widgets/edit/"))
    desk.post(f"/write/drafts/{draft.pk}/text/", {"text": OILED, "version": 1})
    mine = SMALL_GUIDE.replace("water", "sand")

    answer = desk.post(f"/write/drafts/{draft.pk}/text/", {"text": mine, "version": 1}, headers=headers)

    page = answer.content.decode()
    assert (answer.status_code, bytes(Draft.objects.get().data)) == (409, OILED.encode())
    if headers:
        assert "Your text is still in the box." in page
    else:
        assert ("<del>With **oil**.</del>" in page, "<ins>With **sand**.</ins>" in page) == (True, True)
        assert (OILED in page.replace("&quot;", '"'), mine in page, 'name="version" value="2"' in page) == (True,) * 3


def test_the_second_of_two_editors_is_refused_and_sees_both_texts(desk, guide):
    draft = draft_of(desk.post("/write/guides/widgets/edit/"))
    desk.post(f"/write/drafts/{draft.pk}/text/", {"text": OILED, "version": 1})
    theirs = SMALL_GUIDE.replace("water", "sand")
    newer = import_guide_text(theirs).current_revision

    answer = desk.post(f"/write/drafts/{draft.pk}/apply/", {"version": 2})

    page = answer.content.decode()
    assert (answer.status_code, Guide.objects.get().current_revision) == (409, newer)
    assert ("An import changed this guide while you were writing" in page, theirs in page, OILED in page) == (True,) * 3
    assert ("<del>With **sand**.</del>" in page, "<ins>With **oil**.</ins>" in page) == (True, True)


def test_a_text_put_on_top_of_the_newer_revision_can_be_applied(desk, guide):
    draft = draft_of(desk.post("/write/guides/widgets/edit/"))
    desk.post(f"/write/drafts/{draft.pk}/text/", {"text": OILED, "version": 1})
    import_guide_text(SMALL_GUIDE.replace("water", "sand"))

    desk.post(f"/write/drafts/{draft.pk}/rebase/", {"version": 2})
    desk.post(f"/write/drafts/{draft.pk}/apply/", {"version": 3})

    current = Guide.objects.get().current_revision
    assert (current.number, current.text, current.origin) == (3, OILED, "editor")


def test_applying_another_version_than_the_one_seen_is_refused(desk):
    draft = draft_of(desk.post("/write/new/", {"text": SMALL_GUIDE}))

    answer = desk.post(f"/write/drafts/{draft.pk}/apply/", {"version": 9}, follow=True)

    assert ("changed in another window" in answer.content.decode(), Guide.objects.exists()) == (True, False)


def test_a_text_with_errors_cannot_be_applied(desk):
    draft = draft_of(desk.post("/write/new/", {"text": "# A readme\n\nInstall it.\n"}))
    page = desk.get(f"/write/drafts/{draft.pk}/").content.decode()

    desk.post(f"/write/drafts/{draft.pk}/apply/", {"version": draft.version})

    assert ("This cannot be applied yet: 1 error below." in page, 'form="apply-form"' in page) == (True, False)
    assert not Guide.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"work": "check", "asked_at": timezone.now}, "Reading the text …"),
        ({"work": "apply", "asked_at": timezone.now, "done": 200, "total": 900}, "200 of 900 questions are written."),
        ({"work": "check", "asked_at": lambda: timezone.now() - PATIENCE - SECOND}, "does not seem to run"),
    ],
)
def test_the_page_that_waits_says_how_far_the_work_is(desk, author, fields, words):
    values = {name: value() if callable(value) else value for name, value in fields.items()}
    draft = make_draft(author, **values)

    page = desk.get(f"/write/drafts/{draft.pk}/").content.decode()

    assert words in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert f'hx-get="/write/drafts/{draft.pk}/" hx-trigger="every 1s"' in page


def test_discarding_a_draft_leaves_the_guides_as_they_are(desk, author, guide):
    draft = make_draft(author, OILED, guide=guide)
    applied = make_draft(author, guide=guide, applied_as=guide.current_revision)

    desk.post(f"/write/drafts/{draft.pk}/discard/")
    desk.post(f"/write/drafts/{applied.pk}/discard/")

    assert list(Draft.objects.all()) == [applied]
    assert Guide.objects.get().current_revision == guide.current_revision


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_text_sent_to_a_draft_that_was_applied_in_another_window_comes_back(desk, author, guide, headers):
    applied = make_draft(author, guide=guide, applied_as=guide.current_revision)

    answer = desk.post(f"/write/drafts/{applied.pk}/text/", {"text": OILED, "version": "1"}, headers=headers)

    assert (answer.status_code, "applied in another window" in answer.text) == (409, True)
    assert ("With **oil**." in answer.text) == (not headers)  # the page that asked by htmx still has it in its box


def test_a_draft_belongs_to_its_owner_even_among_editors_of_the_guide(desk, guide):
    colleague = make_instructor("colleague")
    guide.editors.add(colleague)
    draft = make_draft(colleague, OILED, guide=guide)

    paths = [f"/write/drafts/{draft.pk}/{page}" for page in ("", "text/")]

    assert [desk.get(path).status_code for path in paths] == [404, 404]
    assert desk.post(f"/write/drafts/{draft.pk}/apply/", {"version": 1}).status_code == 404


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["a form", "htmx"])
@pytest.mark.parametrize("is_demoted", [True, False])
def test_text_of_an_editor_who_lost_the_right_to_edit_comes_back(guide, is_demoted, headers):
    editor = make_instructor("editor")
    guide.editors.add(editor)
    draft = make_draft(editor, guide=guide)
    if is_demoted:
        editor.groups.clear()
    guide.editors.remove(editor)
    Guide.objects.update(audience="instructors")
    client = Client()
    client.force_login(editor)

    answer = client.post(f"/write/drafts/{draft.pk}/text/", {"text": OILED, "version": 1}, headers=headers)

    draft.refresh_from_db()
    assert (answer.status_code, "You may no longer write this guide" in answer.text) == (409, True)
    assert ("With **oil**." in answer.text) == (not headers)  # the page that asked by htmx still has it in its box
    assert (draft.version, client.get(f"/write/drafts/{draft.pk}/text/").status_code) == (1, 404)


def test_refusal_gives_nothing_back_to_who_never_had_the_draft(desk, guide):
    draft = make_draft(make_instructor("colleague"), OILED, guide=guide)
    Guide.objects.update(owner=make_instructor("elsewhere"))

    answers = [desk.post(f"/write/drafts/{pk}/text/", {"text": "Mine", "version": 1}) for pk in (draft.pk, 999)]

    assert [(answer.status_code, "no longer" in answer.text) for answer in answers] == [(404, False)] * 2


@pytest.mark.parametrize("count", [1, 3])
def test_draft_detail_runs_a_constant_number_of_queries(desk, author, guide, django_assert_num_queries, count):
    for number in range(count):
        import_guide_text(f"# G\n\n## B\n\n### What is {number}?\n\nIt.\n", slug=f"g{number}", owner=author)
    questions = "".join(f"### Why {number}?\n\nBecause.\n\n" for number in range(count))
    draft = make_draft(author, f"---\nslug: widgets\n---\n\n## B\n\n{questions}", guide=guide)
    desk.post(f"/write/drafts/{draft.pk}/check/")

    with django_assert_num_queries(3):
        assert b"What applying changes" in desk.get(f"/write/drafts/{draft.pk}/").content
    with django_assert_num_queries(2):
        assert b"Why 0?" in desk.get(f"/write/drafts/{draft.pk}/text/").content


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_text_sent_after_signing_out_comes_back_and_is_not_saved(client, author, headers):
    draft = make_draft(author)

    answer = client.post(f"/write/drafts/{draft.pk}/text/", {"text": "typed words", "version": 1}, headers=headers)

    page = answer.content.decode()
    assert (answer.status_code, bytes(Draft.objects.get().data)) == (401, SMALL_GUIDE.encode())
    assert f'href="/accounts/login/?next=/write/drafts/{draft.pk}/text/"' in page
    assert ("Your text is still in the box." in page) if headers else ("typed words" in page)


def test_work_that_failed_can_be_asked_for_again(desk, author):
    task = DBTaskResult.objects.create(
        status="FAILED", args_kwargs={}, task_path="check", backend_name="default", run_after=NOON
    )
    draft = make_draft(author, work="check", asked_at=timezone.now(), task_id=str(task.pk))
    page = desk.get(f"/write/drafts/{draft.pk}/").content.decode()

    desk.post(f"/write/drafts/{draft.pk}/check/")

    assert ("The server met an error over this" in page, "Try again" in page) == (True, True)
    assert Draft.objects.get().is_checked


@pytest.mark.parametrize("count", [1, 3])
def test_draft_create_runs_a_constant_number_of_queries(desk, author, django_assert_num_queries, count):
    for number in range(count):
        import_guide_text("# G\n\n## B\n\n### What?\n\nIt.\n", slug=f"g{number}", owner=author)

    with django_assert_num_queries(2):
        assert desk.get("/write/new/").content.count(b"A new revision of") == count
