"""Key points written into a text: it reads as the same guide with these points, and nothing else of it changes."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal.guides.markdown.parser import parse
from portal.guides.markdown.placing import without_lines
from portal.guides.markdown.point_editing import CannotEdit, EditedPoint, set_points, survives

FOUNDING = (settings.BASE_DIR / "content" / "aws-codepipeline.md").read_text()

WIDGETS = """# Widgets

## Basic

### 1. What is a widget? {#what minutes=3}

A **widget** is a small part.

**Key points**

- A *small* part (also: a little piece)
- Any 2 of:
  - Turns left
  - Hums (weight 2)
  - Shines
- Is blue (optional)

Source: [Widgets](https://example.com/widgets)

### 2. How is it cleaned?

With **water**.

***

### 3. Which is right?

- [x] This
- [ ] That
"""

FOLDED = """# Widgets

<details><summary>What is a widget?</summary>

A **small** part.

</details>

<details><summary>How is it cleaned?</summary>

With **water**.

</details>

<details><summary>Who makes it?</summary>

A **machine**.

</details>
"""


def edit(text: str, index: int, *points: EditedPoint) -> str:
    return set_points(text, {index: points}, name="widgets")


def points_of(text: str, index: int) -> list[tuple[str, bool, int, tuple[str, ...]]]:
    question = parse(text, name="widgets").questions[index]
    return [(point.text, point.is_required, point.weight, point.aliases) for point in question.points]


def test_a_list_is_rewritten_where_it_stands_and_unchanged_items_keep_the_words_of_their_author():
    kept = EditedPoint("A small part", aliases=("a little piece",))

    edited = edit(WIDGETS, 0, kept, EditedPoint("Is red", is_required=False, weight=3))

    before, after = "- A *small* part (also: a little piece)\n", "\nSource: [Widgets]"
    assert f"{before}- Is red (optional) (weight 3)\n{after}" in edited
    assert edited.split("\n")[:8] == WIDGETS.split("\n")[:8]
    assert edited.split("**Key points**")[1].split(after)[1] == WIDGETS.split(after)[1]


def test_a_question_without_a_list_gets_one_below_its_answer():
    edited = edit(WIDGETS, 1, EditedPoint("Water"))

    assert "With **water**.\n\n**Key points**\n\n- Water\n\n***\n\n### 3." in edited


def test_sources_stay_below_a_list_that_is_added():
    text = "# W\n\n## B\n\n### What? {#a}\n\nSmall.\n\nSource: [x](https://example.com)\n"

    assert edit(text, 0, EditedPoint("Small")) == text.replace("Small.\n", "Small.\n\n**Key points**\n\n- Small\n")


@pytest.mark.parametrize(
    ("settled", "expected"),
    [
        (EditedPoint("Small red part", weight=2), "- **Small** red **part** (weight 2)"),
        (EditedPoint("A part of a machine"), "- A **part** of a machine"),
        (EditedPoint("Has two parts"), "- Has two parts"),
        (EditedPoint("Small part"), "- **Small** **part**"),
        (EditedPoint("Red (also)"), "- Red (also)"),
    ],
)
def test_what_was_bold_stays_so_in_the_words_that_are_kept(settled, expected):
    text = "# W\n\n## B\n\n### What? {#a}\n\nSmall.\n\n**Key points**\n\n- **Small** red **part**\n- Red\n"

    edited = edit(text, 0, settled, EditedPoint("Red"))

    assert edited == text.replace("- **Small** red **part**", expected)


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (["Turns left", "Hums", "Shines"], "- Any 2 of:\n  - Turns left\n  - Hums\n  - Shines\n"),
        (["Shines"], "- Any 1 of:\n  - Shines\n"),
    ],
)
def test_a_group_needs_no_more_than_it_still_has(members, expected):
    edited = edit(WIDGETS, 0, *(EditedPoint(text, group="g1") for text in members))

    assert expected in edited
    assert [point[0] for point in points_of(edited, 0)] == members


def test_several_questions_are_edited_at_once():
    edits = {0: [EditedPoint("One")], 1: [EditedPoint("Two")]}

    edited = set_points(WIDGETS, edits, name="widgets")

    assert [points_of(edited, index)[0][0] for index in (0, 1)] == ["One", "Two"]


def test_a_guide_in_another_shape_is_written_out_in_the_base_convention():
    edited = edit(FOLDED, 0, EditedPoint("A small part"))

    before, after = parse(FOLDED, name="widgets"), parse(edited, name="widgets")
    assert [question.title for question in after.questions] == [question.title for question in before.questions]
    assert [question.answer_markdown for question in after.questions] == [
        "A **small** part.",
        "With **water**.",
        "A **machine**.",
    ]
    assert points_of(edited, 0) == [("A small part", True, 1, ())]


def test_a_question_that_is_not_there_is_refused():
    with pytest.raises(CannotEdit):
        edit(WIDGETS, 3, EditedPoint("Nothing"))


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        (EditedPoint("Plain words"), True),
        (EditedPoint("2. Not a list, `code`, *stars* and [brackets]"), True),
        (EditedPoint("<b>bold</b> | & ~"), True),
        (EditedPoint("S3", aliases=("Simple Storage Service (AWS)", "bucket")), True),
        (EditedPoint("Ends as a note does (optional)"), False),
        (EditedPoint("A note (also: this)"), False),
        (EditedPoint("A", aliases=("one; two",)), False),
        (EditedPoint("A", aliases=("open (",)), False),
        (EditedPoint(""), False),
    ],
)
def test_a_point_survives_when_it_reads_as_it_is(point, expected):
    assert survives(point) == expected


def test_joining_makes_the_words_of_the_other_another_wording():
    one, other = EditedPoint("Small", weight=2, aliases=("tiny",)), EditedPoint("Little", aliases=("tiny", "wee"))

    assert one.joined(other) == EditedPoint("Small", weight=2, aliases=("tiny", "Little", "wee"))


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)
POINTS = st.builds(
    EditedPoint,
    text=WORDS,
    is_required=st.booleans(),
    weight=st.integers(1, 5),
    aliases=st.lists(WORDS, max_size=2, unique=True).map(tuple),
).filter(survives)
GUIDES = {"widgets": WIDGETS, "folded": FOLDED}


@hypothesis_settings(max_examples=40)
@given(
    name=st.sampled_from(["widgets", "widgets", "folded"]),
    index=st.integers(0, 2),
    points=st.lists(POINTS, min_size=1, max_size=4, unique_by=lambda point: point.text),
)
def test_an_edit_gives_exactly_that_change(name, index, points):
    before = without_lines(parse(GUIDES[name], name=name))

    edited = parse(set_points(GUIDES[name], {index: points}, name=name), name=name)

    expected = [(point.text, point.is_required, point.weight, point.aliases) for point in points]
    got = edited.questions[index].points
    assert [(point.text, point.is_required, point.weight, point.aliases) for point in got] == expected
    assert not any(point.is_proposed for point in got)
    bare = replace(before.questions[index], points=(), groups=())
    assert replace(without_lines(edited).questions[index], points=(), groups=()) == bare
    others = [question for place, question in enumerate(without_lines(edited).questions) if place != index]
    assert others == [question for place, question in enumerate(before.questions) if place != index]


@pytest.mark.parametrize("index", [0, 9, 29])
def test_an_edit_of_the_founding_guide_changes_the_lines_of_one_list_only(index):
    path = Path("aws-codepipeline")

    edited = set_points(FOUNDING, {index: [EditedPoint("Only this")]}, name=path.stem)

    before, after = FOUNDING.split("\n"), edited.split("\n")
    removed = [line for line in before if line not in after]
    assert [line for line in after if line not in before] == ["- Only this"]
    assert all(line.lstrip().startswith("- ") for line in removed)
