"""Tables with a column of questions."""

import re
from collections.abc import Iterator, Sequence

from portal.guides.markdown.dialects.candidates import Candidate
from portal.guides.markdown.dialects.lines import Line
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.structure import Block
from portal.guides.markdown.tables import cells_of, uneven_rows
from portal.guides.markdown.titles import plain_text

_QUESTION = re.compile(
    r"\W*(?:interview )?(?:questions?|q|вопросы?|питання|问题|問題|题目|面试题|pregunta|frage|pergunta)\W*", re.I
)
_ANSWER = re.compile(
    r"\W*(?:model |short |sample )?(?:answers?|a|ответы?|відповідь|答案|回答|respuesta|antwort|resposta)\W*", re.I
)
_NUMBER = re.compile(r"\W*(?:#|№|no|nr|num|number|s\.?\s?no|id|序号|q#)?\W*", re.IGNORECASE)
_CONTENTS = re.compile(r"\s*\[[^\]]*(?:\[[^\]]*\][^\]]*)*\]\(#[^)]*\)\s*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CELL_END = re.compile(r"(?<!\\)\|")


def rows_of(blocks: Sequence[Block], lines: Sequence[Line]) -> Iterator[Candidate]:
    """Each row of each table whose header names a column of questions."""
    for block in blocks:
        if block.kind != "table":
            continue
        header = [plain_text(cell) for cell in _cells(lines[block.start].text)]
        column = next((index for index, name in enumerate(header) if name and _QUESTION.fullmatch(name)), None)
        if column is None:
            continue
        found = [_row(header, column, index, lines) for index in range(block.start + 2, block.end)]
        rows = [row for row in found if row]
        if rows:
            yield Candidate("row", block.start, block.start + 2, "")
            yield from rows


def _cells(text: str) -> list[str]:
    row = text.strip().removeprefix("|")
    cells = [cell.strip().replace("\\|", "|") for cell in _CELL_END.split(row)]
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells


def _row(header: Sequence[str], column: int, index: int, lines: Sequence[Line]) -> Candidate | None:
    cells = _cells(lines[index].text)
    if column >= len(cells) or not cells[column] or _CONTENTS.fullmatch(cells[column]):
        return None
    origin = lines[index].origin
    answers = [at for at, name in enumerate(header) if _ANSWER.fullmatch(name)]
    rest = [at for at, name in enumerate(header) if at != column and not _NUMBER.fullmatch(name)]
    body = []
    for at in answers or rest:
        if at < len(cells) and cells[at]:
            text = cells[at] if answers or len(rest) == 1 else f"{header[at]}: {cells[at]}"
            body += [Line("", origin), *(Line(part.strip(), origin) for part in _BREAK.split(text))]
    return Candidate("row", index, index + 1, cells[column], body, bool(body))


def uneven_question_rows(blocks: Sequence[Block], lines: Sequence[Line]) -> Iterator[Finding]:
    """The rows that do not fit, of tables whose rows are questions: what they ask and answer cannot be told."""
    texts = [line.text for line in lines]
    for block in blocks:
        if block.kind == "table" and any(_QUESTION.fullmatch(name) for name in cells_of(block)[0][1] if name):
            for found in uneven_rows(block, texts):
                yield Finding("UNEVEN-QUESTIONS", lines[found.line - 1].origin + 1, found.message)
