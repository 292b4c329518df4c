"""What differs between two texts."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.guides.authoring.comparing import CELLS_LIMIT, SHOWN_LINES, Comparison, compare

TEXTS = st.lists(st.sampled_from("abc"), max_size=30).map("\n".join)


def marks(comparison: Comparison) -> list[str]:
    return ["".join(line["mark"] + line["text"] for line in hunk) for hunk in comparison.hunks]


def test_the_same_text_has_no_difference():
    comparison = compare("one\ntwo", "one\ntwo")

    assert comparison == Comparison([], 0, 0)
    assert comparison.is_same


def test_a_changed_line_is_shown_between_its_neighbours_what_went_before_what_came():
    assert marks(compare("1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\n4\nx\n6\n7\n8\n9")) == [" 2 3 4-5+x 6 7 8"]


def test_changes_far_apart_are_shown_apart():
    before = "\n".join("abcdefghijkl")

    assert marks(compare(before, before.replace("a", "A").replace("l", "L"))) == ["-a+A b c d", " i j k-l+L"]


def test_lines_carry_their_numbers_in_both_texts():
    hunk = compare("a\nb", "x\na\nc").hunks[0]

    assert [(line["mark"], line["old"], line["new"]) for line in hunk] == [
        ("+", None, 1),
        (" ", 1, 2),
        ("-", 2, None),
        ("+", None, 3),
    ]


@given(TEXTS, TEXTS)
def test_what_is_removed_and_added_makes_the_one_text_the_other(before, after):
    lines = [line for hunk in compare(before, after).hunks for line in hunk]
    removed = {line["old"] for line in lines if line["mark"] == "-"}
    added = {line["new"]: line["text"] for line in lines if line["mark"] == "+"}

    kept = [text for number, text in enumerate(before.split("\n"), 1) if number not in removed]
    count = len(kept) + len(added)
    rest = iter(kept)
    assert [added[n] if n in added else next(rest) for n in range(1, count + 1)] == after.split("\n")


def test_much_that_differs_is_shown_in_part():
    comparison = compare("", "\n".join(map(str, range(SHOWN_LINES + 1))))

    assert (comparison.added, comparison.is_partial) == (SHOWN_LINES + 1, True)
    assert sum(map(len, comparison.hunks)) == SHOWN_LINES


@pytest.mark.parametrize("side", [int(CELLS_LIMIT**0.5) - 1, 200_000])
def test_no_two_texts_take_long(side):
    one, other = ("\n".join(f"{name}{number}" for number in range(side)) for name in "ab")
    began = time.process_time()

    comparison = compare(one, other)

    assert (comparison.added, comparison.is_partial) == (side, True)
    assert time.process_time() - began < 2
