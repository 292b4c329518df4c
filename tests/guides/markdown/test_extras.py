from portal.guides.markdown.document import ParsedCodeSample, ParsedDiagram, ParsedTable
from portal.guides.markdown.extras import Extras
from portal.guides.markdown.structure import read_source

TEXT = "Words.\n\n| A |\n|---|\n| 1 |\n\n```mermaid\nflowchart LR\n```\n\n```yaml title=x\na: 1\n```\n\n---\n"


def test_extras_are_taken_out_of_the_text_around_them():
    source = read_source(TEXT)
    extras = Extras(source)

    rest = extras.take(source.blocks, title="Tools!", section=2, with_code=True)

    assert [block.content for block in rest] == ["Words."]
    assert extras.tables == [ParsedTable("tools", "Tools!", 3, 2, ("A",), (("1",),), "| A |\n|---|\n| 1 |")]
    assert extras.diagrams == [ParsedDiagram("tools", "Tools!", 7, 2, "flowchart LR")]
    assert extras.code_samples == [ParsedCodeSample("tools", "Tools!", 11, 2, "yaml", "a: 1")]


def test_code_outside_a_cheat_sheet_stays_in_the_text():
    source = read_source(TEXT)

    rest = Extras(source).take(source.blocks, title="Tools", section=0, with_code=False)

    assert [block.kind for block in rest] == ["paragraph", "fence"]


def test_extras_of_one_name_get_keys_of_their_own():
    source = read_source("| A |\n|---|\n\nx\n\n| B |\n|---|\n")
    extras = Extras(source)

    for title in ("Tools 2", "Tools", "Tools", "?!"):
        extras.take(source.blocks[:1], title=title, section=0, with_code=False)

    assert [table.key for table in extras.tables] == ["tools-2", "tools", "tools-3", "table"]
