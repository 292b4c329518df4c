from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.guides.markdown.repair import NotText, Repair, RepairedLine, decode, repair

FOUNDING = (Path(__file__).parent / "founding.txt").read_bytes()

ENCODINGS = ["mac_roman", "cp1252", "latin-1"]


def damaged(text: str, encoding: str) -> str:
    return text.encode().decode(encoding)


def test_decode_reads_utf8_with_and_without_a_byte_order_mark():
    assert [decode(b"caf\xc3\xa9"), decode(b"\xef\xbb\xbfcaf\xc3\xa9")] == ["café", "café"]


def test_decode_reads_utf16_with_a_byte_order_mark():
    assert decode("café".encode("utf-16")) == "café"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"a\nb\xff", "This is no UTF-8 text: line 2 holds the byte 0xff."),
        (b"a\n\nb\0", "This is no text: line 3 holds a NUL character."),
        (b"\xff\xfea", "This is no UTF-16 text, though it begins like one."),
        (b"\xed\xa0\x80", "This is no UTF-8 text: line 1 holds the byte 0xed."),
    ],
)
def test_decode_refuses_what_is_no_text_with_a_sentence(data, sentence):
    with pytest.raises(NotText) as refused:
        decode(data)

    assert str(refused.value) == sentence


def test_repair_restores_27_lines_of_the_founding_document():
    repaired = repair(FOUNDING.decode())

    assert len(repaired.lines) == 27
    assert repaired.lines[1] == RepairedLine(
        13,
        "## \uf8ffüß© **Basic CodePipeline Interview Questions**",
        "## 🧩 **Basic CodePipeline Interview Questions**",
    )
    assert all(repaired.text.count(sign) == count for sign, count in {"–": 12, "—": 5, "→": 3, "’": 3, "✅": 2}.items())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_repair_undoes_each_wrong_decoding_of_a_whole_document(encoding):
    assert repair(damaged("dash – here\nà la", encoding)).text == "dash – here\nà la"


def test_repair_knows_the_bytes_that_windows_leaves_undefined():
    assert repair("\u00e2\u20ac\u0153quoted\u00e2\u20ac\x9d").text == "“quoted”"


def test_repair_works_line_by_line_where_sound_letters_stand_beside_damaged_ones():
    mixed = f"sound 🚀\n{damaged('dash – here', 'mac_roman')}\nplain"

    assert repair(mixed) == Repair(
        "sound 🚀\ndash – here\nplain", (RepairedLine(2, damaged("dash – here", "mac_roman"), "dash – here"),)
    )


def test_repair_undoes_damage_done_twice():
    assert repair(damaged(damaged("dash – here", "mac_roman"), "mac_roman")).text == "dash – here"


@pytest.mark.parametrize("text", ["", "plain\n", "café – naïve\n", "🚀 rocket", "日本語", "Ünïcödé “quotes”"])
def test_repair_leaves_a_sound_text_untouched(text):
    assert repair(text) == Repair(text)


def test_repaired_line_names_the_place_and_shows_what_stands_around_it():
    line = RepairedLine(1, "a" * 30 + "x" + "b" * 30, "a" * 30 + "–" + "b" * 30)

    assert (line.column, line.excerpt) == (31, "…" + "a" * 20 + "–" + "b" * 19 + "…")


@given(st.text(), st.sampled_from(ENCODINGS))
def test_repair_of_a_repaired_text_changes_nothing(text, encoding):
    for start in (text, text.encode().decode(encoding, "replace")):
        once = repair(start)

        assert repair(once.text) == Repair(once.text)
