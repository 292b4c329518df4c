import pytest

from portal.guides.markdown.dialects.lines import Line
from portal.guides.markdown.dialects.lists import as_lists


def listed(text):
    return "\n".join(line.text for line in as_lists([Line(text, n) for n, text in enumerate(text.split("\n"))]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• a\n◦ b\n●c", "- a\n- b\n- c"),
        ("1. A\n   • a", "1. A\n   - a"),
        ("A:\n    • a\n      ◦ b\n\nB:\n  • c", "A:\n- a\n  - b\n\nB:\n- c"),
        ("```\n• a\n```", "```\n• a\n```"),
        ("• ", "• "),
        ("1.A\n2.B", "1. A\n2. B"),
        ("1.A\nx\n2. B\ny\n3) C", "1. A\nx\n\n2. B\ny\n\n3) C"),
        ("1\tA\n2\tB", "1. A\n2. B"),
        ("x\n2. B", "x\n2. B"),
        ("1)A\nx\n2)**B**", "1) A\nx\n\n2) **B**"),
        ("# T\n1.A\n\n2.B", "# T\n1. A\n\n2. B"),
        ("1.A\n3.B", "1.A\n3.B"),
        ("1.A\n2.5 litres\n\n2.x is out", "1. A\n2.5 litres\n\n2. x is out"),
        ("[1] A\n\n[2] B\n\n[3] C", "1. A\n\n2. B\n\n3. C"),
        ("1/ A\n2/ B\n3/ C", "1. A\n2. B\n3. C"),
        ("No.1 A\n№ 2 B\nNo. 3: C", "1. A\n2. B\n3. C"),
        ("[1] A\n[2] B", "[1] A\n[2] B"),
        ("[1]: https://a\n[2]: https://b\n[3]: https://c", "[1]: https://a\n[2]: https://b\n[3]: https://c"),
        ("3.NET is old", "3.NET is old"),
        ("    1.A\n    2.B", "    1.A\n    2.B"),
    ],
)
def test_lists_in_all_but_name_are_made_lists(text, expected):
    assert listed(text) == expected


def test_every_line_knows_where_it_came_from():
    lines = as_lists([Line("1.A", 4), Line("x", 5), Line("2.B", 6)])

    assert [(line.text, line.origin) for line in lines] == [("1. A", 4), ("x", 5), ("", 6), ("2. B", 6)]
