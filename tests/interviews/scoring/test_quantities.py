import pytest

from portal.interviews.scoring import Point, Vocabulary, score
from portal.interviews.scoring.quantities import read_numbers
from portal.interviews.scoring.text import tokenise

VOCABULARY = Vocabulary.build(["Alerts are acknowledged.", "Shares of an iceberg lie below.", "Approvers are told."])


def result(text: str, response: str) -> tuple[str, tuple[str, ...]]:
    scored = score("Why?", [Point("p", text)], response, VOCABULARY)
    return scored.points[0].verdict, scored.flags


def read(text: str, *, is_meant: bool = False) -> list[tuple[str, str, float, bool]]:
    numbers = read_numbers(tokenise(text), is_meant=is_meant)
    return [(one.token.text, one.kind, one.amount, one.is_limit) for one in numbers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 minutes or 900 s", [("15", "time", 900.0, False), ("900", "time", 900.0, False)]),
        ("one of them, one hour", [("one", "time", 3600.0, False)]),
        ("nine tenths", [("9", "share", 0.9, False)]),
        ("at most 2 people, at least 3", [("2", "", 2.0, True), ("3", "", 3.0, False)]),
        ("no more than five files, more than 6", [("5", "", 5.0, True), ("6", "", 6.0, False)]),
        ("a maximum of 7", [("7", "", 7.0, True)]),
        ("It has 8. Minutes pass.", [("8", "", 8.0, False)]),
    ],
)
def test_numbers_are_read_with_what_they_count(text, expected):
    assert read(text) == expected


def test_one_is_a_number_where_it_is_meant():
    assert read("one of them", is_meant=True) == [("one", "", 1.0, False)]


WRONG, RIGHT = ("missed", ("number mismatch",)), ("hit", ())


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ("Alerts are acknowledged within 15 minutes.", RIGHT),
        ("Alerts are acknowledged within 900 seconds.", RIGHT),
        ("Alerts are acknowledged within a quarter of an hour, that is 15 min.", RIGHT),
        ("Alerts are acknowledged within 15 hours.", WRONG),
        ("Alerts are acknowledged within one minute.", WRONG),
        ("Alerts are acknowledged within 15 hours, sorry, 15 minutes.", RIGHT),
        ("Alerts are acknowledged within 15.", RIGHT),
    ],
)
def test_same_figure_in_another_unit_is_another_number(response, expected):
    assert result("Alerts are acknowledged within 15 minutes", response) == expected


@pytest.mark.parametrize(
    ("response", "expected"),
    [("One tenth lies below.", WRONG), ("Nine tenths lie below.", RIGHT), ("About 90 percent lie below.", RIGHT)],
)
def test_fractions_are_numbers(response, expected):
    assert result("Nine tenths lie below", response)[1] == expected[1]


@pytest.mark.parametrize(
    ("response", "verdict"),
    [
        ("The approvers are told.", "hit"),
        ("All 5 approvers are told.", "hit"),
        ("At most 2 approvers are told.", "partly"),
        ("Only 2 approvers are told.", "partly"),
        ("No more than 2 of the approvers are told.", "partly"),
        ("The approvers are told at most 2 days later.", "hit"),
    ],
)
def test_limit_that_the_point_does_not_set_makes_it_no_hit(response, verdict):
    assert result("The approvers are told", response) == (verdict, ())
