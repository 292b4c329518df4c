import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.interviews.evidence import Bearing, Evidence, Segment, find_words, quotes, segments

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted), max_size=4)


def test_response_is_cut_at_the_edges_of_its_evidence():
    evidence = [Evidence(1, Bearing.WHOLE, [[6, 11]]), Evidence(2, Bearing.AGAINST, [[6, 21]])]

    assert segments("It is small and turns", evidence) == [
        Segment("It is "),
        Segment("small", (1, 2), Bearing.WHOLE, begins=(1, 2)),
        Segment(" and turns", (2,), Bearing.AGAINST),
    ]


def test_empty_response_has_no_segment_with_text():
    assert [segment.text for segment in segments("", [Evidence(1, Bearing.WHOLE, [[0, 4]])])] == []


def test_quotes_are_the_words_of_the_spans():
    assert quotes("It is small and turns", [[6, 11], [16, 21], [11, 12]]) == ("small", "turns")


@given(text=st.text(max_size=50), first=spans, second=spans)
def test_segments_joined_are_the_response(text: str, first: list[list[int]], second: list[list[int]]):
    found = segments(text, [Evidence(1, Bearing.WHOLE, first), Evidence(2, Bearing.PARTLY, second)])

    assert "".join(segment.text for segment in found) == text


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("is small", (3, 11)),
        ("IS  SMALL\n", (3, 11)),
        ("it doesn't turn", (12, 27)),
        ("small It", (6, 14)),
        ("(*)", (28, 31)),
        ("turns", None),
        ("  ", None),
        ("", None),
    ],
)
def test_words_are_found_whatever_their_case_spacing_and_quotes(words: str, span: tuple[int, int] | None):
    assert find_words(words, "It is small\nit doesn’t turn (*)") == span


@given(text=st.text(max_size=60), start=st.integers(0, 60), length=st.integers(1, 60))
def test_any_words_of_a_text_are_found_in_it(text: str, start: int, length: int):
    words = text[start : start + length]

    found = find_words(words, text)

    assert (found is None) == (not words.split())
    assert found is None or 0 <= found[0] < found[1] <= len(text)
