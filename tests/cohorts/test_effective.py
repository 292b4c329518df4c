"""Effective values: per field the person's own, else the assignment's; a time factor by the same rule."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cohorts.effective import FIELDS, terms_of
from portal.cohorts.models import Assignment, Override
from portal.interviews.clock import Timing
from tests.cohorts.cast import DAY
from tests.factories import MINUTE, NOON

moments = st.none() | st.integers(0, 100).map(lambda days: NOON + days * DAY)
values = st.fixed_dictionaries(
    {
        "opens_at": moments,
        "due_at": moments,
        "closes_at": moments,
        "limit": st.none() | st.integers(1, 480).map(lambda minutes: timedelta(minutes=minutes)),
        "attempts_allowed": st.none() | st.integers(1, 9),
    }
)
factors = st.none() | st.integers(100, 1000).map(lambda hundredths: Decimal(hundredths) / 100)


@given(values, st.none() | values, factors)
def test_each_field_is_the_persons_own_or_else_the_assignments(default, own, here):
    override = None if own is None else Override(**own, reason="ill")
    profile = Decimal("1.50")

    terms = terms_of(Assignment(**default), override, here=here, profile=profile)

    for name in FIELDS:
        chosen = own and own[name]
        assert getattr(terms, name) == (default[name] if chosen is None else chosen)
        assert (name in terms.own) == (chosen is not None)
    assert terms.factor == (profile if here is None else here)
    assert terms.reason == ("ill" if terms.own else "")


@given(values, values, st.sampled_from(FIELDS))
def test_one_field_of_ones_own_changes_no_other(default, own, name):
    assignment = Assignment(**default)
    plain = terms_of(assignment, None, here=None)
    given_one = terms_of(assignment, Override(**{name: own[name]}), here=None)

    others = [field for field in FIELDS if field != name]
    assert [getattr(given_one, field) for field in others] == [getattr(plain, field) for field in others]


@pytest.mark.parametrize(
    ("here", "profile", "expected"),
    [
        (None, Decimal(1), "30 minutes"),
        (None, Decimal("1.50"), "45 minutes (30 minutes × 1.5, time factor of the profile)"),
        (Decimal(2), Decimal("1.50"), "1 hour (30 minutes × 2, time factor in this cohort)"),
    ],
)
def test_time_says_where_it_comes_from(here, profile, expected):
    terms = terms_of(Assignment(limit=30 * MINUTE), None, here=here, profile=profile)

    assert terms.time_words == expected


def test_terms_give_the_clock_its_limit_factor_and_end():
    terms = terms_of(Assignment(limit=30 * MINUTE, closes_at=NOON + DAY), None, here=Decimal(2))

    assert terms.timing == Timing(30 * MINUTE, Decimal(2), None, NOON + DAY)


@pytest.mark.parametrize(("at", "has_closed"), [(NOON - MINUTE, False), (NOON, True)])
def test_it_is_closed_from_the_moment_it_closes(at, has_closed):
    assert terms_of(Assignment(closes_at=NOON), None, here=None).has_closed(at) == has_closed


@pytest.mark.parametrize(("at", "has_opened"), [(NOON - MINUTE, False), (NOON, True)])
def test_it_is_open_from_the_moment_it_opens(at, has_opened):
    assert terms_of(Assignment(opens_at=NOON), None, here=None).has_opened(at) == has_opened
