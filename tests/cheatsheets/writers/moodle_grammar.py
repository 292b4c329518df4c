"""A strict reader of Moodle XML: elements, order of nothing, and values as published.

By https://docs.moodle.org/en/Moodle_XML_format and the importer it describes (question/format/xml/format.php).
"""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

FRACTIONS = {
    "100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30", "25", "20", "16.66667",
    "14.28571", "12.5", "11.11111", "10", "5", "0",
}  # fmt: skip
"""The only grades of an answer that Moodle imports (question_bank::fraction_options); each may be negative."""

TEXTS = {"name": False, "questiontext": True, "generalfeedback": True}
NUMBERS = {"defaultgrade", "penalty", "hidden"}
ESSAY = {
    "responseformat", "responserequired", "responsefieldlines", "attachments", "attachmentsrequired", "graderinfo",
    "responsetemplate",
}  # fmt: skip
CHOICE = {"single", "shuffleanswers", "answernumbering"}


class NotMoodle(ValueError):
    """The document is no quiz that Moodle reads."""


def read_moodle(text: str) -> tuple[str, list[Element]]:
    """The category and the question elements. Raises ``NotMoodle``."""
    quiz = ElementTree.fromstring(text.encode())
    need(quiz.tag == "quiz" and not quiz.attrib, "the root is a plain <quiz>")
    category, *questions = quiz
    need(category.get("type") == "category" and [child.tag for child in category] == ["category"], "a category first")
    for question in questions:
        read_question(question)
    return text_in(category[0]), questions


def read_question(question: Element) -> None:
    kind = question.get("type")
    need(kind in {"essay", "multichoice"}, f"type {kind}")
    tags = [child.tag for child in question]
    own = ESSAY if kind == "essay" else CHOICE
    allowed = {*TEXTS, *NUMBERS, "idnumber", "tags", *own, *({"answer"} if kind == "multichoice" else set())}
    need(set(tags) <= allowed and {*TEXTS, *NUMBERS, *own} <= set(tags), f"elements {tags}")
    need(len([tag for tag in tags if tag != "answer"]) == len(set(tags) - {"answer"}), "each element once")
    for name, is_html in TEXTS.items():
        element = question.find(name)
        need((element.get("format") == "html") == is_html and text_in(element) is not None, name)
    need(text_in(question.find("name")) != "", "a name")
    need(question.findtext("penalty") == "0" and question.findtext("hidden") == "0", "numbers")
    if kind == "multichoice":
        read_answers(question)
    else:
        need(question.findtext("responseformat") in {"editor", "plain", "monospaced"}, "responseformat")


def read_answers(question: Element) -> None:
    answers = question.findall("answer")
    fractions = [answer.get("fraction", "") for answer in answers]
    need(all(fraction.lstrip("-") in FRACTIONS for fraction in fractions), f"fractions {fractions}")
    best = sum(float(fraction) for fraction in fractions if float(fraction) > 0)
    need(abs(best - 100) < 0.01, f"the right answers add up to {best}")
    need((question.findtext("single") == "true") == (fractions.count("100") == 1), "single")
    need(all([child.tag for child in answer] == ["text", "feedback"] for answer in answers), "answers")


def text_in(element: Element) -> str:
    need([child.tag for child in element] == ["text"], f"one <text> in <{element.tag}>")
    return element[0].text or ""


def need(holds: bool, what: str) -> None:
    if not holds:
        raise NotMoodle(what)
