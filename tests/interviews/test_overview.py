import pytest

from portal.interviews.overview import Overview, Step, overview_of
from portal.interviews.views.saving import destination
from tests.factories import MINUTE, NOON, make_attempt, respond


def steps(answered: str) -> Overview:
    """“x.x”: answered, empty, answered."""
    return Overview([Step(number, number, mark == "x", False, True) for number, mark in enumerate(answered, start=1)])


@pytest.mark.parametrize(
    ("answered", "position", "expected"),
    [("...", 1, 2), (".x.", 1, 3), (".xx", 3, 1), ("xxx", 2, None), ("x.x", 2, None)],
)
def test_skipping_leads_to_the_next_empty_item_going_round(answered: str, position: int, expected: int | None):
    assert steps(answered).next_empty(position) == expected


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("next", 3),
        ("previous", 1),
        ("skip", 3),
        ("finish", None),
        ("item-1", 1),
        ("item-9", None),
        ("item-²", 2),
        ("flag", 2),
        ("", 2),
        ("nonsense", 2),
    ],
)
def test_button_leads_where_it_says(then: str, expected: int | None):
    assert destination(then, 2, steps("...")) == expected


def test_next_after_the_last_item_is_the_finish():
    assert destination("next", 3, steps("...")) is None
    assert destination("previous", 1, steps("...")) == 1


@pytest.mark.django_db
def test_overview_tells_answered_flagged_and_empty_apart_in_one_query(django_assert_num_queries):
    attempt = make_attempt(count=3)
    respond(attempt, 1, "said")
    attempt.items.filter(position=2).update(is_flagged=True, first_served_at=NOON)

    with django_assert_num_queries(1):
        overview = overview_of(attempt, NOON + MINUTE)

    assert [step.words for step in overview.steps] == ["answered", "empty, flagged", "not seen yet"]
    assert (overview.answered, overview.empty, overview.flagged, overview.first_empty) == (1, 2, 1, 2)
