import pytest

from portal.guides.markdown.dialects.refusals import SHORT_TEXT
from portal.guides.markdown.parser import parse

LINKS = "".join(f"- [Guide {number}](https://example.org/{number})\n" for number in range(8))


TOPICS = "".join(f"### Part {letter}\n\n- [{letter}](./{letter}.md)\n\n" for letter in "ABCD")
TEXT = "x\n" * 4 + "\n"


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
            "# Tips for an interview\n\n### 1. Sleep\n\nx\n\n### 2. Eat\n\nx\n\n### 3. Listen\n\nx",
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
        (
            "# Interview bank\n\n## Set up\n\n```\ngit clone it\n```\n\n### 1. Editor\n\nx\n\n### 2. Linter\n\nx",
            "This reads like the README of a project: it says how to get it to run, “git clone”.",
        ),
        (
            f"# Interview questions\n\n## Topics\n\n{TOPICS}## Frame\n\n1. **Explain** it\n2. **Mention** costs\n",
            "This reads like an article: nothing but 2 of its titles could be a question.",
        ),
        (
            f"# Help\n\n## How do I log in?\n\nx\n\n## Billing\n\n{TEXT}## Where is my invoice?\n\nx",
            "This reads like help for users: 2 of its questions ask in the first person.",
        ),
        (
            "# A cluster\n\n## Step 1: plan\n\nx\n\n## Step 2: buy\n\nx\n\n## Why not?\n\nx\n\n## What else?\n\nx",
            "This reads like an article: 4 of its 5 headings could be a question.",
        ),
        (
            f"# Git\n\n## Fundamentals\n\n### Commits\n\n{TEXT}### Branches\n\n{TEXT}## Advanced\n\n### Rebase\n\nx",
            "Nothing in this text asks: none of its headings or list items is a question.",
        ),
        (
            "# Backend roadmap\n\n### 1. Languages\n\n- [ ] Go\n\n### 2. Databases\n\n- [ ] SQL\n",
            "This reads like a plan for learning: nothing asks in “Backend roadmap”.",
        ),
        (
            "# Changelog\n\n**Why keep one?**\n\nx\n\n**Who reads it?**\n\nx\n",
            "This reads like a page of a project: it is called “Changelog”.",
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
    numbered = "# An interview\n\n### 1. Sleep\n\nx\n\n### 2. Eat\n\nx"
    listed = "# Interview tips\n\n### Sleep\n\nx\n\n**Key points**\n\n- Long\n\n### Eat\n\nx"
    levelled = "# Interview tips\n\n## Basic\n\n### Sleep\n\nx\n\n### Eat\n\nx"

    assert [len(parse(text, name="t").questions) for text in (numbered, levelled, listed)] == [2, 2, 2]


def test_words_that_could_ask_and_tell_do_not_ask():
    assert not parse("# Tool\n\n## How it is built\n\nx\n\n## A\n\nx\n\n## B\n\nx", name="t").questions


@pytest.mark.parametrize(("count", "found"), [(SHORT_TEXT - 4, 2), (SHORT_TEXT - 3, 0)])
def test_a_few_lines_are_the_beginning_of_a_guide_though_nothing_asks_yet(count, found):
    text = "# Nails\n\n### Steel\n\nx\n\n### Wood\n\n" + "x\n" * count

    assert len(parse(text, name="t").questions) == found


def test_an_interview_asks_in_the_first_person_too():
    text = "# Interview questions\n\n## What would I do?\n\nx\n\n## How should I answer?\n\nx"

    assert len(parse(text, name="t").questions) == 2
