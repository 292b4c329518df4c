import pytest

from portal.guides.markdown.headings import split_parts
from portal.guides.markdown.structure import read_source
from portal.guides.markdown.trailing import cut_trailing

RULED = "## S\n\n### One\n\nA.\n\n---\n\n### Two\n\nB.\n\n---\n\n"


def cut(text):
    parts = split_parts(read_source(text))
    findings = cut_trailing(parts)
    return [(f.code, f.line, f.message) for f in findings], [
        block.content for block in parts[-1].blocks if block.content
    ]


@pytest.mark.parametrize(
    "offer",
    [
        "Would you like me to make a **PDF**?\nIt has:\n\n* one\n* two",
        "👉 Let me know if it helps.",
        "If you\u2019d like, I can also draw it.",
    ],
)
def test_an_offer_at_the_end_is_cut_with_all_that_follows(offer):
    count = offer.count("\n") + 1
    lines = "1 line" if count == 1 else f"{count} lines"

    assert cut(f"### Q\n\nAnswer.\n\n{offer}") == (
        [("TRAILING-TEXT", 5, f"{lines} at the end belong to no heading: left out.")],
        ["Answer."],
    )


def test_text_after_the_last_rule_is_cut_where_rules_only_close_parts():
    findings, kept = cut(f"{RULED}Printed in 2026.")

    assert (findings[0][:2], kept) == (("TRAILING-TEXT", 15), ["B."])


def test_text_after_a_rule_is_kept_where_rules_stand_inside_answers():
    assert cut(f"### One\n\nA.\n\n---\n\nMore.\n\n{RULED}More.") == ([], ["B.", "More."])


@pytest.mark.parametrize(
    "text", ["Would you like me to help?", "### Q\n\nA.\n\n---\n", "### Q\n\nWould you like it?\n\n#### Yes\n\nA."]
)
def test_nothing_is_cut_where_nothing_trails(text):
    assert cut(text)[0] == []
