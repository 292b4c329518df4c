"""Which questions are asked: never one that may not be, always the same for the same seed."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.guides.models import Guide, Question, ToolTable
from portal.interviews.models import Attempt
from portal.interviews.scorekeeping import score_ended
from portal.interviews.selection import Candidate, available, candidates, choose, matching
from portal.interviews.spec import Spec
from tests.factories import (
    MINUTE,
    NOON,
    add_question,
    make_attempt,
    make_guide,
    make_instructor,
    make_user,
    respond,
    revision_of,
)

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


def test_candidates_carry_their_topics_in_three_queries(guide: Guide, django_assert_num_queries):
    learner = make_user()

    with django_assert_num_queries(3):
        found = candidates(WIDGETS, learner, NOON)

    assert [candidate.topics for candidate in found] == [(), ("artifacts",)]


def test_draw_asks_first_what_was_not_met_lately_then_what_was_met_longest_ago():
    pool = [Candidate(number, number, 1, "basic", met=met) for number, met in enumerate([2, 0, 1, 0, 3])]

    for seed in range(10):
        assert [candidate.met for candidate in choose(pool, 5, seed)] == [0, 0, 1, 2, 3]


def test_draw_that_aims_at_weak_points_asks_them_first():
    pool = [Candidate(number, number, 1, "basic", is_weak=number % 3 == 0, met=number) for number in range(9)]

    assert {candidate.question for candidate in choose(pool, 3, seed=1)} == {0, 3, 6}


def test_what_the_last_attempts_asked_is_drawn_last(guide: Guide):
    learner = make_user()
    before = make_attempt(learner, guide=guide, count=1, seed=5)
    asked = before.items.get().question_revision
    before.finish(NOON, by=learner)
    make_attempt(guide=guide, count=1, seed=6)

    met = {candidate.question_revision: candidate.met for candidate in candidates(WIDGETS, learner, NOON)}
    forgotten = candidates(replace(WIDGETS, unlike_last=0), learner, NOON)

    assert asked
    assert met == {pk: int(pk == asked.pk) for pk in met}
    assert {candidate.met for candidate in forgotten} == {0}
    assert len(met) == 2


def test_weak_topics_are_aimed_at_only_when_asked_for(guide: Guide):
    learner = make_user()
    attempt = make_attempt(learner, guide=guide, topics=("artifacts",), count=1)
    respond(attempt, 1, "No idea")
    attempt.finish(NOON + MINUTE, by=learner)
    score_ended(Attempt.objects.all(), NOON + MINUTE)

    weak = [c.is_weak for c in candidates(replace(WIDGETS, aims_at_weak=True), learner, NOON + 2 * MINUTE)]
    unasked = [c.is_weak for c in candidates(WIDGETS, learner, NOON + 2 * MINUTE)]

    assert (weak, unasked) == ([False, True], [False, False])


def test_table_is_counted_where_pairs_are_asked_and_has_no_topic(guide: Guide):
    ToolTable.objects.create(
        guide_revision=revision_of(guide),
        key="t",
        position=0,
        title="T",
        header=["A", "B"],
        rows=[["a", "one"], ["b", "two"], ["c", "three"]],
        html="",
    )
    pairs, learner = replace(WIDGETS, kinds=("matching",)), make_user()

    assert [available(spec, learner) for spec in (pairs, replace(pairs, topics=("artifacts",)), WIDGETS)] == [1, 0, 2]


def test_practice_leaves_out_what_an_open_assessed_interview_asks(guide: Guide):
    learner = make_user()
    make_attempt(learner, guide=guide, count=9, mode="assessed")

    assert available(WIDGETS, learner) == 0
    assert available(replace(WIDGETS, mode="assessed"), learner) == 2


def test_choice_of_before_keeps_its_fingerprint():
    """What the first version of the product stored for this choice."""
    assert WIDGETS.to_json() == {
        "guides": ["widgets"],
        "count": 10,
        "minutes": None,
        "topics": [],
        "levels": [],
        "kinds": [],
        "mode": "practice",
    }
    assert replace(WIDGETS, aims_at_weak=True).fingerprint != WIDGETS.fingerprint
