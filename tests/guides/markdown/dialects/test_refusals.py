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
        (
            "# Log\n\n## [Unreleased]\n\n### Added\n\n- a\n\n### Fixed\n\n- b",
            "This reads like the README of a project: it has the headings “[Unreleased]” and “Added”.",
        ),
        (
            "# Nails\n\n### GET /nails\n\n**Answer:** a list.\n\n### POST /nails\n\n**Answer:** one.",
            "This reads like the README of a project: it has the headings “GET /nails” and “POST /nails”.",
        ),
        (
            "# Tips for an interview\n\n### Sleep\n\nx\n\n### Eat\n\nx\n\n### Listen\n\nx",
            "Nothing in this text asks: none of its headings or list items is a question.",
        ),
        (
            "# Interview topics\n\n### Pods\n\n- [Pods](./p.md)\n\n### Nodes\n\n- [N](./n.md) 📌\n\n### Jobs\n\nx",
            "This reads like an index: 2 of its headings lead to other pages.",
        ),
        (
            "# How do I wire a hub?\n\nx\n\n## Cables\n\nx\n\n## Switches\n\nx\n\n## Masts\n\nx",
            "This reads like an article: 1 of its 4 headings could be a question.",
        ),
        (
            "# A talk on interviews\n\n### Do you speak?\n\nx\n\n### It matters.\n\nx\n\n### No!\n\nx",
            "This reads like an article: 2 of its headings are sentences that ask nothing.",
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


def test_numbers_sections_of_a_level_and_key_points_say_that_statements_are_questions():
    numbered = "# Interview tips\n\n### 1. Sleep\n\nx\n\n### 2. Eat\n\nx"
    listed = "# Interview tips\n\n### Sleep\n\nx\n\n**Key points**\n\n- Long\n\n### Eat\n\nx"
    levelled = "# Interview tips\n\n## Basic\n\n### Sleep\n\nx\n\n### Eat\n\nx"

    assert [len(parse(text, name="t").questions) for text in (numbered, levelled, listed)] == [2, 2, 2]


def test_words_that_could_ask_and_tell_do_not_ask():
    assert not parse("# Tool\n\n## How it is built\n\nx\n\n## A\n\nx\n\n## B\n\nx", name="t").questions
