import itertools

import pytest

from portal.guides.markdown.dialects.fences import mend_fences


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("```js\ncode\n\n## What?\n\n```js\ncode\n```", [3]),
        ("## A?\n\n```\ncode\n\n## B?\n\ntext", [5]),
        ("```js\n## comment\ncode\n```\n\n## What?", []),
        ("````md\n```js\ncode\n```\n````\n\n## What?", []),
        ("Use ```spans``` here.\n\n## What?", []),
        ("```\nno heading follows", []),
    ],
)
def test_a_fence_is_closed_before_the_heading_it_would_swallow(text, ends):
    lines, findings = mend_fences(text.split("\n"), 0)

    assert [line.origin for line, after in itertools.pairwise(lines) if line.origin == after.origin] == ends
    assert [finding.code for finding in findings] == ["UNCLOSED-FENCE"] * len(ends)
