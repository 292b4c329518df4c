from datetime import date

import pytest

from portal.guides.markdown.headings import Attributes, Heading, clipped, read_attributes, read_heading, split_parts
from portal.guides.markdown.parser import parse
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.structure import read_source


def heading(text: str) -> Heading:
    found = read_heading(read_source(text).blocks[0])
    assert found is not None
    return found


def attributes(braces: str) -> tuple[Attributes, list[Finding]]:
    text = f"### What? {{{braces}}}"
    return read_attributes(heading(text), [text])


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("🧩 **Basic Questions**", "basic"),
        ("For juniors", "basic"),
        ("Fundamentals", "basic"),
        ("Intermediate", "intermediate"),
        ("Mid-level", "intermediate"),
        ("Senior engineers", "advanced"),
        ("Advanced scenarios", "scenario"),
        ("Case study", "scenario"),
        ("Use cases", None),
        ("Use case overview", None),
        ("From basic to advanced", None),
        ("Security", None),
        ("Midnight", None),
    ],
)
def test_the_words_of_a_section_set_its_level(title, level):
    assert heading(f"## {title}").level == level


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Cheat sheet", True), ("🚀 **Bonus: tools**", True), ("Cheatsheets", True), ("Cheating", False)],
)
def test_a_cheat_sheet_is_known_by_its_title(title, expected):
    assert heading(f"## {title}").is_cheat_sheet == expected


def test_a_heading_keeps_its_marks_and_gives_up_number_and_braces():
    found = heading("### **7. What is `S3`?** {#s3 minutes=2}")

    assert (found.title, found.markdown, found.number, found.braces) == (
        "What is S3?",
        "**What is `S3`?**",
        7,
        "#s3 minutes=2",
    )


def test_braces_that_begin_with_no_attribute_are_part_of_the_title():
    assert heading("### What does {} mean in {python}").title == "What does {} mean in {python}"


def test_a_number_in_the_title_of_the_guide_stays():
    assert heading("# 101 – an introduction").title == "101 – an introduction"


def test_all_attributes_are_read():
    assert attributes("#a-1 level=advanced kind=choice minutes=60 topics=CI,failure-handling reviewed=2026-11-23") == (
        Attributes("a-1", "advanced", "choice", 60, ("ci", "failure-handling"), date(2026, 11, 23)),
        [],
    )


@pytest.mark.parametrize(
    ("braces", "code", "column", "message"),
    [
        ("minutes=61", "BAD-ATTRIBUTE", 12, "“minutes=61” is no number of minutes from 1 to 60."),
        ("minutes=0", "BAD-ATTRIBUTE", 12, "“minutes=0” is no number of minutes from 1 to 60."),
        ("level=hard", "UNKNOWN-LEVEL", 12, "“level=hard” names no level."),
        ("#a kind=quiz", "BAD-ATTRIBUTE", 15, "“kind=quiz” names no kind: open, choice or scenario."),
        ("#a_b", "BAD-ATTRIBUTE", 12, "“#a_b” is no id: letters, digits and hyphens, at most 100."),
        ("topics=,", "BAD-ATTRIBUTE", 12, "“topics=,” names no topic."),
        ("reviewed=soon", "BAD-ATTRIBUTE", 12, "“reviewed=soon” is no day such as 2026-11-23."),
        ("#a .wide", "BAD-ATTRIBUTE", 15, "“.wide” is no attribute of a question."),
        ("#a #b", "BAD-ATTRIBUTE", 15, "“#” stands here twice."),
    ],
)
def test_a_bad_attribute_is_found_at_its_column_and_counts_as_not_given(braces, code, column, message):
    read, findings = attributes(braces)

    assert findings == [Finding(code, 1, message, column)]
    assert read in {Attributes(), Attributes("a")}


@pytest.mark.parametrize("text", ["One line\nand another\n---", "A sentence.\n---"])
def test_a_paragraph_with_a_rule_close_below_it_is_no_heading(text):
    (part,) = split_parts(read_source(text))

    assert [(block.kind, block.line, block.end) for block in part.blocks] == [("paragraph", 1, text.count("\n"))]


def test_split_parts_opens_a_part_at_the_three_upper_levels_and_passes_over_empty_headings():
    parts = split_parts(read_source("intro\n# T\n## S\n### Q\n#### deep\n###\ntext"))

    assert [(part.heading.title if part.heading else None, len(part.blocks)) for part in parts] == [
        (None, 1),
        ("T", 0),
        ("S", 0),
        ("Q", 2),
    ]


@pytest.mark.parametrize(("length", "kept"), [(300, 300), (301, 300)])
def test_a_title_is_clipped_at_its_limit(length, kept):
    assert len(clipped("x" * length)) == kept


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("[E] What is A?", "basic"),
        ("What is A? [M]", "intermediate"),
        ("[H] What is A?", "advanced"),
        ("What is A? (Easy)", "basic"),
        ("What is A? (Hard)", "advanced"),
        ("What is [E] for?", None),
    ],
)
def test_a_letter_or_a_word_in_brackets_says_how_hard_a_question_is(title, level):
    assert parse(f"# G\n\n## {title}\n\nx", name="t").questions[0].level == level
