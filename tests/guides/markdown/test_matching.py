import pytest

from portal.guides.markdown.matching import MARGIN, Match, Side, body_likeness, match, match_texts, mutual_best
from portal.guides.markdown.titles import normalise_title

LONG = "A pipeline moves a change through build, test and approval until it is deployed to production."
OTHER = "Artifacts are files that one stage hands to the next; a bucket in the same Region keeps them all."


def sides(*questions):
    """Sides of (title, body) or (title, body, id) in order; equal questions have equal digests."""
    found = []
    for index, (title, body, *external_id) in enumerate(questions):
        given = external_id[0] if external_id else None
        found.append(Side(index, normalise_title(title), title, body, f"{title}|{body}", given))
    return found


def retired(side):
    return Side(side.index, side.key, side.title, side.body, side.sha256, side.external_id, is_retired=True)


def pairs(new, old):
    return {index: found.old for index, found in match(new, old).items()}


def test_an_id_goes_before_a_title():
    new, old = sides(("Two", "b", "x")), sides(("Two", "b"), ("One", "a", "x"))

    assert pairs(new, old) == {0: 1}


def test_an_unknown_id_is_adopted_by_a_question_of_that_title_without_one():
    new = sides(("One", "a", "x"))

    assert pairs(new, sides(("One", "a"))) == {0: 0}
    assert pairs(new, sides(("One", "a", "y"))) == {}


def test_a_question_that_lost_its_id_is_found_by_its_title():
    assert pairs(sides(("One", "new words")), sides(("One", "a", "x"))) == {0: 0}


def test_equal_titles_match_whatever_became_of_the_answer_or_the_order():
    new, old = sides(("2. **One**", "b"), ("Two", "a")), sides(("Two", "b"), ("One", "a"))

    assert pairs(new, old) == {0: 1, 1: 0}


def test_a_repeated_title_is_told_apart_by_its_answer():
    new, old = sides(("One", LONG), ("One", OTHER)), sides(("One", OTHER), ("One", LONG))

    assert pairs(new, old) == {0: 1, 1: 0}


def test_a_repeated_title_is_told_apart_by_an_answer_much_alike():
    new, old = sides(("One", f"{LONG} More."), ("One", f"{OTHER} More.")), sides(("One", OTHER), ("One", LONG))

    assert pairs(new, old) == {0: 1, 1: 0}


def test_a_repeated_title_with_nothing_to_tell_it_apart_is_ambiguous():
    new, old = sides(("One", "new")), sides(("One", "a"), ("One", "b"))

    assert match(new, old) == {0: Match(candidates=(0, 1))}


def test_of_very_many_candidates_only_some_are_listed():
    found = match(sides(("One", "new")), sides(*(("One", f"old {n}") for n in range(20))))

    assert found == {0: Match(candidates=tuple(range(10)))}


def test_questions_alike_in_everything_pair_in_their_order():
    twins = sides(("One", "a"), ("One", "a"), ("One", "a"))

    assert pairs(twins, twins) == {0: 0, 1: 1, 2: 2}


def test_a_retired_question_returns_only_where_no_other_has_its_title():
    old = sides(("One", "a"), ("One", "b"), ("Two", "c"))
    old = [retired(old[0]), old[1], retired(old[2])]

    assert pairs(sides(("One", "a"), ("Two", "x")), old) == {0: 1, 1: 2}


def test_a_new_title_over_an_answer_much_alike_is_a_rename():
    found = match(sides(("How does it work?", f"{LONG} It is fast.")), sides(("What is a pipeline?", LONG)))

    assert (found[0].old, found[0].is_rename, found[0].is_certain) == (0, True, False)


def test_a_mended_title_over_the_same_answer_is_certain():
    found = match(sides(("What is a pipeline stage?", "Short.")), sides(("What is a pipline stage?", "Short.")))

    assert (found[0].old, found[0].is_rename, found[0].is_certain) == (0, True, True)


def test_a_rename_that_could_be_of_two_questions_is_ambiguous():
    found = match(sides(("New", LONG)), sides(("Alpha", LONG), ("Omega", LONG)))

    assert found == {0: Match(candidates=(0, 1))}


@pytest.mark.parametrize(("title", "body"), [("Quite another thing", OTHER), ("Quite another thing", "Yes.")])
def test_questions_little_alike_are_no_renames(title, body):
    assert match(sides((title, body)), sides(("What is a pipeline?", LONG), ("Is it?", "Yes."))) == {}


def test_likely_pairs_of_many_questions_are_found_by_their_rare_words():
    old = sides(*((f"Question about subject{n}", f"{LONG} Only subject{n} has word{n} here.") for n in range(80)))
    new = sides(*((f"Asked anew {n * 7919}", f"{LONG} Only subject{n} has word{n} there.") for n in range(80)))

    assert {index: (found.old, found.is_rename) for index, found in match(new, old).items()} == {
        n: (n, True) for n in range(80)
    }


@pytest.mark.parametrize(("lead", "expected"), [(MARGIN + 0.01, {0: (0, 0.9)}), (MARGIN - 0.01, {})])
def test_the_best_must_lead_the_next_by_a_margin(lead, expected):
    found, doubtful = mutual_best(sides(("a", "")), sides(("b", ""), ("c", "")), lambda _, old: 0.9 - lead * old.index)

    assert found == expected
    assert doubtful == ({} if expected else {0: (0, 1)})


def test_the_best_must_be_the_others_best_too():
    scores = {(0, 0): 0.8, (1, 0): 0.95}
    found, doubtful = mutual_best(
        sides(("a", ""), ("b", "")), sides(("c", "")), lambda one, old: scores[one.index, old.index]
    )

    assert (found, doubtful) == ({1: (0, 0.95)}, {})


@pytest.mark.parametrize(("length", "expected"), [(39, 0), (40, 1)])
def test_a_short_answer_tells_nothing(length, expected):
    assert body_likeness("x" * length, "x" * length) == expected


def test_wordings_match_when_equal_or_much_alike():
    old = ["Faster delivery", "Fewer manual steps", "Fewer manual steps", "Consistent deployments"]

    assert match_texts(
        ["consistent deployment", "Fewer manual steps!", "Something else", "fewer manual steps"], old
    ) == [3, 1, None, 2]


@pytest.mark.parametrize(
    ("new", "old", "is_same"),
    [
        ("A branch is a movable name for a commit", "A branch is a name for a commit", True),
        ("Encrypts traffic with TLS", "Traffic is encrypted with TLS", True),
        ("Reduces the latency that readers see", "Reduces latency for readers", True),
        ("Artifacts are kept in an S3 bucket", "Artifacts are stored in S3", True),
        ("UDP does not guarantee order", "TCP guarantees order", False),
        ("Build stage compiles the code", "Source stage fetches the code", False),
        ("Isolation of transactions", "Isolation", False),
    ],
)
def test_a_wording_stays_itself_when_a_few_of_its_words_change(new, old, is_same):
    assert match_texts([new, "It is fast"], ["It is fast", old]) == [1 if is_same else None, 0]


def test_of_two_wordings_that_one_could_be_neither_is_taken():
    assert match_texts(["Uses port 80 or 443"], ["Uses port 80", "Uses port 443"]) == [None]
