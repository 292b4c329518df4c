"""Flash cards for Anki as text: tab-separated notes with the header lines that Anki 2.1.54 and newer read.

https://docs.ankiweb.net/importing/text-files.html
"""

from hashlib import sha256

from portal.cheatsheets.choosing import Choice
from portal.cheatsheets.sheet import Sheet, SheetQuestion
from portal.cheatsheets.writers.answers import answer_html, answered, options_html

NOTE_TYPE = "Basic"


def guid_of(sheet: Sheet, question: SheetQuestion) -> str:
    """The name of a note for good, whatever is rewritten: importing again updates the card and doubles nothing."""
    return sha256(f"viva/{sheet.slug}/{question.key}".encode()).hexdigest()[:20]


def deck_of(sheet: Sheet) -> str:
    """The deck's name; two colons would make decks within decks."""
    return " ".join(sheet.title.replace("::", ":").split())


def tags_of(question: SheetQuestion) -> list[str]:
    """Level and topics; a tag holds no space."""
    words = (question.level, *question.topics)
    return ["-".join(word.split()) for word in words if word]


def front_of(question: SheetQuestion) -> str:
    return question.title_html + options_html(question)


def write_anki_text(sheet: Sheet, choice: Choice) -> str:
    """One note a line: guid, front, back, tags. A second import updates by guid."""
    head = [
        "#separator:tab",
        "#html:true",
        f"#notetype:{NOTE_TYPE}",
        f"#deck:{deck_of(sheet)}",
        "#guid column:1",
        "#tags column:4",
        "#columns:guid\tFront\tBack\tTags",
    ]
    notes = (
        "\t".join(map(_field, (guid_of(sheet, one), front_of(one), answer_html(one), " ".join(tags_of(one)))))
        for one in answered(sheet)
    )
    return "\n".join([*head, *notes]) + "\n"


def _field(html: str) -> str:
    """A field on one line; quoted where a quotation mark would start a quoted one."""
    line = " ".join(html.split())
    return '"' + line.replace('"', '""') + '"' if '"' in line else line
