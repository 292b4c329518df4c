"""A sheet's questions as a table for spreadsheets."""

import csv
from io import StringIO

from portal.cheatsheets.choosing import Choice
from portal.cheatsheets.sheet import Sheet, SheetQuestion

HEADER = ("Number", "Section", "Level", "Question", "Answer", "Key points", "Topics", "Facts checked on")

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is computed when the file is opened (OWASP, “CSV Injection”)."""


def write_csv(sheet: Sheet, choice: Choice) -> str:
    """With the mark that makes spreadsheets read it as UTF-8."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for question in sheet.questions:
        writer.writerow(map(plain_cell, _cells(question)))
    return "\ufeff" + out.getvalue()


def plain_cell(text: str) -> str:
    """The text as nothing but text: an apostrophe in front of what would be a formula."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _cells(question: SheetQuestion) -> tuple[str, ...]:
    return (
        str(question.number),
        question.section,
        question.level,
        question.title,
        "Withheld until your open interview is over." if question.is_withheld else question.one_line,
        "\n".join(point.text for point in question.points),
        ", ".join(question.topics),
        question.reviewed_on.isoformat() if question.reviewed_on else "",
    )
