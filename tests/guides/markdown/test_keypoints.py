from dataclasses import replace

import pytest

from portal.guides.markdown.document import ParsedGroup, ParsedPoint
from portal.guides.markdown.keypoints import PROPOSED_LIMIT, is_task_list, propose, read_points
from portal.guides.markdown.structure import read_source


def points_of(text):
    return read_points(read_source(text).blocks[0])


def texts(answer, **more):
    return [point.text for point in propose(answer, **more)[0]]


def test_each_item_of_a_list_is_a_point_without_its_marks():
    (points, groups), findings = points_of("- A **service** of `AWS`\n- Second\n")

    assert points == (ParsedPoint("A service of AWS", 1, bold=((2, 9),)), ParsedPoint("Second", 2))
    assert (groups, findings) == ((), [])


@pytest.mark.parametrize(
    ("item", "point"),
    [
        ("One (optional)", ParsedPoint("One", 1, is_required=False)),
        ("One (weight 3)", ParsedPoint("One", 1, weight=3)),
        ("One (also: first; number (1); first)", ParsedPoint("One", 1, aliases=("first", "number (1)"))),
        ("One (Also: a) (weight 5) (optional).", ParsedPoint("One", 1, False, 5, None, ("a",))),
        ("One (also:)", ParsedPoint("One", 1)),
        ("One **two** (also: a **b**)", ParsedPoint("One two", 1, aliases=("a b",), bold=((4, 7),))),
        ("One **two (optional)**", ParsedPoint("One two", 1, is_required=False, bold=((4, 7),))),
        ("One (as said)", ParsedPoint("One (as said)", 1)),
        ("Weight (optional) first", ParsedPoint("Weight (optional) first", 1)),
    ],
)
def test_brackets_at_the_end_of_an_item_say_how_it_counts(item, point):
    assert points_of(f"- {item}") == (((point,), ()), [])


@pytest.mark.parametrize("weight", ["0", "6", "two", ""])
def test_a_weight_outside_1_to_5_is_found_and_counts_as_1(weight):
    ((point,), _), findings = points_of(f"- One (weight {weight})")

    assert (point, [(f.code, f.line) for f in findings]) == (ParsedPoint("One", 1), [("BAD-POINT", 1)])


def test_any_n_of_makes_a_group_of_the_points_inside():
    (points, groups), findings = points_of("- First\n- Any two of these:\n  - A\n  - B (also: b)\n  - C\n")

    assert groups == (ParsedGroup("g1", 2),)
    assert points == (
        ParsedPoint("First", 1),
        ParsedPoint("A", 3, group="g1"),
        ParsedPoint("B", 4, group="g1", aliases=("b",)),
        ParsedPoint("C", 5, group="g1"),
    )
    assert findings == []


def test_an_optional_group_makes_its_points_optional():
    ((point,), _), _ = points_of("- Any 1 of: (optional)\n  - A")

    assert point == ParsedPoint("A", 2, is_required=False, group="g1")


@pytest.mark.parametrize(("need", "kept"), [("2", 2), ("3", 2), ("0", 2)])
def test_a_group_asks_for_no_more_than_it_holds(need, kept):
    (_, groups), findings = points_of(f"- Any {need} of:\n  - A\n  - B")

    assert groups == (ParsedGroup("g1", kept),)
    assert [f.code for f in findings] == ([] if need == "2" else ["BAD-GROUP"])


def test_an_item_that_only_announces_others_is_no_point():
    (points, _), _ = points_of("- Integrates with:\n  - GitHub\n- Runs\n  - on a change")

    assert [point.text for point in points] == ["GitHub", "Runs", "on a change"]


def test_list_items_and_table_rows_are_proposed_before_all_else():
    answer = "**Bold** here.\n\n- One (optional)\n- Two\n\n| Name | A | B |\n|-|-|-|\n| Kind | x | y |\n| Use | z | |\n"

    assert propose(answer)[0] == (
        ParsedPoint("One", 3, is_required=False, is_proposed=True),
        ParsedPoint("Two", 4, is_proposed=True),
        ParsedPoint("Kind: A – x; B – y", 8, is_proposed=True),
        ParsedPoint("Use: A – z", 9, is_proposed=True),
    )


@pytest.mark.parametrize(
    ("item", "point"),
    [
        ("**ELB** (also: load balancer; LB).", ParsedPoint("ELB", 1, aliases=("load balancer", "LB"), bold=((0, 3),))),
        ("One (optional) (also: a)", ParsedPoint("One", 1, is_required=False, aliases=("a",))),
        ("One (also: a) or two", ParsedPoint("One (also: a) or two", 1)),
        ("One (also known as a)", ParsedPoint("One (also known as a)", 1)),
    ],
)
def test_other_wordings_at_the_end_of_an_answers_item_are_those_of_the_point_proposed(item, point):
    assert propose(f"- {item}")[0] == (replace(point, is_proposed=True),)


def test_a_row_of_two_cells_is_the_one_and_the_other():
    assert texts("| Name | Use |\n|-|-|\n| S3 | keeps artifacts |") == ["S3: keeps artifacts"]


def test_bold_terms_are_proposed_where_no_list_or_table_stands_except_what_the_title_says():
    answer = "**AWS CodePipeline** is a **managed service** that is **fast:** and a **managed service**."

    assert texts(answer, title="What is AWS CodePipeline?") == ["managed service", "fast"]


def test_sentences_are_proposed_where_nothing_else_stands():
    assert texts("Yes. It runs, e.g. on a change. It stops when a stage fails!") == [
        "It runs, e.g. on a change.",
        "It stops when a stage fails!",
    ]


def test_sentences_without_spaces_are_proposed_too():
    assert texts("持续集成是一种实践。它很快速。是。") == ["持续集成是一种实践。", "它很快速。"]


def test_some_of_a_list_is_enough_where_its_lead_says_such_as():
    points, groups = propose("It works with tools such as:\n\n- A1\n- B2\n- C3\n- D4\n- E5\n")

    assert groups == (ParsedGroup("g1", 3),)
    assert {point.group for point in points} == {"g1"}


@pytest.mark.parametrize("answer", ["", "Yes.", "```\ncode\n```", "- [x] right\n- [ ] wrong"])
def test_nothing_is_proposed_where_nothing_is_said(answer):
    assert propose(answer) == ((), ())


def test_one_point_said_twice_is_proposed_once_and_a_long_list_is_cut():
    many = "".join(f"- Point {n}\n" for n in range(50))

    assert len(propose(many)[0]) == PROPOSED_LIMIT
    assert texts("- Same\n- **same**.\n") == ["Same"]


@pytest.mark.parametrize(
    ("text", "expected"), [("- [x] a\n- [ ] b", True), ("1. [X] a", True), ("- [x] a\n- b", False), ("- a", False)]
)
def test_a_task_list_has_a_box_in_every_item(text, expected):
    assert is_task_list(read_source(text).blocks[0]) == expected


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        ("It holds four messages, and it keeps them sorted.", ["It holds four messages", "it keeps them sorted."]),
        ("It holds four messages; messages are kept sorted.", ["It holds four messages", "messages are kept sorted."]),
        ("It holds four messages, and it waits.", ["It holds four messages, and it waits."]),
        ("It holds four messages, keys and the rest of it.", ["It holds four messages, keys and the rest of it."]),
    ],
)
def test_statements_of_a_sentence_are_proposed_one_by_one_if_each_can_stand_alone(answer, points):
    assert texts(answer) == points
