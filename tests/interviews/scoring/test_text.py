import pytest

from portal.interviews.scoring.text import BREAK, PUNCTUATION, SENTENCE, SPACE, tokenise


def texts(text: str, language: str = "en") -> list[str]:
    return [token.text for token in tokenise(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Source, Build; TEST.", ["source", "build", "test"]),
        ("a well-known event-based trigger", ["a", "well", "known", "event", "based", "trigger"]),
        ("the developer’s and the user's", ["the", "developer", "and", "the", "user"]),
        ("don’t, it's", ["don't", "it's"]),
        ("buildspec.yml, S3 and CI/CD.", ["buildspec.yml", "s3", "and", "ci/cd"]),
        ("stop/start and/or retry", ["stop", "start", "and", "or", "retry"]),
        ("C++ is not C#", ["c++", "is", "not", "c#"]),
        ("done.Then go", ["done", "then", "go"]),
        ("__init__ my_var", ["init", "my_var"]),
        (
            "1,000 pipelines in 15min, 3.12 and the 2nd",
            ["1000", "pipelines", "in", "15", "min", "3.12", "and", "the", "2nd"],
        ),
        ("Ｓ３ ﬁle Straße", ["s3", "file", "strasse"]),
        ("cafe\u0301", ["café"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("\u200b … !? ___", []),
    ],
)
def test_words_are_found_and_folded(text, expected):
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two stages", ["2", "stages"]),
        ("twenty-four or twenty four", ["24", "or", "24"]),
        ("twenty, four", ["20", "4"]),
        ("20 four", ["20", "4"]),
        ("thirty", ["30"]),
        ("one run", ["one", "run"]),
    ],
)
def test_number_words_are_digits_except_the_pronoun_one(text, expected):
    assert texts(text) == expected


def test_one_has_the_stem_of_the_digit():
    assert [token.stem for token in tokenise("one 1")] == ["1", "1"]


def test_span_is_where_the_word_stands_in_the_original():
    text = "Cafe\u0301s use “CodeDeploy’s” ﬁles, twenty-four 日本語"

    assert [text[token.start : token.end] for token in tokenise(text)] == [
        "Cafe\u0301s", "use", "CodeDeploy’s", "ﬁles", "twenty-four", "日本", "本語",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "pieces", "is_camel"),
    [
        ("CodeDeploy", ("code", "deploy"), True),
        ("StartPipelineExecution", ("start", "pipelin", "execut"), True),
        ("CI/CD", ("ci", "cd"), False),
        ("buildspec.yml", ("buildspec", "yml"), False),
        ("R&D", ("r", "d"), False),
        ("IPv4", (), False),
        ("3.12", (), False),
    ],
)
def test_compound_knows_its_pieces(word, pieces, is_camel):
    (token,) = tokenise(word)

    assert (token.pieces, token.is_camel) == (pieces, is_camel)


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("build test", SPACE),
        ("build  test", SPACE),
        ("build, test", PUNCTUATION),
        ("build (test", BREAK),
        ("build - test", BREAK),
        ("build: test", BREAK),
        ("build:test", PUNCTUATION),
        ("e.g. test", PUNCTUATION),
        ("build. test", SENTENCE),
        ("build; test", SENTENCE),
        ("build\ntest", SENTENCE),
        ("build\n\ntest", SENTENCE),
        ("build。test", SENTENCE),
    ],
)
def test_gap_says_what_stands_between_two_words(text, gap):
    assert tokenise(text)[1].gap == gap


@pytest.mark.parametrize(("length", "sentences"), [(59, [0, 1]), (60, [0, 0])])
def test_long_line_that_goes_on_in_lower_case_is_one_sentence(length, sentences):
    tokens = tokenise("x" * length + "\nand so on")

    assert [token.sentence for token in tokens][:2] == sentences


def test_numbers_of_a_list_are_no_words():
    assert texts("1. Source\n2) Build\nport 443. Next") == ["source", "build", "port", "443", "next"]


@pytest.mark.parametrize(
    ("language", "text", "stems"),
    [
        ("en", "pipelines deployed", ["pipelin", "deploy"]),
        ("en-GB", "pipelines deployed", ["pipelin", "deploy"]),
        ("de", "Häuser gebaut", ["haus", "gebaut"]),
        ("xx", "pipelines deployed", ["pipelines", "deployed"]),
        ("ja", "デプロイ", ["デプ", "プロ", "ロイ"]),
        ("en", "x" * 41 + "s", ["x" * 41 + "s"]),
    ],
)
def test_stem_follows_the_language(language, text, stems):
    assert [token.stem for token in tokenise(text, language)] == stems
