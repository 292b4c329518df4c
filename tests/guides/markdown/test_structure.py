import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.guides.markdown import structure
from portal.guides.markdown.structure import item_markdown, items_of, normalise_newlines, read_lines, read_source

TEXT = """# Title

A paragraph
- one
  - inner
- two

  more

| a | b |
| - | - |
| 1 | 2 |

```python
# no heading
```
"""


def test_read_source_finds_top_level_blocks_with_their_lines():
    blocks = read_source(TEXT).blocks

    assert [(block.kind, block.line, block.end) for block in blocks] == [
        ("heading", 1, 1),
        ("paragraph", 3, 3),
        ("bullet_list", 4, 9),
        ("table", 10, 12),
        ("fence", 14, 16),
    ]


def test_read_source_counts_hidden_lines_but_does_not_read_them():
    blocks = read_source("---\ntitle: x\n---\n# A", hidden=3).blocks

    assert [(block.kind, block.line) for block in blocks] == [("heading", 4)]


def test_block_knows_its_content_and_the_language_of_a_fence():
    heading, *_, fence = read_source(TEXT).blocks

    assert (heading.content, fence.content, fence.info) == ("Title", "# no heading\n", "python")


def test_items_of_keeps_own_text_and_nested_items_apart():
    items = items_of(read_source(TEXT).blocks[2])

    assert [(item.text, item.line, [child.text for child in item.children]) for item in items] == [
        ("one", 4, ["inner"]),
        ("two more", 6, []),
    ]


def test_item_markdown_takes_off_marker_and_indent():
    source = read_source("10. first\n    - inner\n\n    para\n11. second")
    first, second = items_of(source.blocks[0])

    assert item_markdown(first, source.lines) == "first\n- inner\n\npara"
    assert item_markdown(second, source.lines) == "second"


def test_slice_puts_a_blank_line_between_blocks_and_brings_the_links_they_use():
    source = read_source('See [Docs][d] and [x]\n- one\n\n[d]: https://x.org "A \\"t\\""\n[unused]: https://y.org')

    assert source.slice(source.blocks) == ('See [Docs][d] and [x]\n\n- one\n\n[d]: <https://x.org> "A &quot;t&quot;"')


def test_normalise_newlines_leaves_one_kind_of_line_end():
    assert normalise_newlines("a\r\nb\rc\nd") == "a\nb\nc\nd"


LINES = [
    *["", "", "", " ", "text", "  more", "    code", "# A", "Title", "---", "***", "> said", "\0"],
    *["- one", "  - two", "1. first", "| a | b |", "| - | - |", "```", "~~~ py", "<div>", "</div>", "<!-- a", "-->"],
    *["[r]: /x", "[r]: /y", "'a title'"],
]


@given(st.lists(st.sampled_from(LINES), max_size=40), st.integers(1, 12), st.integers(0, 3))
def test_a_text_read_in_windows_is_what_it_is_read_at_once(lines, window, hidden):
    whole = read_lines(lines, hidden=hidden)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structure, "WINDOW", window)
        patch.setattr(structure, "WIDER", 2)
        assert read_lines(lines, hidden=hidden) == whole
