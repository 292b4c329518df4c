from hypothesis import given
from hypothesis import strategies as st

from portal.interviews.evidence import Evidence, Segment, segments

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted), max_size=4)


def test_response_is_cut_at_the_edges_of_its_evidence():
    found = segments("It is small and turns", [Evidence(1, True, [[6, 11]]), Evidence(2, False, [[6, 21]])])

    assert found == [
        Segment("It is "),
        Segment("small", (1, 2), is_whole=True),
        Segment(" and turns", (2,)),
    ]


def test_empty_response_has_no_segment_with_text():
    assert [segment.text for segment in segments("", [Evidence(1, True, [[0, 4]])])] == []


@given(text=st.text(max_size=50), first=spans, second=spans)
def test_segments_joined_are_the_response(text: str, first: list[list[int]], second: list[list[int]]):
    found = segments(text, [Evidence(1, True, first), Evidence(2, False, second)])

    assert "".join(segment.text for segment in found) == text
