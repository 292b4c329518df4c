"""``manage.py export_sheet``: one guide to a file, a library to a folder, and a sentence for what cannot be."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.cheatsheets import typesetting
from tests.factories import make_guide, make_user

pytestmark = pytest.mark.django_db


def export(*arguments: object, **options: object) -> str:
    out = StringIO()
    call_command("export_sheet", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_a_guide_is_written_to_the_file_named(tmp_path):
    make_guide()

    said = export("widgets", "--format", "csv", "-o", tmp_path / "w.csv")

    assert "What is widget 3?" in (tmp_path / "w.csv").read_text(encoding="utf-8-sig")
    assert said == f"1 of 1: widgets …\n  {tmp_path / 'w.csv'} (0 kB)\n"


def test_a_whole_library_goes_into_a_folder_with_a_word_on_each(tmp_path):
    make_guide("widgets")
    make_guide("gadgets")

    said = export("--all", "--format", "markdown", "--edition", "summary", "-o", tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["gadgets-summary.md", "widgets-summary.md"]
    assert [line for line in said.splitlines() if " of 2: " in line] == ["1 of 2: gadgets …", "2 of 2: widgets …"]


@pytest.mark.typeset
def test_a_pdf_is_typeset_in_place(tmp_path):
    make_guide(questions=1)

    export("widgets", "--paper", "letter", "-o", tmp_path / "w.pdf")

    assert (tmp_path / "w.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_a_personal_sheet_is_that_of_the_learner_named(tmp_path):
    make_guide()
    make_user("ada")

    export("widgets", "--edition", "personal", "--learner", "ada", "--format", "markdown", "-o", tmp_path)

    assert "Points missed in interviews from" in (tmp_path / "widgets-personal.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Name one or more guides, or say --all."),
        (["widgets", "--all"], "Name one or more guides, or say --all."),
        (["nothing"], "There is no guide “nothing”. Nothing was written."),
        (["widgets", "gadgets", "-o", "one.pdf"], "one.pdf is no folder: several sheets need one."),
        (["widgets", "--format", "csv", "-o", "no/such/folder.csv"], "cannot be written"),
        (["widgets", "--edition", "personal"], "name the learner with --learner NAME."),
        (["widgets", "--edition", "personal", "--learner", "nobody"], "There is nobody called “nobody”."),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(arguments, sentence):
    make_guide("widgets")
    make_guide("gadgets")

    with pytest.raises(CommandError) as failure:
        export(*arguments)
    assert sentence in str(failure.value)


def test_a_missing_library_is_named_and_html_offered(monkeypatch, tmp_path):
    monkeypatch.setattr(typesetting, "TYPESETTER", "tests.cheatsheets.no_pango")
    make_guide()

    with pytest.raises(CommandError, match=r"install libpango.* --format html"):
        export("widgets", "-o", tmp_path)
