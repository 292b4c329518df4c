"""What learning tools show on the back of a card, or as feedback: the answer of a question as HTML."""

from html import escape
from itertools import groupby

from portal.cheatsheets.sheet import Sheet, SheetQuestion


def answered(sheet: Sheet) -> list[SheetQuestion]:
    """The questions that can be asked elsewhere: those whose answers this reader may see."""
    return [question for question in sheet.questions if not question.is_withheld]


def options_html(question: SheetQuestion) -> str:
    """The choices as a list, each with its letter; empty for a question without."""
    items = "".join(f"<li>{escape(option.key)}. {option.html}</li>" for option in question.options)
    return f"<ul>{items}</ul>" if items else ""


def answer_html(question: SheetQuestion) -> str:
    """The one-line answer and the key points."""
    is_repeated = question.points and question.one_line == question.first_points
    return ("" if is_repeated else f"<p>{escape(question.one_line)}</p>") + points_html(question)


def points_html(question: SheetQuestion) -> str:
    """The key points as a list, a group of them as a list of its own."""
    body = ""
    for group, members in groupby(question.points, key=lambda point: point.group):
        items = "".join(
            f"<li>{escape(point.text)}{'' if point.is_required or group else ' (optional)'}</li>" for point in members
        )
        body += f"<li>{escape(group)}:<ul>{items}</ul></li>" if group else items
    return f"<ul>{body}</ul>" if body else ""
