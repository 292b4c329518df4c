import pytest

from portal.interviews.scoring import Point, Vocabulary, score

VOCABULARY = Vocabulary.build(["Artifacts are encrypted with a key.", "A run is retried three times."])
RUN = "alpha beta gamma delta epsilon zeta eta"


def flags(text: str, response: str, *, language: str = "en") -> tuple[str, ...]:
    vocabulary = Vocabulary.build([text], language=language) if language != "en" else VOCABULARY
    return score("Why?", [Point("p", text)], response, vocabulary).flags


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (RUN, ()),
        (f"{RUN} theta", ("terms without sentences",)),
        (f"{RUN}, theta", ()),
        (f"{RUN}\ntheta", ()),
        (f"{RUN} and theta", ()),
    ],
)
def test_eight_content_words_in_a_row_are_terms_without_sentences(response, expected):
    assert flags("alpha", response) == expected


def test_language_without_function_words_raises_no_flag():
    assert flags("alpha", f"{RUN} theta iota", language="fi") == ()


@pytest.mark.parametrize(
    "response",
    [
        "Artifacts are not encrypted with a key.",
        "Artifacts aren't encrypted with a key.",
        "The artifacts are never encrypted with a key",
        "It is not true that artifacts are encrypted with a key.",
    ],
)
def test_denied_point_keeps_a_tenth(response):
    result = score("Why?", [Point("p", "Artifacts are encrypted with a key")], response, VOCABULARY)

    assert [(point.verdict, point.credit) for point in result.points] == [("denied", 0.1)]
    assert (result.flags, result.confidence) == (("possible contradiction",), "needs a look")


def test_affirming_a_negative_point_denies_it():
    assert flags("Rollback cannot be used in parallel mode", "Rollback can be used in parallel mode") == (
        "possible contradiction",
    )


@pytest.mark.parametrize(
    "response",
    [
        "Artifacts are encrypted with a key, not left open.",
        "Artifacts are not only encrypted with a key.",
        "Artifacts are not open but encrypted with a key.",
        "It is not the run, it is the artifacts that are encrypted with a key.",
        "Artifacts are not stored unless encrypted with a key.",
        "Artifacts are not encrypted with a key at first. Later artifacts are encrypted with a key.",
        "Nobody needs to worry, because artifacts are encrypted with a key.",
    ],
)
def test_negation_of_something_else_is_no_contradiction(response):
    assert flags("Artifacts are encrypted with a key", response) == ()


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ("It is retried 3 times.", ()),
        ("It is retried three times.", ()),
        ("It is retried 5 times.", ("number mismatch",)),
        ("It is retried five times, no, 3 times.", ()),
        ("It is retried some times.", ()),
        ("It is retried after 5 minutes.", ()),
        ("It is retried one time.", ()),
    ],
)
def test_other_number_in_the_same_place_is_a_mismatch(response, expected):
    assert flags("A run is retried 3 times", response) == expected


def test_wrong_number_is_shown_and_earns_nothing():
    response = "It is retried 5 times."

    (point,) = score("Why?", [Point("p", "A run is retried 3 times")], response, VOCABULARY).points

    assert (point.credit, point.verdict, [response[start:end] for start, end in point.spans]) == (0.0, "missed", ["5"])


@pytest.mark.parametrize(("share", "expected"), [(0.3, ()), (1.0, ("whole guide pasted",))])
def test_response_that_holds_the_guide_is_capped(share, expected):
    texts = [" ".join(f"word{'abcdefghij'[n]}{'abcdefghij'[i]}x, the" for i in range(10)) for n in range(10)]
    pasted = "\n".join(texts[: round(share * 10)] * 20)

    result = score("Why?", [Point("p", "wordaax")], pasted, Vocabulary.build(texts))

    assert (result.flags, result.coverage) == (expected, 50.0 if expected else 100.0)
