"""Which questions are asked: never one that may not be, always the same for the same seed."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.guides.models import Guide, Question
from portal.interviews.selection import Candidate, candidates, choose, matching
from portal.interviews.spec import Spec
from tests.factories import NOON, add_question, make_guide, make_instructor, make_user

WIDGETS = Spec(("widgets",), 10, None)
LEVELS = ("", "basic", "intermediate", "advanced", "scenario")
TOPICS = ("artifacts", "security", "triggers")

pools = st.lists(st.tuples(st.sampled_from(LEVELS), st.sets(st.sampled_from(TOPICS))), min_size=1, max_size=30).map(
    lambda rows: [
        Candidate(number, number + 100, 1, level, tuple(sorted(topics))) for number, (level, topics) in enumerate(rows)
    ]
)


@settings(max_examples=200, deadline=None)
@given(pool=pools, count=st.integers(1, 40), seed=st.integers(0, 2**63))
def test_draw_is_repeated_by_its_seed_whatever_the_order_of_the_pool(pool: list[Candidate], count: int, seed: int):
    drawn = choose(pool, count, seed)

    assert choose(list(reversed(pool)), count, seed) == drawn
    assert len(set(drawn)) == len(drawn) == min(count, len(pool))
    assert set(drawn) <= set(pool)


@settings(max_examples=200, deadline=None)
@given(pool=pools, count=st.integers(1, 40), seed=st.integers(0, 2**63))
def test_draw_takes_levels_in_turn_and_asks_the_easy_ones_first(pool: list[Candidate], count: int, seed: int):
    levels = [candidate.level for candidate in choose(pool, count, seed)]

    assert levels == sorted(levels, key=LEVELS.index)
    drawn, available = Counter(levels), Counter(candidate.level for candidate in pool)
    unspent = [level for level in available if drawn[level] < available[level]]
    assert all(drawn[level] <= drawn[other] + 1 for level in drawn for other in unspent)


def test_short_draw_touches_every_topic():
    pool = [Candidate(number, number, 1, "basic", (TOPICS[0],)) for number in range(20)]
    pool += [Candidate(30, 30, 1, "basic", (TOPICS[1],)), Candidate(31, 31, 1, "basic", (TOPICS[2],))]

    for seed in range(20):
        assert {topic for candidate in choose(pool, 3, seed) for topic in candidate.topics} == set(TOPICS)


@pytest.fixture
def guide(db: None) -> Guide:
    """One plain question, and one of each sort that a filter tells apart."""
    guide = make_guide(questions=1)
    revision = guide.current_revision
    assert revision
    section = revision.sections.get()
    add_question(revision, section, number=2, title="Scenario", kind="scenario", topics=["artifacts"])
    add_question(revision, section, number=3, title="Unanswered", is_answered=False)
    add_question(revision, section, number=4, title="Retired")
    Question.objects.filter(slug="q-4").update(retired_at=NOON)
    return guide


def titles(spec: Spec) -> list[str]:
    return sorted(matching(spec, make_user()).values_list("question_revision__title", flat=True))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["Scenario", "What is widget 1?"]),
        ({"kinds": ("scenario",)}, ["Scenario"]),
        ({"topics": ("artifacts", "security")}, ["Scenario"]),
        ({"levels": ("basic",)}, ["Scenario", "What is widget 1?"]),
        ({"levels": ("advanced",)}, []),
    ],
)
def test_only_answered_questions_that_pass_the_filters_are_asked(guide: Guide, filters, expected: list[str]):
    assert titles(Spec(("widgets",), 10, None, **filters)) == expected


def test_only_the_chosen_guides_are_asked(guide: Guide):
    make_guide("gadgets", questions=2)

    assert titles(WIDGETS) == ["Scenario", "What is widget 1?"]


def test_question_pool_is_asked_only_of_instructors(guide: Guide):
    Guide.objects.update(audience=Guide.Audience.INSTRUCTORS)

    assert titles(WIDGETS) == []
    assert matching(WIDGETS, make_instructor()).count() == 2


def test_candidates_carry_their_topics_in_two_queries(guide: Guide, django_assert_num_queries):
    learner = make_user()

    with django_assert_num_queries(2):
        found = candidates(WIDGETS, learner)

    assert [candidate.topics for candidate in found] == [(), ("artifacts",)]
