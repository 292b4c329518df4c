r"""Questions in GIFT, for Moodle and others: open ones as essays, with the key points as general feedback.

https://docs.moodle.org/en/GIFT_format: ``~ = # { } :`` are escaped by a backslash, a blank line ends a question.
"""

import re

from portal.cheatsheets.choosing import Choice
from portal.cheatsheets.sheet import Sheet, SheetQuestion
from portal.cheatsheets.writers.answers import answer_html, answered

_CONTROL = re.compile(r"[\\~=#{}:]")


def write_gift(sheet: Sheet, choice: Choice) -> str:
    category = " ".join(sheet.title.replace("/", "//").split())
    return "\n\n".join([f"$CATEGORY: {category}", *(_question(question) for question in answered(sheet))]) + "\n"


def _question(question: SheetQuestion) -> str:
    title = _text(f"{question.number:03} {question.title}")
    return f"::{title}:: [html]{_text(question.title_html)} {{\n{_answers(question)}####{_feedback(question)}\n}}"


def _answers(question: SheetQuestion) -> str:
    """The choices, right ones sharing the whole mark; nothing for an essay."""
    right = len(question.right_keys)
    lines = []
    for option in question.options:
        mark = "=" if right == 1 and option.is_right else f"~%{share(option.is_right, right, len(question.options))}%"
        lines.append(f"{'~' if right == 1 and not option.is_right else mark}[html]{_text(option.html)}\n")
    return "".join(lines)


def share(is_right: bool, right: int, options: int) -> str:  # noqa: FBT001
    """The per cent that one choice is worth: the right ones add up to 100, the wrong ones take all of it away.

    Moodle knows only the shares of up to ten choices, to five places.
    """
    value = 100 / right if is_right else -100 / min(max(options - right, 1), 10)
    return f"{value:.5f}".rstrip("0").rstrip(".")


def _feedback(question: SheetQuestion) -> str:
    return f"[html]{_text(answer_html(question) or 'No key points yet.')}"


def _text(html: str) -> str:
    """On one line, with what GIFT would read as its own escaped. ``->`` would make a pair of it."""
    line = _CONTROL.sub(lambda match: f"\\{match[0]}", " ".join(html.split()))
    return line.replace("->", "-&gt;")
