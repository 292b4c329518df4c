import pytest

from portal.guides.markdown.parser import parse

LINKS = "".join(f"- [Guide {number}](https://example.org/{number})\n" for number in range(8))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "# Tool\n\n## Installation\n\n### From source\n\nx\n\n## License\n\nMIT",
            "This reads like the README of a project: it has the headings “Installation” and “From source”.",
        ),
        (f"# Links\n\n{LINKS}", "This reads like an index of links: 8 of its 8 list items lead elsewhere."),
    ],
)
def test_a_text_that_is_no_guide_is_refused_with_the_reason(text, message):
    guide = parse(text, name="t")

    assert ([(each.code, each.message) for each in guide.problems], guide.questions) == ([("NOT-A-GUIDE", message)], ())


def test_a_guide_with_a_licence_is_no_readme():
    text = "## What is A?\n\nx\n\n## Why B?\n\nx\n\n## How C?\n\nx\n\n## Usage\n\nx\n\n## License\n\nMIT"

    assert len(parse(text, name="t").questions) == 3
