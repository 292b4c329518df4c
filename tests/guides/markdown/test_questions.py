import pytest

from portal.guides.markdown.document import ParsedChoice, ParsedPoint, ParsedQuestion, ParsedSource
from portal.guides.markdown.headings import split_parts
from portal.guides.markdown.parser import parse
from portal.guides.markdown.questions import read_question
from portal.guides.markdown.structure import read_source


def read(text, level=None):
    source = read_source(text)
    part = split_parts(source)[1]
    assert part.heading is not None
    return read_question(part.heading, part.blocks, source, section=1, level=level)


def codes(findings):
    return [(finding.code, finding.line) for finding in findings]


def test_a_question_is_read_whole():
    question, findings = read(
        "### **7. What is S3?** {#s3 topics=storage}\n\nA **store**.\n\n---\n\n**Key points**\n\n- Keeps objects\n\n"
        "Source: [Docs](https://docs.example.org/s3), https://example.org/more.\n",
        level="advanced",
    )

    assert findings == []
    assert question == ParsedQuestion(
        title="What is S3?",
        title_markdown="**What is S3?**",
        line=1,
        section=1,
        kind="open",
        minutes=3,
        number=7,
        external_id="s3",
        level="advanced",
        topics=("storage",),
        answer_markdown="A **store**.",
        points=(ParsedPoint("Keeps objects", 9),),
        sources=(
            ParsedSource("Docs", "https://docs.example.org/s3"),
            ParsedSource("https://example.org/more", "https://example.org/more"),
        ),
    )


@pytest.mark.parametrize(
    "announcement", ["**Key points**", "__Key points:__", "**Key point**:", "#### Key points", "#### **Key Points:**"]
)
def test_key_points_are_announced_by_a_paragraph_or_a_heading(announcement):
    question, _ = read(f"### Q\n\nA.\n\n{announcement}\n\n- One\n")

    assert (question.answer_markdown, question.points) == ("A.", (ParsedPoint("One", 7),))


def test_key_points_without_a_list_are_proposed_from_the_answer():
    question, _ = read("### Q\n\nIt does one thing.\n\n**Key points**\n\nNone yet.\n")

    assert [(point.text, point.is_proposed) for point in question.points] == [("It does one thing.", True)]


def test_a_second_list_of_key_points_is_reported():
    question, findings = read("### Q\n\nA.\n\n**Key points**\n\n- One\n\n**Key points**\n\n- Two\n")

    assert ([point.text for point in question.points], codes(findings)) == (["One"], [("BAD-POINT", 11)])


@pytest.mark.parametrize(
    ("level", "minutes"), [(None, 2), ("basic", 2), ("intermediate", 2), ("advanced", 3), ("scenario", 4)]
)
def test_the_level_suggests_the_minutes(level, minutes):
    assert read("### Q\n\nA.", level=level)[0].minutes == minutes


def test_attributes_go_before_what_the_section_says():
    question, _ = read("### Q {level=basic minutes=9 kind=open}\n\n1. A", level="scenario")

    assert (question.level, question.minutes, question.kind, question.steps) == ("basic", 9, "open", ())


def test_a_scenario_with_an_ordered_list_is_walked_through_in_steps():
    question, findings = read(
        "### Q\n\nFirst this.\n\n1. **Source** - one\n   - detail\n2. Build\n\n1) Other\n", level="scenario"
    )

    assert (question.kind, question.steps, findings) == ("scenario", ("**Source** - one\n- detail", "Build"), [])
    assert question.answer_markdown == "First this.\n\n1. **Source** - one\n   - detail\n2. Build\n\n1) Other"


def test_a_scenario_without_steps_is_open_unless_it_says_otherwise():
    assert read("### Q\n\n- A", level="scenario")[0].kind == "open"

    question, findings = read("### Q {kind=scenario}\n\n- A point here")
    assert (question.kind, codes(findings)) == ("scenario", [("NO-STEPS", 1)])


def test_a_task_list_makes_a_choice_whose_answer_is_the_rest():
    question, findings = read("### Q\n\nWhich?\n\n- [x] `S3`\n- [ ] EC2\n  at night\n- [X] Both\n\nBecause.\n")

    assert (question.kind, question.answer_markdown, question.points, findings) == (
        "choice",
        "Which?\n\nBecause.",
        (),
        [],
    )
    assert question.choices == (
        ParsedChoice("a", "`S3`", True),
        ParsedChoice("b", "EC2\nat night", False),
        ParsedChoice("c", "Both", True),
    )


def test_the_key_of_an_option_goes_on_after_z():
    question, _ = read("### Q\n\n" + "- [x] yes\n" * 28)

    assert [choice.key for choice in question.choices][24:] == ["y", "z", "aa", "ab"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### Q", [("UNANSWERED", 1)]),
        ("### Q\n\n---\n", [("UNANSWERED", 1)]),
        ("### Q\n\nYes.", [("NO-KEY-POINTS", 1)]),
        ("### Q\n\n- [ ] a\n- [ ] b", [("NO-RIGHT-CHOICE", 1)]),
        ("### Q {kind=choice}\n\nIt is a thing.", [("NO-CHOICES", 1)]),
        ("### Q\n\nIt is a thing.\n\nSource: a book", [("NO-LINK", 5)]),
        (f"### {'Q' * 301}\n\nIt is a thing.", [("LONG-TITLE", 1)]),
    ],
)
def test_what_a_question_lacks_is_reported(text, expected):
    assert codes(read(text)[1]) == expected


def test_a_source_may_only_be_a_web_address():
    question, findings = read("### Q\n\nIt is a thing.\n\nSources: [x](javascript:alert) [y](ftp://y.org)")

    assert (question.sources, codes(findings)) == ((), [("NO-LINK", 5)])


def test_of_a_title_with_endless_marks_only_the_words_are_kept():
    question, _ = read(f"### {'[' * 2000}\n\nIt is a thing.")

    assert question.title_markdown == "[" * 299 + "…"


@pytest.mark.parametrize(
    ("below", "stem"),
    [
        ("```c\nx++;\n```\n\n- [x] a\n- [ ] b\n\nBecause.", "```c\nx++;\n```"),
        ("One.\n\nTwo.\n\nA) a\nB) b\n\nAnswer: A", "One.\n\nTwo."),
        ("- [x] a\n- [ ] b\n\nBecause.", ""),
        ("**Question:** How would you?\n\n**Answer:** So.", "**Question:** How would you?"),
        ("Question: how?\n\nSo.", "Question: how?"),
        ("Questions arise.\n\nSo.", ""),
        ("**Question:** How would you?", ""),
    ],
)
def test_the_stem_is_what_one_reads_before_answering(below, stem):
    (asked,) = parse(f"# T\n\n### What then?\n\n{below}\n", name="t").questions

    assert asked.stem_markdown == stem
    assert asked.answer_markdown.startswith(stem)
