from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.guides.markdown.document import (
    ParsedCodeSample,
    ParsedDiagram,
    ParsedGuide,
    ParsedPoint,
    ParsedQuestion,
    ParsedSection,
    ParsedTable,
)
from portal.guides.markdown.parser import load, parse
from portal.guides.markdown.repair import NotText

FOUNDING = (Path(__file__).parent / "founding.txt").read_bytes()

BLOCKS = ("# ", "## ", "### ", "#### Key points", "**Key points**", "- ", "1. ", "  ", "> ", "---", "\n", "\n\n", "```")
SPANS = (
    "[x]",
    "[ ] ",
    "{#id",
    " minutes=2}",
    "(weight 9)",
    "Any 2 of:",
    "Source: ",
    "title: ",
    "**",
    "`",
    "\\",
    "[a]: b",
)
WORDS = (
    "Would you like",
    "What?",
    "Basic",
    "Cheat sheet",
    "7. ",
    "```mermaid\n",
    "| a |\n|---|\n",
    "<!--",
    "\t",
    "\0",
    "\ud83d",
)
PIECES = st.sampled_from([*BLOCKS, *SPANS, *WORDS])


def codes(guide):
    return [(problem.code, problem.line) for problem in guide.problems]


def test_the_least_guide_is_a_title_a_section_and_a_question():
    guide = parse("# Widgets\n\n## Basic\n\n### What is a widget?\n\nA **small part**.\n", name="widgets")

    assert guide == ParsedGuide(
        title="Widgets",
        slug="widgets",
        sections=(ParsedSection(0, "Basic", 3, "basic"),),
        questions=(
            ParsedQuestion(
                title="What is a widget?",
                title_markdown="What is a widget?",
                line=5,
                section=0,
                kind="open",
                minutes=2,
                level="basic",
                answer_markdown="A **small part**.",
                points=(ParsedPoint("small part", 7, is_proposed=True),),
            ),
        ),
    )


def test_the_founding_document_is_read_whole():
    loaded = load(FOUNDING, name="aws-codepipeline")
    guide = loaded.guide

    assert (guide.title, guide.slug, len(loaded.repair.lines)) == ("Aws codepipeline", "aws-codepipeline", 27)
    assert [question.number for question in guide.questions] == list(range(1, 31))
    assert Counter(question.level for question in guide.questions) == {
        "basic": 5,
        "intermediate": 10,
        "advanced": 10,
        "scenario": 5,
    }
    assert [table.title for table in guide.tables] == [
        "Aws codepipeline: overview",
        "Bonus: Common Tools Used with CodePipeline",
    ]
    assert [question.number for question in guide.questions if "|" in question.answer_markdown] == [6, 14, 24]
    assert not guide.has_errors


def test_the_founding_documents_chat_residue_belongs_to_nothing():
    loaded = load(FOUNDING, name="aws-codepipeline")
    last = loaded.guide.questions[-1]

    assert last.answer_markdown == (
        "Use a **shared S3 artifact bucket**, and configure CodePipeline in each environment to pick the same artifact"
        " after approval."
    )
    assert Counter(problem.code for problem in loaded.guide.problems) == {"REPAIRED-ENCODING": 27, "TRAILING-TEXT": 1}
    assert "Would you like" not in repr(loaded.guide.sections)


def test_front_matter_goes_before_heading_and_name():
    front = "---\ntitle: One\nslug: one\nlanguage: de\nreviewed: 2026-11-23\naliases: {S3: bucket}\n---\n"
    text = f"{front}# Two\n## S\n### Q\n\n- Point"
    guide = parse(text, name="three")

    assert (guide.title, guide.slug, guide.language, guide.reviewed_on) == ("One", "one", "de", date(2026, 11, 23))
    assert (guide.aliases, guide.questions[0].line, guide.problems) == ((("S3", ("bucket",)),), 10, ())


def test_a_cheat_sheet_holds_diagrams_code_and_tables_named_by_their_headings():
    guide = parse(
        "# T\n## Q\n### A?\n\n- Point\n\n## Cheat sheet\n\nIntro.\n\n### Flow\n\n```mermaid\nflowchart LR\n```\n\n"
        "### Example\n\nNote.\n\n```yaml\na: 1\n```\n\n### Roles\n\n| R |\n|---|\n| 1 |\n",
        name="t",
    )

    assert guide.sections[1] == ParsedSection(1, "Cheat sheet", 7, None, "Intro.\n\n### Example\n\nNote.", True)
    assert guide.diagrams == (ParsedDiagram("flow", "Flow", 13, 1, "flowchart LR"),)
    assert guide.code_samples == (ParsedCodeSample("example", "Example", 21, 1, "yaml", "a: 1"),)
    assert guide.tables == (ParsedTable("roles", "Roles", 27, 1, ("R",), (("1",),), "| R |\n|---|\n| 1 |"),)
    assert [question.title for question in guide.questions] == ["A?"]


def test_a_diagram_in_an_answer_stays_there_and_names_its_question():
    guide = parse("## S\n### A\n- Point\n### B\n\n- Point\n\n```mermaid\nflowchart LR\n```\n", name="t")

    assert guide.diagrams == (ParsedDiagram("b", "B", 8, 0, "flowchart LR", question=1),)
    assert guide.questions[1].answer_markdown == "- Point\n\n```mermaid\nflowchart LR\n```"


def test_what_stands_before_the_first_section_is_the_introduction():
    guide = parse(
        "# T\n\nHello.\n\n| A |\n|---|\n\n### Contents\n\n- One\n\n### Why?\n\n- Point\n\n## S\n\n### Q\n\n- Point",
        name="t",
    )

    assert guide.intro_markdown == "Hello.\n\n### Contents\n\n- One"
    assert [(section.title, section.position) for section in guide.sections] == [("", 0), ("S", 1)]
    assert [(question.title, question.section) for question in guide.questions] == [("Why?", 0), ("Q", 1)]
    assert [(table.title, table.section) for table in guide.tables] == [("T", 0)]


def test_questions_need_no_section_in_a_guide_without_any():
    guide = parse("# T\n### One\n- Point\n### Two\n- Point", name="t")

    assert [(q.title, q.section, q.level) for q in guide.questions] == [("One", 0, None), ("Two", 0, None)]


def test_a_second_title_opens_a_section():
    guide = parse("# T\n## Basic\n### A\n- Point\n# Advanced\n### B\n- Point", name="t")

    assert [(question.level, question.section) for question in guide.questions] == [("basic", 0), ("advanced", 1)]


@pytest.mark.parametrize(
    "text", ["", "Just words.", "# T\n## S\n", "## Cheat sheet\n### Not a question\n", "```\n### Q\n```"]
)
def test_a_text_without_questions_is_an_error(text):
    assert ("NO-QUESTIONS", 1) in codes(parse(text, name="t"))


def test_line_ends_of_every_system_count_alike():
    text = "# T\n## S\n### Q\n"

    assert [parse(text.replace("\n", end), name="t") for end in ("\r\n", "\r")] == [parse(text, name="t")] * 2


def test_a_repair_is_reported_at_its_place():
    loaded = load("## S\n### Q\n\n- A fact ‚Äì told\n".encode(), name="t")

    assert [(p.line, p.column, p.code, p.message) for p in loaded.guide.problems] == [
        (4, 10, "REPAIRED-ENCODING", "Damaged letters were repaired: “- A fact – told”.")
    ]
    assert loaded.text == "## S\n### Q\n\n- A fact – told\n"


def test_load_refuses_what_is_no_text():
    with pytest.raises(NotText):
        load(b"\0", name="t")


@given(st.text())
def test_no_text_makes_the_parser_raise(text):
    parse(text, name="t")


@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_text_made_of_marks_makes_the_parser_raise(text):
    guide = parse(text, name="t")

    assert [section.position for section in guide.sections] == list(range(len(guide.sections)))
    assert all(question.section < len(guide.sections) for question in guide.questions)
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in guide.problems)


@given(st.binary())
def test_no_bytes_make_load_raise_anything_but_a_sentence(data):
    with suppress(NotText):
        load(data, name="t")
