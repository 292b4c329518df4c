"""What other tools read: Anki, GIFT, Moodle XML, CSV and Markdown, each over the same sheet."""

import csv
import sqlite3
import zipfile
from io import BytesIO, StringIO

import pytest

from portal.cheatsheets.choosing import Withheld
from portal.cheatsheets.writers import FORMATS
from portal.cheatsheets.writers.anki import write_anki_text
from portal.cheatsheets.writers.gift import write_gift
from portal.cheatsheets.writers.markdown import escaped, write_markdown
from portal.cheatsheets.writers.moodle import write_moodle
from portal.cheatsheets.writers.spreadsheet import plain_cell, write_csv
from portal.guides.markdown.parser import load
from portal.guides.models import Guide
from tests.cheatsheets.sheets import choose, import_text, sheet_of
from tests.cheatsheets.writers.gift_grammar import NotGift, read_gift
from tests.cheatsheets.writers.moodle_grammar import NotMoodle, read_moodle, text_in
from tests.factories import ask, make_guide

pytestmark = pytest.mark.django_db

NASTY = 'A: {B} = ~C~ # "D" \\ // E -> F \t & <i>G</i>'


@pytest.fixture
def nasty() -> Guide:
    """Questions full of what the formats read as their own, one of them with two right choices of three."""
    guide = make_guide(questions=0, status="published")
    ask(guide, title=NASTY, points=[f"=1+1 {NASTY}", "-second"], topics=["a b"])
    chosen = ask(guide, title="Which two?", points=["Both"], kind="choice")
    for position, (key, is_right) in enumerate([("A", True), ("B", False), ("C", True)]):
        chosen.choices.create(key=key, position=position, text_html=f"<p>{key}: {{=}} ~</p>", is_right=is_right)
    single = ask(guide, title="Which one?", points=["One"], kind="choice")
    for position, (key, is_right) in enumerate([("A", True), ("B", False)]):
        single.choices.create(key=key, position=position, text_html=key, is_right=is_right)
    return guide


def test_gift_holds_every_question_with_its_points_as_feedback(founding_guide):
    category, questions = read_gift(write_gift(sheet_of(founding_guide), choose()))

    assert category == "AWS CodePipeline"
    assert [question.title[:3] for question in questions] == [f"{number:03}" for number in range(1, 31)]
    assert "Automates the build, test and deployment phases of a release" in questions[0].feedback
    assert [question.choices for question in questions] == [[]] * 30


def test_gift_reads_back_whatever_the_text_holds(nasty):
    _, questions = read_gift(write_gift(sheet_of(nasty), choose()))

    assert questions[0].title == "001 " + " ".join(NASTY.split()).replace("->", "-&gt;")
    assert [(is_right, weight) for is_right, weight, _ in questions[1].choices] == [
        (False, 50.0),
        (False, -100.0),
        (False, 50.0),
    ]
    assert questions[1].choices[0][2] == "<p>A: {=} ~</p>"
    assert [(is_right, weight) for is_right, weight, _ in questions[2].choices] == [(True, None), (False, None)]


@pytest.mark.parametrize("text", ["::a::b {}", "$CATEGORY: c\n\n::a: b {}", "$CATEGORY: c\n\n::a:: b {=x->y}"])
def test_the_reader_of_gift_refuses_what_the_grammar_does(text):
    with pytest.raises(NotGift):
        read_gift(text)


def test_moodle_xml_holds_every_question_with_its_points_for_graders(founding_guide):
    category, questions = read_moodle(write_moodle(sheet_of(founding_guide), choose()))

    assert category == "$course$/top/AWS CodePipeline"
    assert len({question.findtext("idnumber") for question in questions}) == 30
    assert "Automates the build, test and deployment phases" in text_in(questions[0].find("graderinfo"))
    assert text_in(questions[0].find("generalfeedback")) == text_in(questions[0].find("graderinfo"))


def test_moodle_xml_reads_back_whatever_the_text_holds(nasty):
    _, questions = read_moodle(write_moodle(sheet_of(nasty), choose()))

    assert text_in(questions[0].find("name")) == f"001 {' '.join(NASTY.split())}"
    assert [answer.get("fraction") for answer in questions[1].findall("answer")] == ["50", "-100", "50"]
    assert [answer.get("fraction") for answer in questions[2].findall("answer")] == ["100", "0"]
    assert questions[1].findtext("single") == "false"


def test_the_reader_of_moodle_xml_refuses_a_grade_that_moodle_does_not_know(nasty):
    with pytest.raises(NotMoodle):
        read_moodle(write_moodle(sheet_of(nasty), choose()).replace('fraction="50"', 'fraction="49"'))


def test_anki_notes_have_names_that_stay_and_one_line_each(founding_guide):
    lines = write_anki_text(sheet_of(founding_guide), choose()).splitlines()

    head, notes = lines[:7], [line.split("\t") for line in lines[7:]]
    assert head[:3] == ["#separator:tab", "#html:true", "#notetype:Basic"]
    assert [len(note) for note in notes] == [4] * 30
    assert len({note[0] for note in notes}) == 30
    assert notes[0][1] == "What is AWS CodePipeline?"
    assert notes[0][3] == "basic fundamentals"


def test_anki_notes_keep_their_names_when_a_question_is_reworded():
    first = import_text("# G\n\n## S\n\n### What is a thing? {#thing}\n\nIt is small.\n", "g")
    before = write_anki_text(sheet_of(first), choose()).splitlines()[-1].split("\t")
    again = import_text("# G\n\n## S\n\n### What is such a thing? {#thing}\n\nIt is tiny.\n", "g")
    after = write_anki_text(sheet_of(again), choose()).splitlines()[-1].split("\t")

    assert before[0] == after[0]
    assert (before[1], after[1]) == ("What is a thing?", "What is such a thing?")


@pytest.mark.skipif("anki" not in FORMATS, reason="the extra anki is not installed")
def test_an_anki_package_holds_the_same_notes_and_the_same_bytes_each_time(founding_guide, tmp_path):
    sheet = sheet_of(founding_guide)
    package = FORMATS["anki"].write_bytes(sheet, choose())

    assert package == FORMATS["anki"].write_bytes(sheet, choose())
    with zipfile.ZipFile(BytesIO(package)) as archive:
        archive.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as deck:
        guids = {row[0] for row in deck.execute("SELECT guid FROM notes")}
    deck.close()
    lines = write_anki_text(sheet, choose()).splitlines()[7:]
    assert guids == {line.split("\t")[0] for line in lines}


def test_a_table_of_the_questions_has_no_formula(nasty):
    rows = list(csv.reader(StringIO(write_csv(sheet_of(nasty), choose()).removeprefix("\ufeff"))))

    assert [row[0] for row in rows] == ["Number", "1", "2", "3"]
    assert rows[1][5].startswith("'=1+1")
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize(("text", "cell"), [("=1", "'=1"), ("@x", "'@x"), ("\t=1", "'\t=1"), ("a=1", "a=1"), ("", "")])
def test_a_cell_that_would_be_computed_gets_an_apostrophe(text, cell):
    assert plain_cell(text) == cell


def test_markdown_of_a_sheet_reads_as_the_questions_it_holds(founding_guide):
    written = write_markdown(sheet_of(founding_guide), choose())

    parsed = load(written.encode(), name="sheet").guide
    assert [question.title_markdown for question in parsed.questions][:2] == [
        "What is AWS CodePipeline?",
        "What are the main components (stages) of CodePipeline?",
    ]
    assert "```yaml\n# The instances need" in written
    assert "| Service | Stage or role | What it does |\n| --- | --- | --- |" in written


@pytest.mark.parametrize(("text", "expected"), [("# a", "\\# a"), ("a|b *c*", "a\\|b \\*c\\*"), ("1. x", "\\1. x")])
def test_plain_text_in_markdown_reads_the_same(text, expected):
    assert escaped(text) == expected


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_tells_an_answer_that_is_withheld(name):
    guide = make_guide(questions=0)
    shut = ask(guide, title="What is shut?", points=["Quietly and slowly"])
    ask(guide, title="What is open?", points=["Loudly and fast"])

    sheet = sheet_of(guide, withheld=Withheld(frozenset({shut.question_id})))
    written = FORMATS[name].write_bytes(sheet, choose())

    if name == "anki":
        with zipfile.ZipFile(BytesIO(written)) as archive:
            written = archive.read("collection.anki2")
    assert (b"Quietly and slowly" in written, b"Loudly and fast" in written) == (False, True)
