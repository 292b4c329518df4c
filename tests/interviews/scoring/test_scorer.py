import pytest

from portal.interviews.scoring import VERSION, Group, Point, PointScore, Score, Vocabulary, score
from portal.interviews.scoring.scorer import coverage

VOCABULARY = Vocabulary.build(["alpha", "beta", "gamma", "delta"])


def scored(*shares: float) -> list[PointScore]:
    return [PointScore(f"p{n}", share, "hit", ()) for n, share in enumerate(shares)]


def test_score_says_what_was_found_and_where():
    points = [Point("a", "alpha beta"), Point("b", "gamma"), Point("c", "delta")]

    assert score("Why?", points, "There is Alpha-beta, and no more; and gammas.", VOCABULARY) == Score(
        points=(
            PointScore("a", 1.0, "hit", ((9, 19),)),
            PointScore("b", 1.0, "hit", ((38, 44),)),
            PointScore("c", 0.0, "missed", ()),
        ),
        coverage=66.6667,
        flags=(),
        confidence="clear",
        version=VERSION,
    )


def test_score_of_no_points_is_nothing_and_needs_a_look():
    assert score("Why?", [], "alpha", VOCABULARY) == Score((), 0.0, (), "needs a look")


def test_weight_counts_a_point_as_many_times():
    points = [Point("a", "alpha", weight=3), Point("b", "beta")]

    assert score("Why?", points, "alpha", VOCABULARY).coverage == 75.0


@pytest.mark.parametrize(
    ("shares", "expected"), [((1, 1, 1, 0), 100.0), ((1, 0, 1, 0), 100.0), ((0, 1, 0, 0), 50.0), ((0, 0, 0, 0), 0.0)]
)
def test_group_is_whole_with_as_many_of_its_points_as_it_needs(shares, expected):
    points = [Point(str(n), "x", group="g") for n in range(4)]

    assert coverage(points, scored(*shares), [Group("g", 2)]) == expected


def test_group_counts_as_much_as_the_points_it_needs():
    points = [Point("a", "x"), *(Point(str(n), "x", group="g") for n in range(3))]

    assert coverage(points, scored(1, 0, 0, 0), [Group("g", 2)]) == pytest.approx(100 / 3)


def test_group_nobody_defined_is_no_group():
    assert coverage([Point("a", "x", group="g"), Point("b", "x", group="g")], scored(1, 0)) == 50.0


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((1, 1, 0), 100.0), ((1, 1, 1), 100.0), ((1, 0, 1), 75.0), ((1, 0, 0), 50.0), ((0, 0, 1), 25.0)],
)
def test_optional_point_adds_half_its_weight_up_to_the_whole(shares, expected):
    points = [Point("a", "x"), Point("b", "x"), Point("c", "x", is_required=False)]

    assert coverage(points, scored(*shares)) == expected


def test_optional_points_are_what_is_asked_where_there_are_no_others():
    points = [Point("a", "x", is_required=False), Point("b", "x", is_required=False)]

    assert coverage(points, scored(1, 0)) == 50.0


@pytest.mark.parametrize(
    ("words", "verdict"), [("alpha beta", "partly"), ("alpha beta gamma", "hit"), ("alpha", "missed")]
)
def test_verdict_follows_the_credit(words, verdict):
    (point,) = score("Why?", [Point("p", "alpha beta gamma delta epsilon")], words, VOCABULARY).points

    assert point.verdict == verdict


@pytest.mark.parametrize(
    ("texts", "confidence"),
    [
        (["alpha", "beta", "gamma", "delta"], "clear"),
        (["alpha", "beta", "gamma", "delta - explains"], "uncertain"),
        (["alpha", "beta", "delta - explains"], "needs a look"),
    ],
)
def test_confidence_falls_with_the_points_close_to_a_threshold(texts, confidence):
    points = [Point(text, text) for text in texts]

    assert score("Why?", points, "alpha, beta, gamma, delta", VOCABULARY).confidence == confidence


@pytest.mark.parametrize(
    ("language", "text", "response"),
    [
        ("de", "Die Häuser werden gebaut", "man hat ein Haus gebaut"),
        ("fr", "L’artefact est chiffré", "on a chiffré les artefacts"),
        ("ja", "成果物はバケットに保存される", "バケットに成果物を保存する"),
        ("zh", "自动化构建和部署", "构建、部署都自动化"),
        ("ko", "배포를 자동화한다", "자동화된 배포"),
        ("th", "จัดเก็บในที่เก็บข้อมูล", "ที่เก็บข้อมูลใช้จัดเก็บ"),
        ("xx", "foo bar", "bar foo"),
    ],
)
def test_every_language_is_scored(language, text, response):
    vocabulary = Vocabulary.build([text], language=language)

    (hit,) = score("?", [Point("p", text)], response, vocabulary).points
    (missed,) = score("?", [Point("p", text)], "12345", vocabulary).points

    assert (hit.verdict, missed.verdict) == ("hit", "missed")


def test_phrase_written_with_a_wide_gap_is_still_found():
    points = [Point("p", "S3", aliases=("simple storage service",))]
    vocabulary = Vocabulary.build([], aliases={"S3": ["simple storage service"]})

    assert score("?", points, "simple" + " " * 500 + "storage service", vocabulary).coverage == 100.0
