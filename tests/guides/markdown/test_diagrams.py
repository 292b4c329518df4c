from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.guides.markdown import diagrams
from portal.guides.markdown.diagrams import SOURCE_LIMIT, DiagramError, draw

FLOW = """flowchart LR
  accTitle: From commit to production
  accDescr: A commit is built
  A[Commit] -->|push| B[Build]
"""
KINDS = {
    "sequence": "sequenceDiagram\n  Alice->>Bob: Hello\n  Note over Alice: note",
    "state": "stateDiagram-v2\n  [*] --> Queued\n  Queued --> Running",
    "class": "classDiagram\n  class Pipeline {\n    +start()\n  }",
    "entity": "erDiagram\n  GUIDE ||--o{ QUESTION : holds",
    "gantt": "gantt\n  dateFormat YYYY-MM-DD\n  One :a1, 2026-01-01, 30d",
    "pie": 'pie\n  "Dogs" : 3\n  "Cats" : 1',
    "mindmap": "mindmap\n  root((CI))\n    Build",
}
FORBIDDEN = (
    "<script",
    "<foreignObject",
    "<image",
    "<a ",
    "href=",
    "javascript:",
    "@import",
    "onclick",
    "onerror",
    "http://e",
    "https://e",
)


def test_a_flowchart_is_drawn_with_its_words_and_its_size():
    drawn = draw(FLOW)

    assert (drawn.title, drawn.description) == ("From commit to production", "A commit is built")
    assert all(side in drawn.svg for side in (f' width="{drawn.width}"', f' height="{drawn.height}"'))
    assert all(f">{label}</tspan>" in drawn.svg for label in ("Commit", "push", "Build"))
    assert drawn.svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')


def test_a_diagram_has_the_house_style_whatever_it_asks_for():
    assert draw('%%{init: {"theme": "dark"}}%%\n' + FLOW) == draw(FLOW)
    assert "font-family:Arial,Liberation Sans,Helvetica,sans-serif" in draw(FLOW).svg


def test_a_diagram_is_drawn_the_same_each_time():
    assert draw(FLOW) == draw(FLOW)


@pytest.mark.parametrize("kind", KINDS)
def test_other_kinds_are_drawn_too(kind):
    assert draw(KINDS[kind]).width > 0


def test_a_title_in_front_matter_is_allowed():
    assert "Named" in draw("---\ntitle: Named\n---\n" + FLOW).svg


@pytest.mark.parametrize(
    "line",
    [
        'A["<script>alert(1)</script><img src=x onerror=alert(1)>"]',
        'click A "javascript:alert(1)"',
        'click A "https://e.com" "tip" _blank',
        "click A call alert()",
        "style A fill:url(https://e.com/x)",
        "classDef x fill:#f00,background:url(https://e.com/x)\n  class A x",
        'C@{ img: "https://e.com/a.png", label: "x" }',
        'C["</style><script>alert(1)</script>"]',
    ],
)
def test_nothing_in_a_diagram_runs_links_or_loads(line):
    svg = draw(f"{FLOW}  {line}\n").svg

    assert [word for word in FORBIDDEN if word in svg] == []


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", "No Mermaid diagram type detected."),
        ("flowchart LR\n A[", "Diagram parse error (flowchart-v2): Unterminated node label (missing `]`)."),
        ("x" * (SOURCE_LIMIT + 1), "The diagram's source is longer than 20000 characters."),
        (
            f'flowchart LR\n A["{"x" * 15_000}"]',
            "The diagram is larger than 12000 pixels: shorten its labels or split it.",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_sentence(source, sentence):
    with pytest.raises(DiagramError) as refused:
        draw(source)

    assert str(refused.value) == sentence


def test_without_the_engine_a_diagram_is_refused(monkeypatch):
    monkeypatch.setattr(diagrams, "mmdr", None)

    with pytest.raises(DiagramError, match="not installed"):
        draw(FLOW)


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from(
            ["A", "-->", "[", "]", "\n", "|x|", "{", "}", "%%", '"', "subgraph", "end", "<b>", "é", ";", "---"]
        )
    )
)
def test_no_flowchart_makes_the_drawing_fail_otherwise(words):
    with suppress(DiagramError):
        draw("flowchart LR\n" + " ".join(words))
