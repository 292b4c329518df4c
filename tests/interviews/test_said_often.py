import pytest

from portal.interviews.said_often import Phrase, Said, recurring


def often(*texts: str, counted: str = "", language: str = "en") -> list[Phrase]:
    """Of texts each said by another person; ``counted`` are words that counted wherever they stand."""
    spans = [[(text.index(counted), text.index(counted) + len(counted))] if counted in text else [] for text in texts]
    rows = zip(texts, spans, strict=True)
    said = [Said(person, text, found if counted else ()) for person, (text, found) in enumerate(rows)]
    return recurring(said, language)


@pytest.mark.parametrize(("people", "expected"), [(2, []), (3, [Phrase("Spins Fast", 3)])])
def test_three_people_have_to_say_it_in_whatever_form(people, expected):
    assert often(*["Spins  Fast", "it will spin fast, I think", "spinning fast"][:people]) == expected


def test_one_person_counts_once():
    assert recurring([Said(1, "spins fast")] * 3, "en") == []


@pytest.mark.parametrize(
    "text", ["spins. Fast", "spins, fast", "spins (fast)", "spins", "and so on", "of the", "spins on and on to fast"]
)
def test_words_that_are_apart_or_say_nothing_make_no_phrase(text):
    assert often(text, text, text) == []


def test_longer_phrase_stands_for_its_parts_where_they_are_said_no_more_often():
    texts = ["it goes by the wall"] * 3

    assert often(*texts, *["goes by a road, the long wall"]) == []
    assert often(*["rotates round its axis"] * 3) == [Phrase("rotates round its axis", 3)]
    assert often(*["rotates fast clockwise"] * 3, "rotates fast") == [
        Phrase("rotates fast", 4),
        Phrase("rotates fast clockwise", 3),
    ]


def test_what_counted_for_a_point_is_left_out_and_does_not_join_its_sides():
    assert often(*["shaft spins fast"] * 3, counted="spins") == []
    assert often(*["spins fast today"] * 3, counted="spins") == [Phrase("fast today", 3)]


def test_no_more_than_five_are_given():
    texts = ["; ".join(f"alpha{'abcdefg'[n]} beta" for n in range(7))] * 3

    assert len(often(*texts)) == 5
