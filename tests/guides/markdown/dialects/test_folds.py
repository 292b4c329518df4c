import pytest

from portal.guides.markdown.dialects.folds import with_details
from portal.guides.markdown.dialects.lines import Line


def folded(text):
    return [line.text for line in with_details([Line(text, n) for n, text in enumerate(text.split("\n"))]) if line.text]


def details(title, *body):
    return ["<details>", f"<summary>{title}</summary>", *body, "</details>"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('??? question "A"\n    a\n\n      b\nc', [*details("A", "a", "  b"), "c"]),
        ('???+ "A"\n    a', details("A", "a")),
        ('!!! faq "A"\n    a\n??? "B"\n    b', [*details("A", "a"), *details("B", "b")]),
        ('!!! note "A"\n    a', ['!!! note "A"', "    a"]),
        ('```\n??? "A"\n```', ["```", '??? "A"', "```"]),
        ("::: details A\na\n:::", details("A", "a")),
        (":::tip Answer\na\n:::note\nb\n:::\n:::", ["a", "b"]),
        (":::tip\na\n:::", [":::tip", "a", ":::"]),
        ('{{< expand "A" >}}\na\n{{< /expand >}}', details("A", "a")),
        ('{{% details title="A" %}}\na\n{{% /details %}}', details("A", "a")),
        ('{{< figure "A" >}}', ['{{< figure "A" >}}']),
        ("A\n: a\nB\n: b", ["**A**", "a", "**B**", "b"]),
        ("A\n: a\n: more\nB\n: b", ["**A**", "a", "more", "**B**", "b"]),
        ("A\n: a", ["A", ": a"]),
    ],
)
def test_what_other_tools_fold_or_define_is_written_as_what_is_read(text, expected):
    assert folded(text) == expected
