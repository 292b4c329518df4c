"""The command says what it did, and fails where a file has errors."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.guides.models import Guide, GuideRevision

pytestmark = pytest.mark.django_db

WIDGETS = (
    "# Widgets\n\n## Basic\n\n### What is a widget?\n\nA **widget** is small.\n\n**Key points**\n\n- It is small\n"
)
TWICE = WIDGETS + "\n### A gadget? {#a}\n\nNo.\n\n### A gizmo? {#a}\n\nNo.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "widgets.md").write_text(WIDGETS)
    return tmp_path


def run(*args: object, **options: object) -> str:
    out = StringIO()
    call_command("import_guides", *args, stdout=out, **options)
    return out.getvalue()


def test_command_imports_the_files_of_a_folder_and_says_so(folder):
    (folder / "notes.txt").write_text("not a guide")

    assert run(folder) == f"{folder}/widgets.md: Widgets (1 questions): 1 new.\n"
    assert list(Guide.objects.values_list("slug", flat=True)) == ["widgets"]


def test_command_run_twice_says_that_the_guide_is_up_to_date(folder):
    run(folder)

    assert run(folder) == f"{folder}/widgets.md: widgets is up to date.\n"
    assert GuideRevision.objects.count() == 1


def test_check_tells_what_would_change_and_writes_nothing(folder):
    assert run(folder, check=True) == f"{folder}/widgets.md: Widgets (1 questions): 1 new, not applied.\n"
    assert not Guide.objects.exists()


def test_file_with_errors_changes_nothing_and_names_the_place_and_the_remedy(folder):
    (folder / "widgets.md").write_text(TWICE)
    out = StringIO()

    with pytest.raises(CommandError, match="stay as they were") as stopped:
        call_command("import_guides", folder, stdout=out)

    assert stopped.value.returncode == 1
    assert f"{folder}/widgets.md:17:" in out.getvalue()
    assert ("DUPLICATE-ID" in out.getvalue(), "another-id" in out.getvalue()) == (True, True)
    assert not Guide.objects.exists()


def test_one_file_with_errors_does_not_keep_the_others_out(folder):
    (folder / "broken.md").write_text(TWICE)

    with pytest.raises(CommandError):
        run(folder)

    assert list(Guide.objects.values_list("slug", flat=True)) == ["widgets"]


def test_what_is_no_text_is_refused_in_a_sentence(folder):
    (folder / "picture.md").write_bytes(b"\x89PNG\x00\x01")
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("import_guides", folder / "picture.md", stdout=out)

    assert "NOT-TEXT" in out.getvalue()


def test_json_holds_the_summary_and_the_plan_and_nothing_else_is_printed(folder):
    (report,) = json.loads(run(folder, json=True, check=True))["guides"]

    assert (report["slug"], report["questions"], report["titles"]) == ("widgets", 1, ["What is a widget?"])
    assert {status: count for status, count in report["plan"].items() if count} == {"new": 1}


def test_strict_fails_on_warnings_with_a_code_of_its_own(folder):
    (folder / "widgets.md").write_text(WIDGETS + "\n### Who knows?\n")

    with pytest.raises(CommandError) as stopped:
        run(folder, strict=True)

    assert (stopped.value.returncode, Guide.objects.count()) == (2, 1)


def test_path_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="neither a file nor a folder"):
        run(tmp_path / "nothing.md")


def test_a_guide_edited_in_the_browser_is_replaced_only_when_asked_to(folder):
    run(folder)
    GuideRevision.objects.update(origin=GuideRevision.Origin.EDITOR, sha256="0" * 64)
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("import_guides", folder, stdout=out)
    replaced = run(folder, replace=True)

    assert "EDITED-IN-BROWSER The guide was edited in the browser since: revision 1" in out.getvalue()
    assert replaced == f"{folder}/widgets.md: Widgets (1 questions): 1 unchanged.\n"
    assert Guide.objects.get().current_revision.number == 2


def test_folders_are_searched_to_their_ends_but_for_what_is_hidden(tmp_path):
    for name in ("b/c/deep.md", "a.MD", ".git/no.md", "table.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(WIDGETS)

    found = json.loads(run(tmp_path, check=True, json=True))["guides"]

    assert [each["path"] for each in found] == [f"{tmp_path}/a.MD", f"{tmp_path}/b/c/deep.md"]


def test_tables_are_read_where_they_are_named(tmp_path):
    table = tmp_path / "widgets.tsv"
    table.write_text("question\tanswer\nWhat is a widget?\tA **small** part.\n")

    assert run(table) == f"{table}: Widgets (1 questions): 1 new.\n"
    assert run(table) == f"{table}: Widgets (1 questions): 1 unchanged.\n"


def test_repairing_can_be_declined(folder):
    (folder / "widgets.md").write_text(WIDGETS + "\nIt is â€œround”.\n".replace("”", "â€\u009d"))

    repaired = json.loads(run(folder, check=True, json=True))["guides"][0]["problems"]
    declined = json.loads(run(folder, check=True, json=True, no_repair=True))["guides"][0]["problems"]

    assert ([p["code"] for p in repaired], declined) == (["REPAIRED-ENCODING"], [])


def test_write_ids_prints_a_patch_and_changes_nothing(folder):
    before = (folder / "widgets.md").read_text()

    patch = run(folder, write_ids=True)

    assert "+### What is a widget? {#what-is-a-widget}\n" in patch
    assert (folder / "widgets.md").read_text() == before
    assert not Guide.objects.exists()


def test_write_ids_wants_a_guide(folder):
    (folder / "widgets.md").write_text("no guide")

    with pytest.raises(CommandError, match="has errors"):
        run(folder, write_ids=True)


def test_a_readme_in_a_folder_is_called_after_the_folder_and_one_named_alone_after_itself(tmp_path):
    for name in ("bolts", "nuts"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "README.md").write_text(WIDGETS)

    run(tmp_path)
    run(tmp_path / "nuts" / "README.md")

    assert sorted(Guide.objects.values_list("slug", flat=True)) == ["bolts", "nuts", "readme"]


def test_of_two_files_with_one_slug_the_second_is_refused_and_replaces_nothing(folder):
    (folder / "zz.md").write_text("---\nslug: widgets\n---\n" + WIDGETS.replace("small", "large"))
    out = StringIO()

    with pytest.raises(CommandError) as stopped:
        call_command("import_guides", folder, stdout=out, json=True)

    second = json.loads(out.getvalue())["guides"][1]
    assert (stopped.value.returncode, second["path"]) == (1, f"{folder}/zz.md")
    assert [(each["code"], each["message"]) for each in second["problems"]] == [
        (
            "SAME-SLUG",
            f"Its slug is “widgets”, as that of {folder}/widgets.md in this run: one would replace the other.",
        )
    ]
    assert "small" in Guide.objects.get().current_revision.original.decode()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("widgets.csv", "question,answer\nWhat?,That\n"),
        ("Widgets.tsv", "question\tanswer\nWhat?\tThat\n"),
        ("a.json", '{"format": "viva-guide", "version": 1, "slug": "widgets", "title": "W", "language": "en"}'),
        (
            "b.json",
            '{"format": "viva-guide", "version": 1, "slug": "w", "document": "---\\nslug: widgets\\n---\\n# W"}',
        ),
    ],
)
def test_files_of_other_formats_replace_no_guide_of_the_same_run_either(folder, name, text):
    (folder / name).write_text(text)
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("import_guides", folder / "widgets.md", folder / name, stdout=out, json=True)

    found = [[each["code"] for each in guide["problems"]] for guide in json.loads(out.getvalue())["guides"]]
    assert found[1] == ["SAME-SLUG"]
    assert "small" in Guide.objects.get().current_revision.original.decode()


def test_a_file_that_is_no_guide_of_its_format_is_refused_for_that_alone(folder):
    (folder / "widgets.json").write_text("{}")
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("import_guides", folder / "widgets.md", folder / "widgets.json", stdout=out, json=True)

    found = [[each["code"] for each in guide["problems"]] for guide in json.loads(out.getvalue())["guides"]]
    assert found[1] == ["BAD-JSON"]
