"""The follow-up asks for the most important missed point, tells little of it, and is worth half."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.interviews.scoring import (
    Group,
    Point,
    Vocabulary,
    cue,
    most_missed,
    score,
    score_follow_up,
    with_follow_up,
    wording_of,
)

QUESTION = "How does a widget work?"
POINTS = (
    Point("small", "It is small and light"),
    Point("turns", "Rotation is anticlockwise around the vertical axis", weight=3),
    Point("store", "**Artifact store** - an encrypted bucket that keeps every output zipped"),
    Point("extra", "Blue paint against rust", is_required=False, weight=5),
)
VOCABULARY = Vocabulary.build([QUESTION, *(point.text for point in POINTS)])
credits_ = st.floats(0, 1)


def found(response: str, points: tuple[Point, ...] = POINTS, groups: tuple[Group, ...] = ()):
    return score(QUESTION, points, response, VOCABULARY, groups=groups)


@pytest.mark.parametrize(
    ("response", "key"),
    [
        ("No idea at all", "turns"),
        ("Rotation is anticlockwise around the vertical axis", "small"),
        ("It is small and light. Rotation is anticlockwise around the vertical axis", "store"),
        (". ".join(point.text for point in POINTS[:3]), None),
    ],
)
def test_most_important_missed_point_is_asked_for(response: str, key: str | None):
    missed = most_missed(POINTS, found(response))

    assert (missed and missed.key) == key


def test_nothing_is_missing_from_a_group_that_has_what_it_needs():
    points = (Point("a", "It is small and light", group="g"), Point("b", "Blue paint against rust", group="g"))

    assert most_missed(points, found("It is small and light", points, (Group("g", 1),)), (Group("g", 1),)) is None
    missed = most_missed(points, found("It is small and light", points, (Group("g", 2),)), (Group("g", 2),))
    assert missed
    assert missed.key == "b"


def test_point_that_was_denied_is_not_asked_for():
    points = (Point("a", "The store is encrypted with a customer managed key"),)
    result = found("The store is not encrypted with a customer managed key", points)

    assert result.points[0].verdict == "denied"
    assert most_missed(points, result) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rotation is anticlockwise around the vertical axis", "Rotation"),
        ("**Artifact store** - an encrypted bucket that keeps every output zipped", "Artifact store"),
        ("A widget is painted blue against rust and scratches", "painted"),
        ("Each of two polished casings turns anticlockwise", "polished casings"),
        ("Encrypted", ""),
        ("Widget work", ""),
        ("", ""),
    ],
)
def test_cue_is_what_the_point_is_about_and_never_most_of_it(text: str, words: str):
    assert cue(Point("p", text), QUESTION, VOCABULARY) == words


@given(text=st.text("abcde fghij.*`-:()", max_size=60))
def test_cue_holds_little_of_any_point(text: str):
    point = Point("p", text)
    words = cue(point, QUESTION, VOCABULARY)

    assert words == " ".join(words.split())
    assert score_follow_up(QUESTION, words, point, words, VOCABULARY).points[0].verdict in {"missed", "denied"}


def test_question_says_the_cue_and_does_without_one():
    assert "“Artifact store”" in wording_of("Artifact store")
    assert "“" not in wording_of("")


@pytest.mark.parametrize("point", POINTS)
def test_repeating_the_cue_earns_nothing_and_saying_the_point_earns_it(point: Point):
    words = cue(point, QUESTION, VOCABULARY)

    assert score_follow_up(QUESTION, words, point, f"It has to do with {words}", VOCABULARY).points[0].credit < 0.2
    assert score_follow_up(QUESTION, words, point, point.text, VOCABULARY).points[0].verdict == "hit"


@given(response=st.sampled_from(["", *(point.text for point in POINTS)]), credit=credits_)
def test_followed_up_point_earns_half_at_most_and_the_others_what_they_did(response: str, credit: float):
    own = found(response)
    both = with_follow_up(POINTS, own, "turns", credit)

    before, after = ({point.key: point for point in result.points} for result in (own, both))
    assert {key: point for key, point in after.items() if key != "turns"} == {
        key: point for key, point in before.items() if key != "turns"
    }
    assert after["turns"].credit == pytest.approx(max(min(0.5, before["turns"].credit), 0.5 * credit), abs=1e-4)
    assert after["turns"].verdict != "hit"
    assert 0 <= both.coverage <= 100
    assert both.version == f"{own.version}+F1"


@given(first=credits_, second=credits_)
def test_better_follow_up_never_covers_less(first: float, second: float):
    low, high = sorted((first, second))
    own = found("It is small and light")

    assert with_follow_up(POINTS, own, "turns", low).coverage <= with_follow_up(POINTS, own, "turns", high).coverage


def test_follow_up_lifts_no_cap():
    words = "artifact store encrypted bucket output zipped rotation anticlockwise vertical axis small light paint"
    own = found(words)

    assert own.coverage == 50
    assert with_follow_up(POINTS, own, "turns", 1.0).coverage == 50
