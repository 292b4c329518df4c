"""Questions in Moodle XML: open ones as essays with the key points for graders and as feedback, others as choices.

https://docs.moodle.org/en/Moodle_XML_format
"""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from portal.cheatsheets.choosing import Choice
from portal.cheatsheets.sheet import Sheet, SheetQuestion
from portal.cheatsheets.writers.answers import answer_html, answered
from portal.cheatsheets.writers.gift import share

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""


def write_moodle(sheet: Sheet, choice: Choice) -> str:
    quiz = Element("quiz")
    category = SubElement(quiz, "question", type="category")
    _text(category, "category", f"$course$/top/{sheet.title.replace('/', '//')}")
    for question in answered(sheet):
        _question(quiz, sheet, question)
    ElementTree.indent(quiz)
    body = ElementTree.tostring(quiz, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _question(quiz: Element, sheet: Sheet, question: SheetQuestion) -> None:
    is_choice = bool(question.options)
    element = SubElement(quiz, "question", type="multichoice" if is_choice else "essay")
    _text(element, "name", f"{question.number:03} {question.title}"[:250])
    _html(element, "questiontext", question.title_html)
    _html(element, "generalfeedback", answer_html(question))
    SubElement(element, "defaultgrade").text = "1"
    SubElement(element, "penalty").text = "0"
    SubElement(element, "hidden").text = "0"
    SubElement(element, "idnumber").text = f"{sheet.slug}/{question.key}"[:100]
    if is_choice:
        _choices(element, question)
    else:
        _essay(element, question)
    tags = SubElement(element, "tags")
    for word in filter(None, (question.level, *question.topics)):
        _text(tags, "tag", word)


def _essay(element: Element, question: SheetQuestion) -> None:
    SubElement(element, "responseformat").text = "plain"
    SubElement(element, "responserequired").text = "1"
    SubElement(element, "responsefieldlines").text = "10"
    SubElement(element, "attachments").text = "0"
    SubElement(element, "attachmentsrequired").text = "0"
    _html(element, "graderinfo", answer_html(question))
    _html(element, "responsetemplate", "")


def _choices(element: Element, question: SheetQuestion) -> None:
    right, options = len(question.right_keys), len(question.options)
    SubElement(element, "single").text = "true" if right == 1 else "false"
    SubElement(element, "shuffleanswers").text = "true"
    SubElement(element, "answernumbering").text = "abc"
    for option in question.options:
        fraction = share(option.is_right, right, options) if right != 1 else "100" if option.is_right else "0"
        answer = SubElement(element, "answer", fraction=fraction, format="html")
        SubElement(answer, "text").text = _safe(option.html)
        _html(answer, "feedback", "")


def _text(parent: Element, name: str, words: str) -> None:
    SubElement(SubElement(parent, name), "text").text = _safe(" ".join(words.split()))


def _html(parent: Element, name: str, html: str) -> None:
    SubElement(SubElement(parent, name, format="html"), "text").text = _safe(html)


def _safe(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
