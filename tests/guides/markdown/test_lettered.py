import pytest

from portal.guides.markdown.lettered import read_lettered
from portal.guides.markdown.structure import read_source


def read(text: str):
    source = read_source(text)
    found = read_lettered(source.blocks, source)
    return found and ([(each.key, each.text_markdown) for each in found.choices if each.is_right], len(found.used))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- A: one\n- B: two\n\nAnswer: B", ([("b", "two")], 2)),
        ("A. one\nB. two\nC. three\n\n**Correct answers: A, C**", ([("a", "one"), ("c", "three")], 2)),
        ("- a) `one`\n- b) two\n\n#### Antwort: a", ([("a", "`one`")], 2)),
        ("```\nA. one\nB. two\n```\n\n答案：B", ([("b", "two")], 2)),
        ("- A) one\n- B) two\n\n**Answer: B) two, and why**", ([("b", "two")], 1)),
        ("- A: one\n- B: two", ([], 1)),
        ("- A: one\n- B: two\n\nAnd more text.", None),
        ("- A: one\n- C: two\n\nAnswer: A", None),
        ("- one\n- two\n\nAnswer: B", None),
    ],
)
def test_lettered_options_are_right_by_their_key(text, expected):
    assert read(text) == expected
