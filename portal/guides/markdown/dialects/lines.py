"""Lines on their way from an author's shape to the one the parser reads; each knows the line it came from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Role = Literal["section", "question", "loose"]
"""What a line opens. After a loose line, text belongs to no question."""

LONGEST_TITLE = 10
"""Lines of an underlined title."""

_UNDERLINES = frozenset({"--", "=="})
QUESTION_MARKS = "###"
SECTION_MARKS = "##"

_FENCE = re.compile(
    r"[ \t]*(?:>[ \t]?)*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<marks>`{3,}(?=[^`]*$)|~{3,})[ \t]*(?P<info>.*)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """``origin`` is the line of the author's text, from 0."""

    text: str
    origin: int
    role: Role | None = None

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


def opened(role: Literal["section", "question"], title: str, origin: int) -> list[Line]:
    """A heading of this role, with blank lines around it."""
    marks = QUESTION_MARKS if role == "question" else SECTION_MARKS
    text = f"{marks} {' '.join(title.split())}"
    return [Line("", origin), Line(text, origin, role), Line("", origin)]


def loosened(origin: int) -> Line:
    return Line("", origin, "loose")


def fence_of(text: str) -> tuple[str, str] | None:
    """The marks and the info of a line that can open or close a fence; a span of three backticks is none."""
    match = _FENCE.match(text) if "```" in text or "~~~" in text else None
    return (match["marks"], match["info"].strip()) if match else None


def closes(fence: tuple[str, str], opener: str) -> bool:
    marks, info = fence
    return not info and marks[0] == opener[0] and len(marks) >= len(opener)


def code_mask(texts: Sequence[str]) -> list[bool]:
    """For each line whether it stands in a fence or is one of its marks."""
    mask = []
    opener = ""
    for text in texts:
        fence = fence_of(text)
        mask.append(bool(opener or fence))
        if opener and fence and closes(fence, opener):
            opener = ""
        elif fence and not opener:
            opener = fence[0]
    return mask


def dedented(lines: Iterable[Line]) -> list[Line]:
    """The lines without the indent that all of them share; those of no text are blank."""
    kept = list(lines)
    widths = [len(line.text) - len(line.text.lstrip(" ")) for line in kept if not line.is_blank]
    width = min(widths, default=0)
    return [replace(line, text=line.text[width:] if not line.is_blank else "") for line in kept]


def underlined(lines: Sequence[Line]) -> list[Line]:
    """The lines, what stands over exactly two dashes as a heading: three may be a rule, two are none."""
    mask = code_mask([line.text for line in lines])
    written: list[Line] = []
    for line, is_code in zip(lines, mask, strict=True):
        above = len(written)
        highest = max(0, above - LONGEST_TITLE) if line.text.strip() in _UNDERLINES else above
        while above > highest and not (written[above - 1].is_blank or mask[above - 1]):
            above -= 1
        if not is_code and len(written) > above and written[above].text.lstrip()[:1] not in "-*+>#|":
            marks = "#" if "=" in line.text else "##"
            title = " ".join(each.text.strip() for each in written[above:])
            blank = [Line("", each.origin) for each in [*written[above + 1 :], line]]
            written[above:] = [Line(f"{marks} {title}", written[above].origin), *blank]
        else:
            written.append(line)
    return written
