"""What a cell says, and how its number comes about."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cohorts.effective import terms_of
from portal.cohorts.grading import (
    Decision,
    Read,
    Rule,
    Sat,
    Word,
    after_late_rule,
    cell_of,
    days_begun,
    in_per_cent,
    reading_cell,
    roughly,
    share,
)
from portal.cohorts.models import Assignment, Override
from tests.cohorts.cast import DAY
from tests.factories import MINUTE, NOON, SECOND

TERMS = terms_of(Assignment(opens_at=NOON - DAY, due_at=NOON, closes_at=NOON + 9 * DAY), None, here=None)
EXCUSED = replace(TERMS, is_excused=True)
LATER = NOON + 30 * DAY


def sat(number: int = 1, earned: int = 500, finished_at=NOON - MINUTE, **fields) -> Sat:
    values = {"end_reason": "submitted", "is_scored": True, "possible": 1000} | fields
    return Sat(number, NOON - DAY + number * MINUTE, finished_at, earned=earned, **values)


def running(number: int = 9) -> Sat:
    return Sat(number, NOON - MINUTE)


@pytest.mark.parametrize(
    ("sats", "terms", "expected"),
    [
        ([], TERMS, Word.NOT_STARTED),
        ([], replace(TERMS, opens_at=LATER + DAY), Word.NOT_OPEN),
        ([running()], TERMS, Word.IN_PROGRESS),
        ([sat()], TERMS, Word.SUBMITTED),
        ([sat(end_reason="deadline")], TERMS, Word.CLOSED),
        ([sat(finished_at=NOON + SECOND)], TERMS, Word.LATE),
        ([sat(finished_at=NOON)], TERMS, Word.SUBMITTED),
        ([sat(to_review=1, finished_at=NOON + DAY)], TERMS, Word.NEEDS_REVIEW),
        ([sat(to_review=1), running()], TERMS, Word.IN_PROGRESS),
        ([sat(to_review=1), running()], EXCUSED, Word.EXCUSED),
    ],
)
def test_first_word_that_applies_stands_in_the_cell(sats, terms, expected):
    assert cell_of(sats, terms, Rule(is_reviewed=True), None, LATER).word is expected


@pytest.mark.parametrize(
    ("kept", "grade", "numbers"), [("best", 900, {2}), ("last", 400, {3}), ("average", 600, {1, 2, 3})]
)
def test_kept_score_is_the_best_the_last_or_the_average(kept, grade, numbers):
    sats = [sat(1, 500), sat(2, 900), sat(3, 400)]

    cell = cell_of(sats, TERMS, Rule(kept=kept), None, LATER)

    assert (cell.grade, {line.sat.attempt for line in cell.lines if line.is_kept}) == (grade, numbers)


def test_best_is_chosen_after_the_late_rule():
    sats = [sat(1, 600), sat(2, 900, NOON + 5 * DAY)]

    cell = cell_of(sats, TERMS, Rule(late="deduct", percent_a_day=10), None, LATER)

    assert (cell.grade, cell.kept, cell.is_late) == (600, 1, False)


@pytest.mark.parametrize(
    ("lateness", "days", "left"),
    [
        (timedelta(0), 0, 800),
        (SECOND, 1, 720),
        (DAY, 1, 720),
        (DAY + SECOND, 2, 640),
        (10 * DAY, 10, 0),
        (99 * DAY, 99, 0),
    ],
)
def test_each_day_begun_takes_its_share_of_what_was_earned(lateness, days, left):
    assert (days_begun(lateness), after_late_rule(800, lateness, Rule(late="deduct", percent_a_day=10))) == (days, left)


@pytest.mark.parametrize(("late", "word", "is_late"), [("accept", Word.SUBMITTED, False), ("mark", Word.LATE, True)])
def test_lateness_is_accepted_in_silence_or_marked_and_takes_nothing(late, word, is_late):
    cell = cell_of([sat(1, 800, NOON + DAY)], TERMS, Rule(late=late), None, LATER)

    assert (cell.word, cell.is_late, cell.grade) == (word, is_late, 800)


def test_decision_of_a_person_goes_before_what_is_computed_which_stays_beside_it():
    cell = cell_of([sat()], TERMS, Rule(), Decision(990), LATER)

    assert (cell.grade, cell.computed, cell.is_changed) == (990, 500, True)


def test_decision_taken_back_lets_the_computed_grade_count():
    cell = cell_of([sat()], TERMS, Rule(), Decision(None), LATER)

    assert (cell.grade, cell.is_changed) == (500, False)


def test_excused_learner_has_no_number():
    assert cell_of([sat()], EXCUSED, Rule(), Decision(990), LATER).grade is None


def test_attempt_that_is_not_scored_yet_has_no_number():
    cell = cell_of([sat(is_scored=False)], TERMS, Rule(), None, LATER)

    assert (cell.word, cell.grade) == (Word.SUBMITTED, None)


def test_what_was_sat_twice_counts_the_review_of_the_kept_attempt_only():
    cell = cell_of([sat(1, 100, to_review=3), sat(2, 900)], TERMS, Rule(is_reviewed=True), None, LATER)

    assert (cell.to_review, cell.word) == (0, Word.SUBMITTED)


@pytest.mark.parametrize(
    ("read", "word", "grade"),
    [
        (Read(0, 4), Word.NOT_STARTED, None),
        (Read(1, 4, NOON), Word.IN_PROGRESS, 250),
        (Read(4, 4, NOON), Word.SUBMITTED, 1000),
        (Read(4, 4, NOON + SECOND), Word.LATE, 1000),
        (Read(0, 0), Word.NOT_STARTED, None),
    ],
)
def test_reading_counts_the_questions_marked_as_known(read, word, grade):
    cell = reading_cell(read, TERMS, Rule(), None, LATER)

    assert (cell.word, cell.grade) == (word, grade)


@given(st.lists(st.integers(0, 1000), max_size=6), st.sampled_from(["best", "last", "average"]))
def test_kept_score_lies_between_the_least_and_the_most(earned, kept):
    sats = [sat(number, value) for number, value in enumerate(earned, start=1)]

    cell = cell_of(sats, TERMS, Rule(kept=kept), None, LATER)

    assert (cell.grade is None) == (not earned)
    assert not earned or min(earned) <= cell.grade <= max(earned)


@given(st.integers(0, 1000), st.integers(0, 100), st.integers(0, 60), st.integers(0, 60))
def test_more_lateness_never_earns_more(value, percent, days, more):
    rule = Rule(late="deduct", percent_a_day=percent)

    assert 0 <= after_late_rule(value, (days + more) * DAY, rule) <= after_late_rule(value, days * DAY, rule) <= value


@pytest.mark.parametrize(
    ("earned", "possible", "expected"), [(1, 3, 333), (2, 3, 667), (0, 5, 0), (5, 5, 1000), (0, 0, None)]
)
def test_share_is_rounded_to_a_thousandth(earned, possible, expected):
    assert share(earned, possible) == expected


@pytest.mark.parametrize(("grade", "expected"), [(None, None), (0, 0), (994, 99), (999, 99), (1000, 100), (45, 5)])
def test_only_the_whole_rounds_to_a_hundred_per_cent(grade, expected):
    assert in_per_cent(grade) == expected


@pytest.mark.parametrize(
    ("duration", "expected"),
    [(SECOND, "1 minute"), (61 * MINUTE, "1 hour 1 minute"), (2 * DAY + 3 * 60 * MINUTE + MINUTE, "2 days 3 hours")],
)
def test_lateness_reads_in_two_units(duration, expected):
    assert roughly(duration) == expected


def test_override_moves_what_is_late():
    terms = terms_of(Assignment(due_at=NOON), Override(due_at=NOON + 2 * DAY), here=None)

    assert cell_of([sat(finished_at=NOON + DAY)], terms, Rule(), None, LATER).word is Word.SUBMITTED
