import pytest

from portal.guides.markdown.dialects.details import unwrap_details
from portal.guides.markdown.dialects.lines import Line


def unwrapped(text: str) -> list[str]:
    lines = unwrap_details([Line(text, index) for index, text in enumerate(text.split("\n"))])
    return [line.text for line in lines if line.text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<details><summary>What?</summary>It.</details>", ["### What?", "It."]),
        ("<details>\n<summary><b>1. What?</b></summary><br><b>\n\nIt.\n</b></details>", ["### 1. What?", "It."]),
        ("## Q?\n<details><summary>Show answer</summary>\nIt.\n</details>", ["## Q?", "It."]),
        ("<details><summary>Contents</summary>\n\n- [a](#a)\n</details>\ntext", ["text"]),
        ("Write `<details>` so.", ["Write `<details>` so."]),
        ("```\n<details>\n```", ["```", "<details>", "```"]),
        ("<details><summary>A?</summary>\nx\n<details><summary>B?</summary>\ny", ["### A?", "x", "### B?", "y"]),
        (
            "<details><summary>Basic questions</summary>\n<details><summary>A?</summary>x</details>\n</details>",
            ["## Basic questions", "### A?", "x"],
        ),
        (
            "### A?\n<details><summary>A drawing</summary>x</details>",
            ["### A?", "<details>", "<summary>A drawing</summary>", "x", "</details>"],
        ),
    ],
)
def test_details_become_headings_and_lines_by_what_they_are_for(text, expected):
    assert unwrapped(text) == expected
