"""Opposite words, and right answers that hold such words: at least and at most, before and after, more and less."""

import pytest

from portal.interviews.scoring.contrasts import flipped, read_poles
from portal.interviews.scoring.text import tokenise
from tests.interviews.scoring.prose import Prose

ANSWERS = {
    "What does a database index do?": (
        "An index makes reads faster. It makes writes slower, because every index is updated on each "
        "write. The index is always sorted by its key. It needs at least one column. The planner "
        "checks the statistics before it chooses an index. A covering index holds all the columns of "
        "a query."
    ),
    "How does a code review work?": (
        "The author opens a pull request before the merge. At least two reviewers approve every "
        "change. All the tests run after each push. Reviewers always read the whole diff. Small "
        "changes get more comments than large ones. A change is merged at most once a day."
    ),
    "How does photosynthesis work?": (
        "Plants take in carbon dioxide and water. All green plants use chlorophyll to absorb light. "
        "The light reactions happen before the Calvin cycle. More light leads to more sugar. Oxygen "
        "is released after water is split. Leaves always need some light."
    ),
    "How is bread baked?": (
        "The dough rises before it is baked. The oven is hotter at the start than at the end. The "
        "loaf rests for at least an hour. Every loaf is scored with a knife. Salt is added after the "
        "flour has absorbed the water. Bread keeps longer in a cool room."
    ),
}

FLIPPED = [
    ("index", "An index makes reads slower."),
    ("index", "The index is sometimes sorted by its key."),
    ("index", "It needs at most one column."),
    ("index", "The planner checks the statistics after it chooses an index."),
    ("index", "A covering index holds some of the columns of a query."),
    ("review", "The author opens a pull request after the merge."),
    ("review", "At most two reviewers approve every change."),
    ("review", "Some of the tests run after each push."),
    ("review", "All the tests run before each push."),
    ("review", "Reviewers seldom read the whole diff."),
    ("review", "Small changes get fewer comments than large ones."),
    ("review", "A change is merged at least once a day."),
    ("photosynthesis", "A few green plants use chlorophyll to absorb light."),
    ("photosynthesis", "The light reactions happen after the Calvin cycle."),
    ("photosynthesis", "More light leads to less sugar."),
    ("photosynthesis", "Oxygen is released before water is split."),
    ("bread", "The dough rises after it is baked."),
    ("bread", "The oven is colder at the start than at the end."),
    ("bread", "The loaf rests for at most an hour."),
    ("bread", "Salt is added before the flour has absorbed the water."),
    ("bread", "None of the loaves is scored with a knife."),
    ("review", "None of the tests run after each push."),
    ("bread", "Bread keeps shorter in a cool room."),
]

HONEST = [
    ("index", "An index makes reads faster but it makes writes slower."),
    ("index", "Reads become faster. Writes become slower because each index must be updated on each write."),
    ("index", "The index is always sorted by its key, not only sometimes."),
    ("index", "After parsing, the planner checks the statistics before it chooses an index."),
    ("index", "It needs at least one column, and at most 32."),
    ("review", "Before the merge the author opens a pull request."),
    (
        "review",
        "The author opens a pull request, and after the review it is merged; so the request comes before the merge.",
    ),
    ("review", "Two reviewers or more have to approve every change, at least two."),
    ("review", "After each push, all the tests run; some of the slow tests run at night as well."),
    ("review", "Reviewers always read the whole diff, even if they are sometimes tired."),
    ("review", "Large changes get fewer comments than small ones."),
    ("review", "Small changes get more comments, large changes less."),
    ("review", "A change is merged at most once a day, never more."),
    ("review", "All the tests run after each push and before the merge."),
    ("photosynthesis", "Every green plant uses chlorophyll to absorb light, and some plants are red as well."),
    (
        "photosynthesis",
        "First the light reactions, and after them the Calvin cycle: the light reactions happen before it.",
    ),
    ("photosynthesis", "More light leads to more sugar, less light to less sugar."),
    ("photosynthesis", "After the water is split, oxygen is released."),
    ("photosynthesis", "The Calvin cycle happens after the light reactions."),
    ("bread", "The dough is baked after it rises."),
    ("bread", "The dough rises before it is baked, and after an hour it is shaped."),
    ("bread", "The oven is hotter at the start than at the end, so it gets colder."),
    ("bread", "It rests for at least an hour, not at most an hour."),
    ("bread", "Each loaf is scored with a knife; some bakers use a razor."),
    ("bread", "Once the flour has absorbed the water, salt is added: after, not before."),
]


score_of = Prose(ANSWERS).score_of


@pytest.mark.parametrize(("about", "response"), FLIPPED)
def test_statement_with_the_opposite_word_is_denied_and_no_point_is_hit(about, response):
    result = score_of(about, response)

    assert [point for point in result.points if point.verdict == "hit"] == []
    assert result.flags == ("possible contradiction",)


@pytest.mark.parametrize(("about", "response"), HONEST)
def test_right_statement_with_such_a_word_is_hit_and_raises_no_flag(about, response):
    result = score_of(about, response)

    assert (result.flags, "hit" in [point.verdict for point in result.points]) == ((), True)


def poles(text: str, language: str = "en") -> list[str]:
    return [pole.token.text for pole in read_poles(tokenise(text, language), set(), language)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("All of it, at least two, before noon.", ["all", "least", "before"]),
        ("The least of most things.", []),
        ("Not all of it, no later than noon, not before.", []),
        ("If some fail, others do not; some fail.", ["some"]),
        ("It increased and then fell.", ["increased"]),
        ("Always and sometimes.", ["always", "sometimes"]),
    ],
)
def test_poles_are_words_with_an_opposite_that_nothing_turns_round(text, words):
    assert poles(text) == words


def test_language_without_scales_has_no_poles():
    assert poles("all before some", "de") == []


@pytest.mark.parametrize(
    ("meant", "said", "expected"),
    [
        ("the tests run before the build", "the tests run after the build", ["after"]),
        ("the tests run before the build", "the build runs after the tests", []),
        ("the tests run before the build", "the build runs before the tests", ["before"]),
        ("the tests run before the build", "after the build the tests run", ["after"]),
        ("the tests run before the build", "after the tests the build runs", []),
        ("small jobs need more time than large ones", "large jobs need less time than small ones", []),
        ("small jobs need more time than large ones", "large jobs need more time than small ones", ["more"]),
        ("more light gives more sugar", "less light gives less sugar", []),
        ("more light gives more sugar", "more light gives less sugar", ["less"]),
        ("all jobs run", "some jobs run", ["some"]),
        ("all jobs run", "some people know that all jobs run", []),
    ],
)
def test_opposite_counts_where_it_stands_between_the_same_things(meant, said, expected):
    sides = [read_poles(tokenise(text), set(), "en") for text in (meant, said)]

    assert [pole.token.text for pole in flipped(*sides)] == expected
