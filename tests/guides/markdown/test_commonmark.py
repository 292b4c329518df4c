import re
from pathlib import Path

import pytest

from portal.guides.markdown.commonmark import code_html
from portal.guides.markdown.parser import load
from portal.guides.markdown.rendering import render
from portal.guides.markdown.structure import read_source


def shape(html):
    """The HTML without spaces between tags and without words in them."""
    return re.sub(r"\s+(?=<|$)|(?<=>)\s+", "", html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("text\n- a", "<p>text</p><ul><li>a</li></ul>"),
        ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("- a\n    - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("1) a", "<ol><li>a</li></ol>"),
        ("3. a", '<ol start="3"><li>a</li></ol>'),
        ("- a\n\n  b", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("- a\n  > b\n\n  c", "<ul><li><p>a</p><blockquote><p>b</p></blockquote><p>c</p></li></ul>"),
        ("> text\n> - a", "<blockquote><p>text</p><ul><li>a</li></ul></blockquote>"),
        ("1. a\n   ```\n   x\n   ```", '<ol><li>a<div class="highlight"><pre><code>x</code></pre></div></li></ol>'),
        ("text\n***", "<p>text</p><hr>"),
        (
            "<details><summary>s</summary>\n\n**x**\n\n</details>",
            "<details><summary>s</summary><p><strong>x</strong></p></details>",
        ),
        ("| a \\| b |\n|---|\n", "<table><thead><tr><th>a | b</th></tr></thead></table>"),
        ("\\* \\# \\| C:\\new", "<p>* # | C:\\new</p>"),
    ],
)
def test_blocks_are_what_commonmark_says(text, html):
    assert shape(render(text)) == html


def test_reader_and_renderer_see_the_same_blocks_in_the_founding_document():
    text = load((Path(__file__).parent / "founding.txt").read_bytes(), name="f").text
    blocks = read_source(text).blocks
    html = render(text)
    items = sum(piece.type == "list_item_open" for block in blocks for piece in block.pieces)

    assert [html.count("<table>"), html.count("<li>"), len(re.findall(r"<h\d>", html))] == [5, items, 35]
    assert [sum(block.kind == kind for block in blocks) for kind in ("table", "heading")] == [5, 35]


def test_code_html_of_a_diagram_is_its_source():
    assert code_html(" A-->B \n", "mermaid") == '<pre class="mermaid"><code>A--&gt;B</code></pre>'


def test_code_html_over_its_limit_is_not_coloured():
    assert "<span" not in code_html("x = 1\n" * 10_000, "python")
