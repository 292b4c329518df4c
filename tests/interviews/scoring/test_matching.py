import pytest

from portal.interviews.scoring import Point, Vocabulary, score

VOCABULARY = Vocabulary.build(
    ["The queue holds messages.", "Encrypt with a key, decrypt with the same.", "CodeDeploy installs a revision."]
)


def credit(text: str, response: str, *, question: str = "Why?", aliases: tuple[str, ...] = ()) -> float:
    return score(question, [Point("p", text, aliases=aliases)], response, VOCABULARY).points[0].credit


def shown(text: str, response: str) -> list[str]:
    (point,) = score("Why?", [Point("p", text)], response, VOCABULARY).points
    return [response[start:end] for start, end in point.spans]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Messages are deployed", "it deploys a message"),
        ("CodeDeploy", "code deploy does it"),
        ("code deploy", "CodeDeploy does it"),
        ("A failover", "it fails over"),
        ("It fails over", "the failover"),
        ("Rollback", "it rolled back"),
        ("buildspec.yml", "the buildspec yml"),
        ("15 minutes", "fifteen minutes"),
        ("ＳＱＳ queue", "sqs queue"),
    ],
)
def test_other_form_of_the_same_words_earns_all(text, response):
    assert credit(text, response) == 1.0


@pytest.mark.parametrize(
    ("word", "typed"), [("deployment", "deploymnet"), ("transaction", "rtansaction"), ("consistency", "consistancy")]
)
def test_misspelt_word_earns_a_part(word, typed):
    assert 0.8 <= credit(f"{word} queue quota", f"{typed} queue quota") <= 1
    assert credit(word, typed) == 1.0


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("encrypt", "decrypt"),
        ("synchronous", "asynchronous"),
        ("symmetric", "asymmetric"),
        ("V1", "V2"),
        ("queue", "key"),
        ("message", "revision"),
    ],
)
def test_word_that_only_looks_alike_earns_nothing(word, other):
    assert credit(word, other) == 0.0


@pytest.mark.parametrize(("words", "expected"), [(1, 0.0), (2, 0.4762), (3, 0.9524), (4, 1.0)])
def test_credit_rises_from_a_fifth_of_the_words_to_three_fifths(words, expected):
    response = " ".join(["alpha", "beta", "gamma", "delta", "epsilon"][:words])

    assert credit("alpha beta gamma delta epsilon", response) == expected


def test_words_of_the_question_earn_next_to_nothing():
    assert credit("The queue keeps order", "It is the queue", question="What does the queue do?") == 0.0
    assert credit("The queue keeps order", "It keeps order", question="What does the queue do?") == 1.0


@pytest.mark.parametrize(
    ("response", "expected"),
    [("The visibility timeout.", 0.65), ("The visibility.", 0.0), ("A visibility timeout hides a message.", 0.7937)],
)
def test_naming_a_term_earns_65_percent_of_its_explanation(response, expected):
    assert credit("Visibility timeout - hides a message while one consumer works on it", response) == expected


def test_naming_a_term_of_the_question_earns_nothing():
    text, question = "Visibility timeout - hides it while one consumer works", "What is the visibility timeout?"

    assert credit(text, "It is a timeout for visibility", question=question) == 0.0


@pytest.mark.parametrize("aside", ["(zip, jar or image)", "e.g. zip, jar or image", "such as zip, jar or image"])
def test_examples_may_be_left_out(aside):
    assert credit(f"Delivers artifacts {aside}", "it delivers artifacts") == 1.0


def test_word_in_bold_counts_twice():
    assert credit("**alpha** beta gamma delta", "alpha") == pytest.approx((2 / 5 - 0.2) / 0.42, abs=1e-4)
    assert credit("**alpha** beta gamma", "beta") == pytest.approx((1 / 4 - 0.2) / 0.42, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "response", "expected"),
    [
        ("**Build** with CodeBuild", "a build", 0.65),
        ("**Build** with CodeBuild", "a build by CodeBuild", 1.0),
        ("**Build** (such as CodeBuild)", "a build", 1.0),
        ("Build", "a build", 1.0),
    ],
)
def test_one_word_of_several_is_no_more_than_a_name(text, response, expected):
    assert credit(text, response) == expected


def test_words_far_apart_do_not_make_a_point():
    filler = " and so on, as one would expect of it" * 8

    assert credit("alpha beta gamma delta", f"alpha beta{filler} gamma delta") == credit(
        "alpha beta gamma delta", "alpha beta"
    )


@pytest.mark.parametrize(
    ("response", "expected"),
    [("it waits its turn", 1.0), ("they wait for a turn", 1.0), ("it waits", 0.0), ("a turn", 0.0)],
)
def test_alias_earns_the_point_when_it_is_said_whole(response, expected):
    assert credit("Strict ordering", response, aliases=("waits its turn",)) == expected


def test_spans_show_the_passage_the_credit_rests_on():
    response = "A queue is useful. First of all, the queue keeps the messages in order."

    assert shown("The queue keeps messages in order", response) == ["queue keeps", "messages", "order"]


def test_point_without_words_is_missed():
    assert credit("...", "anything ...") == 0.0


def test_common_word_of_the_guide_is_no_evidence_by_itself():
    vocabulary = Vocabulary.build(["The pipeline runs.", "A pipeline stops.", "One pipeline waits."], language="en")
    response = "Such a pipeline, I would say, keeps an encrypted artifact in its zipped bucket."

    point = score(
        "What is kept?", [Point("p", "Encrypted artifact bucket of the pipeline")], response, vocabulary
    ).points[0]

    assert [response[start:end] for start, end in point.spans] == ["encrypted artifact", "bucket"]


def test_common_word_beside_a_telling_one_belongs_to_the_evidence():
    vocabulary = Vocabulary.build(["The pipeline runs.", "A pipeline stops.", "One pipeline waits."], language="en")
    response = "You look at the encrypted pipeline."

    point = score("What is it?", [Point("p", "Encrypted pipeline")], response, vocabulary).points[0]

    assert [response[start:end] for start, end in point.spans] == ["encrypted pipeline"]
