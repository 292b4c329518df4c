import pytest

from portal.interviews.scoring import Point, Vocabulary, score
from portal.interviews.scoring.synonyms import families_of, read_families
from portal.interviews.scoring.text import tokenise

VOCABULARY = Vocabulary.build(["A queue keeps order.", "A worker polls.", "Timeouts pass."])


def credit(text: str, response: str, vocabulary: Vocabulary = VOCABULARY) -> float:
    return score("Why?", [Point("p", text)], response, vocabulary).points[0].credit


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("execute", "it runs"),
        ("automatically", "it happens by itself"),
        ("in parallel", "side by side"),
        ("rejected", "they turned it down; they turn down"),
        ("notified", "he is informed"),
        ("deploys", "it is rolled out"),
    ],
)
def test_other_word_for_the_same_earns_most(text, response):
    assert credit(f"{text} alpha beta gamma", f"{response} alpha") == pytest.approx(
        credit(f"{text} alpha beta gamma", f"{text} alpha"), abs=0.15
    )
    assert credit(f"{text} alpha beta gamma", f"{response} alpha") > credit(f"{text} alpha beta gamma", "alpha")


def test_word_that_the_guide_uses_much_means_itself():
    told = Vocabulary.build(["It runs.", "They run.", "What runs?"])

    assert credit("Executed alpha", "it runs alpha", told) < credit("Executed alpha", "it runs alpha")


@pytest.mark.parametrize(("text", "response"), [("execute", "walk"), ("at once", "one"), ("reject", "turn up")])
def test_word_of_no_family_in_common_earns_nothing(text, response):
    assert credit(text, response) == 0


def test_turn_of_phrase_is_found_whole_and_within_a_sentence():
    found = read_families(tokenise("Kick it. Kick off. Carry. Out"), "en")

    assert [(token.start, token.end) for tokens in found.values() for token in tokens] == [(9, 17)]


def test_language_without_families_has_none():
    assert (families_of("run", "de"), read_families(tokenise("run", "de"), "de")) == (frozenset(), {})


def test_synonym_is_shown_as_evidence():
    response = "A task is carried out by the queue."

    (point,) = score("Why?", [Point("p", "The queue executes a job")], response, VOCABULARY).points

    assert [response[start:end] for start, end in point.spans] == ["task", "carried out", "queue"]


def test_denied_synonym_denies_the_point():
    result = score("Why?", [Point("p", "Artifacts are removed nightly")], "Artifacts are never deleted.", VOCABULARY)

    assert (result.points[0].verdict, result.flags) == ("denied", ("possible contradiction",))
