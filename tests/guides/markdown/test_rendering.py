import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.guides.markdown import rendering
from portal.guides.markdown.rendering import (
    CHEAP_LENGTH,
    as_fence,
    as_written,
    is_cheap,
    place_diagrams,
    render,
    render_inline,
)

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e.com/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x](https://e.com/"onerror="alert(1))',
    '[x](https://e.com "" onclick=alert(1))',
    "[x]: javascript:alert(1)\n\n[x]",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:x'>x</mi></math>",
    "<style>*{display:none}</style>",
    "<div style='position:fixed' id=main class='highlight nav'>x</div>",
    "<iframe src=//e.com></iframe><object data=x></object><embed src=x>",
    "<form action=//e.com><input name=q><button>x</button></form>",
    "<base href=//e.com><meta http-equiv=refresh content=0><link rel=stylesheet href=x>",
    "<details ontoggle=alert(1) open><summary>x</summary></details>",
    "`<script>`\n\n```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "\x02klzzwxh:0000\x03\x02amp\x03 <b>x</b>",
    "<<script>script>alert(1)<</script>/script>",
    "<a href='/accounts/logout/'>x</a>",
    "<p hx-get=/x hx-trigger=load data-hx-get=/x>x</p>",
]
ALLOWED_TAG = re.compile(r"</?[a-z][a-z0-9]*((?: [a-z]+=\"[^\"<>]*\")*)>")
ALLOWED_ATTRIBUTE = re.compile(
    r' (?:class="[a-zA-Z0-9 -]*"|href="(?:https?:|mailto:)[^"]*"|rel="noopener noreferrer"|title="[^"]*"|start="\d+"'
    r'|align="(?:left|center|right)"|type="checkbox"|disabled=""|checked=""|open="")'
)


def assert_inert(html):
    """All that stands in angle brackets is a plain tag with attributes from a short list."""
    rest = ALLOWED_TAG.sub("", html)
    assert "<" not in rest
    assert all(ALLOWED_ATTRIBUTE.sub("", attributes) == "" for attributes in ALLOWED_TAG.findall(html))
    assert not re.search(r"<(script|style|iframe|img|svg|form|object|base|meta|link|button)\b", html)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_is_inert_in_a_body_and_in_a_title(text):
    assert_inert(render(text))
    assert_inert(render_inline(text))


@given(
    st.lists(st.sampled_from([*HOSTILE, *"<>\"'`[]()!*_&\n #-|=~\\", "x", "onerror=", "</", "<!--"]), max_size=12).map(
        "".join
    )
)
def test_hostile_markdown_is_inert_in_every_mixture(text):
    assert_inert(render(text))
    assert_inert(render_inline(text))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "**b** *i* ~~d~~ ==m== `c`",
            "<p><strong>b</strong> <em>i</em> <del>d</del> <mark>m</mark> <code>c</code></p>",
        ),
        ("snake_case a~b~c", "<p>snake_case a~b~c</p>"),
        ("[x](https://x.org)", '<p><a href="https://x.org" rel="noopener noreferrer">x</a></p>'),
        ("https://x.org", '<p><a href="https://x.org" rel="noopener noreferrer">https://x.org</a></p>'),
        ("[x](/admin/)", '<p><a rel="noopener noreferrer">x</a></p>'),
        ("List<String> <b>x</b>", "<p>List&lt;String&gt; <b>x</b></p>"),
        ("a<br>b  \nc\\\nd", "<p>a<br>b<br>\nc<br>\nd</p>"),
        ("| a |\n|:-:|\n| 1 |", '<td align="center">1</td>'),
        ("- [x] done", '<input type="checkbox" disabled="" checked=""> done'),
        ("<input type=text value=x> y", '<input type="checkbox" disabled=""> y'),
        ("```python\nx = 1\n```", '<div class="highlight"><pre><code><span class="n">x</span>'),
        ("```nosuch\n<b>\n```", '<div class="highlight"><pre><code>&lt;b&gt;\n</code></pre></div>'),
        ("<div id=main class='nav highlight'>x</div>", '<div class="highlight">x</div>'),
    ],
)
def test_render_keeps_what_a_guide_needs(text, html):
    assert html in render(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# a\n\n### b", "<h4>a</h4>\n<h6>b</h6>"),
        ("#### a\n\n##### b", "<h4>a</h4>\n<h5>b</h5>"),
        ("##### a", "<h5>a</h5>"),
        ("# a\n\n###### b", "<h4>a</h4>\n<h6>b</h6>"),
    ],
)
def test_headings_of_an_answer_begin_at_the_fourth(text, html):
    assert render(text).strip() == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![a *b*](https://x.org/a.png)", '<p><a href="https://x.org/a.png" rel="noopener noreferrer">a *b*</a></p>'),
        (
            "![](https://x.org/a.png)",
            '<p><a href="https://x.org/a.png" rel="noopener noreferrer">https://x.org/a.png</a></p>',
        ),
        ("![a](b.png)", "<p>a</p>"),
        (
            "[![a](https://x.org/a.png)](https://y.org)",
            '<p><a href="https://y.org" rel="noopener noreferrer">a</a></p>',
        ),
    ],
)
def test_a_picture_is_shown_as_a_link_to_it(text, html):
    assert render(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "**What** is `a<b>` & <b>x</b> [y](https://x.org)?",
            "<strong>What</strong> is <code>a&lt;b&gt;</code> &amp; x y?",
        ),
        ("1986. A great year", "1986. A great year"),
        ("# no heading\n- no list", "# no heading - no list"),
        ("> no quote", "&gt; no quote"),
        ("[" * 5000, "[" * 5000),
    ],
)
def test_a_title_holds_nothing_but_marks(text, html):
    assert render_inline(text) == html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("word " * 1600, True),
        ("x" * CHEAP_LENGTH, True),
        ("x" * (CHEAP_LENGTH + 1), False),
        ("[" * 447, True),
        ("[" * 448, False),
        ("*" * 1000, True),
        ("*" * 1001, False),
        ("```java\n" + "x" * 980 + "\n```", True),
        ("```java\n" + "x" * 1000 + "\n```", False),
        ("```yaml\n" + "a: b\n" * 1000 + "```", True),
        ("```yaml\n" + "a" * 1001 + "\n```", False),
        ("```yaml\na: b\n```\n~~~java\n" + "x\n" * 500, False),
    ],
)
def test_a_text_is_cheap_up_to_the_measured_bounds(text, expected):
    assert is_cheap(text) == expected


def test_pictures_take_the_place_of_diagrams_that_can_be_drawn():
    html = render("```mermaid\nA-->B & C\n```\n\n```mermaid\nbroken\n```")

    placed = place_diagrams(html, {"A-->B & C": '<img src="/d.svg" alt="">'}.get)

    assert placed == '<img src="/d.svg" alt="">\n<pre class="mermaid"><code>broken</code></pre>'


@pytest.mark.parametrize(("source", "fence"), [("x", "```"), ("```\nx\n```", "````")])
def test_as_fence_closes_only_where_the_code_ends(source, fence):
    assert as_fence(source, "yaml") == f"{fence}yaml\n{source}\n{fence}"
    assert render(as_fence(source, "")).count("<pre>") == 1


def test_as_written_shows_the_text_unrendered():
    assert as_written("**a** <b>") == "<pre>**a** &lt;b&gt;</pre>"


@given(
    st.lists(
        st.sampled_from([*"aZé9 ,.:;?!/()'\"%+$-_\u00a0<&@", "1. ", "www.", "a.b", "http:", "x.", ": "]), max_size=12
    )
)
def test_a_plain_line_is_what_the_grammar_makes_of_it(parts):
    text = "".join(parts)
    quick = render(text), render_inline(text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "_PLAIN", re.compile("(?!)"))
        assert (render(text), render_inline(text)) == quick
