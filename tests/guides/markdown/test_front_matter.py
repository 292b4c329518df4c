from datetime import date

import pytest

from portal.guides.markdown.front_matter import FrontMatter, read_front_matter
from portal.guides.markdown.problems import Finding

WHOLE = """---
title: AWS CodePipeline            # a comment
slug: aws-codepipeline
language: pt-BR
summary: One sentence.
reviewed: 2026-11-23
aliases:
  S3: [Simple Storage Service, bucket]
  CI: continuous integration
layout: post
---
# Text"""


def read(text: str) -> FrontMatter:
    return read_front_matter(text.split("\n"))


def test_front_matter_is_read_whole_and_foreign_fields_are_left_alone():
    assert read(WHOLE) == FrontMatter(
        line_count=11,
        title="AWS CodePipeline",
        slug="aws-codepipeline",
        language="pt-BR",
        summary="One sentence.",
        reviewed_on=date(2026, 11, 23),
        aliases=(("S3", ("Simple Storage Service", "bucket")), ("CI", ("continuous integration",))),
    )


@pytest.mark.parametrize(
    "text", ["", "---", "# Title", "---\n\n# Title\n\n---\n", "---\nA sentence\n---\n", " ---\na: b\n---"]
)
def test_a_text_without_front_matter_has_none(text):
    assert read(text) == FrontMatter()


def test_a_value_stays_the_text_the_author_wrote():
    front = read("---\ntitle: 2026\nlanguage: no\nsummary: yes\n---")

    assert (front.title, front.language, front.summary) == ("2026", "no", "yes")


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        ("title: [", ("BAD-FRONT-MATTER", 2, 9)),
        ('title: "\\UFFFFFFFF"', ("BAD-FRONT-MATTER", 1, 1)),
        ("slug: Two Words", ("BAD-SLUG", 2, 7)),
        ("language: English please", ("BAD-FIELD", 2, 11)),
        ("reviewed: 2026-13-01", ("BAD-FIELD", 2, 11)),
        ("title: [a, b]", ("BAD-FIELD", 2, 8)),
        ('title: "\\uD800"', ("BAD-FIELD", 2, 8)),
        ("aliases: S3", ("BAD-FIELD", 2, 10)),
        ("aliases:\n  S3: {a: b}", ("BAD-FIELD", 3, 3)),
        ("reviwed: 2026-11-23", ("UNKNOWN-FIELD", 2, 1)),
    ],
)
def test_what_cannot_be_read_is_found_at_its_line_and_column(lines, finding):
    found = [(each.code, each.line, each.column) for each in read(f"---\n{lines}\n---").findings]

    assert found == [finding]


def test_front_matter_that_never_closes_is_found():
    assert read("---\ntitle: x\n# Guide").findings == [
        Finding("BAD-FRONT-MATTER", 1, "The front matter has no closing line of ---.")
    ]


def test_an_alias_bomb_is_never_expanded():
    bomb = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9 if n else ['x'])}]" for n in range(30))

    assert read(f"---\n{bomb}\ntitle: *a29\n---").title == ""


def test_front_matter_over_its_limit_is_refused():
    assert [each.code for each in read(f"---\ntitle: {'x' * 64_000}\n---").findings] == ["BAD-FRONT-MATTER"]
