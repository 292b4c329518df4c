"""No text costs more than it is given."""

import pytest

from portal.guides.markdown.bounded_parsing import (
    QUICK_BYTES,
    QUICK_LINE,
    QUICK_LINES,
    QUICK_QUOTES,
    is_quick,
    load_bounded,
)
from portal.guides.markdown.files import File
from portal.guides.markdown.loading import load_file
from portal.guides.markdown.repair import NotText

GUIDE = b"# Widgets\n\n### What is a widget?\n\nA small part.\n"
LONG = GUIDE + b"It turns.\n" * QUICK_LINES


def test_what_is_small_in_ordinary_lines_is_quick():
    assert is_quick(b"a" * QUICK_LINE + b"\n")
    assert not is_quick(b"a" * (QUICK_LINE + 1) + b"\n")
    assert is_quick(b"a\n" * QUICK_LINES)
    assert not is_quick(b"a\n" * (QUICK_LINES + 1))
    full = (b"a" * 999 + b"\n") * (QUICK_BYTES // 1000)
    assert is_quick(full)
    assert not is_quick(full + b"a")
    assert is_quick(b"")
    assert is_quick(b" > a\n" * QUICK_QUOTES)
    assert not is_quick(b" > a\n" * (QUICK_QUOTES + 1))


@pytest.mark.parametrize("data", [GUIDE, LONG], ids=["here", "in a child"])
def test_it_makes_no_difference_where_a_text_is_parsed(data):
    file = File(data, "widgets")

    assert load_bounded(file) == load_file(file)


def test_what_is_no_text_is_refused_from_the_child_too():
    with pytest.raises(NotText, match="line 1 holds a NUL"):
        load_bounded(File(b"\0" * 200_000, "x"))


def test_what_takes_too_long_is_stopped_and_says_so():
    many = b"".join(b"### What is number %d?\n\nIt is so.\n\n" % n for n in range(8_000))

    (problem,) = load_bounded(File(many, "x"), seconds=1).guide.problems

    assert (problem.code, problem.severity) == ("TOO-SLOW", "error")
    assert problem.message == "Reading this text takes longer than 1 seconds: it was stopped."


def test_a_file_over_the_limit_is_not_read():
    limit = len(GUIDE)

    assert load_bounded(File(GUIDE, "x"), size_limit=limit).guide.questions
    assert [p.code for p in load_bounded(File(GUIDE + b"\n", "x"), size_limit=limit).guide.problems] == [
        "FILE-TOO-LARGE"
    ]
