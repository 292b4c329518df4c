"""What a page sends while someone types, read without a form: the part of ``ResponseForm`` that needs no error message.

A form takes ten times as long, and nearly every save of a class that types is of this kind. Whatever is unusual in any
way is left to the form, which says what is wrong with it.
"""

import re

from django.http import QueryDict

from portal.interviews.forms import LARGEST_SEQ, LARGEST_VERSION, TEXT_LIMIT
from portal.interviews.saving import Save

NUMBER = re.compile(r"[0-9]{1,16}", re.ASCII)
WRITER = re.compile(r"[A-Za-z0-9_-]{8,40}")


def typed(posted: QueryDict) -> Save | None:
    """The save that ``ResponseForm`` would read, of a question that is answered in words; None where it might refuse.

    One text, a writer, and two numbers in range.
    """
    texts = posted.getlist("text")
    base_version, writer, seq = posted.get("base_version", ""), posted.get("writer", ""), posted.get("seq", "")
    if len(texts) != 1 or not (NUMBER.fullmatch(base_version) and NUMBER.fullmatch(seq) and WRITER.fullmatch(writer)):
        return None
    text = texts[0].replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > TEXT_LIMIT or "\0" in text or (not text.isascii() and _is_broken(text)):
        return None
    if int(base_version) > LARGEST_VERSION or not 1 <= int(seq) <= LARGEST_SEQ:
        return None
    return Save(int(base_version), writer, int(seq), text if text.strip() else "")


def _is_broken(text: str) -> bool:
    """Whether it holds half of a character, which no database takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
