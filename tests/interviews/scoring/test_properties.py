"""What holds for any text at all."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.interviews.scoring import Group, Point, Vocabulary, score
from portal.interviews.scoring.text import tokenise
from tests.interviews.scoring.topics import TOPICS, VOCABULARY

WORDS = (
    "queue not never 30 twenty two CodeDeploy code deploy S3 the and but, no fresh e.g. A/B it. ETag 日本語 é ß don’t"
)
anything = st.text(max_size=200)
prose = st.lists(st.sampled_from(WORDS.split()), max_size=60).map(" ".join)
responses = anything | prose | st.tuples(prose, anything).map(" ".join)
points = st.lists(
    st.builds(
        Point,
        key=st.just("p"),
        text=responses,
        is_required=st.booleans(),
        weight=st.integers(1, 5),
        group=st.sampled_from([None, "g", "h"]),
        aliases=st.lists(responses, max_size=2).map(tuple),
    ),
    max_size=5,
)
topics = st.sampled_from(TOPICS)


@given(
    question=responses, points=points, response=responses, texts=st.lists(responses, max_size=3), need=st.integers(0, 9)
)
def test_any_text_is_scored_within_bounds(question, points, response, texts, need):
    vocabulary = Vocabulary.build(texts, aliases={"S3": texts})

    result = score(question, points, response, vocabulary, groups=[Group("g", need)])

    assert 0 <= result.coverage <= 100
    assert all(0 <= point.credit <= 1 for point in result.points)
    assert result == score(question, points, response, vocabulary, groups=[Group("g", need)])


@given(topic=topics, response=responses)
def test_spans_lie_inside_the_response_in_order_without_overlap(topic, response):
    for point in topic.score(response + " " + topic.half).points:
        edges = [edge for span in point.spans for edge in span]

        assert edges == sorted(set(edges))
        assert all(0 <= edge <= len(response) + 1 + len(topic.half) for edge in edges)


@given(topic=topics, response=responses, number=st.integers(0, 3))
def test_saying_a_point_never_lowers_it_nor_any_other_while_no_flag_is_raised(topic, response, number):
    before = topic.score(response)
    after = topic.score(f"{response}\n\n{topic.points[number].text}.")
    assume(not before.flags and not after.flags)

    assert all(late.credit >= early.credit for early, late in zip(before.points, after.points, strict=True))
    assert after.points[number].verdict == "hit"


@given(topic=topics, blank=st.text(" \t\n.,!?-…\u200b", max_size=20))
def test_blank_and_copied_question_cover_nothing(topic, blank):
    responses = [
        blank,
        topic.question + blank,
        blank + topic.question.upper(),
        f"{topic.question}{blank}{topic.question}",
    ]

    assert [topic.score(response).coverage for response in responses] == [0] * 4


@given(text=responses, language=st.sampled_from(["en", "de", "ja", "xx", ""]))
@settings(max_examples=300)
def test_every_word_stands_where_it_is_said_to(text, language):
    tokens = tokenise(text, language)

    assert all(token.text and token.stem and 0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)


def test_vocabulary_of_the_topics_is_stored_and_read_back_without_a_change():
    assert Vocabulary.from_json(VOCABULARY.to_json()) == VOCABULARY
