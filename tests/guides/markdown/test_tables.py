from portal.guides.markdown.problems import Finding
from portal.guides.markdown.structure import read_source
from portal.guides.markdown.tables import cells_of, uneven_rows

TABLE = "| **A** | B |\n| --- | --- |\n| `x \\| y` | 2 |\n| 3 |\n| 4 | 5 | 6 |\n"


def test_cells_are_plain_text_with_their_lines():
    (block,) = read_source(TABLE).blocks

    assert cells_of(block) == [(1, ("A", "B")), (3, ("x | y", "2")), (4, ("3", "")), (5, ("4", "5"))]


def test_a_row_that_does_not_fit_the_header_is_found():
    source = read_source(TABLE)

    assert uneven_rows(source.blocks[0], source.lines) == [
        Finding("UNEVEN-TABLE", 4, "This row has 1 cells, the table's header 2."),
        Finding("UNEVEN-TABLE", 5, "This row has 3 cells, the table's header 2."),
    ]
