"""The boxes a reader ticks to choose a sheet; ``choosing.read_choice`` reads them back from the address."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.cheatsheets.choosing import COLUMNS, DAYS, ORIENTATIONS, PAPERS, Choice
from portal.cheatsheets.sheet import Edition, Part
from portal.guides.models import Section


@dataclass(frozen=True, slots=True)
class Box:
    """One box or button: what it is called, what it sends, and whether it is ticked."""

    name: str
    value: str
    label: str
    is_on: bool
    hint: str = ""

    @property
    def id(self) -> str:
        return f"{self.name}-{self.value}"


HINTS = {
    Edition.SUMMARY: "two pages: the flow, tables, a line for each answer",
    Edition.FULL: "everything, with the key points",
    Edition.SELF_TEST: "questions with room to write, the answers at the end",
    Edition.PERSONAL: "what your interviews missed, most missed first",
}


def edition_boxes(choice: Choice, *, has_personal: bool) -> Iterator[Box]:
    for edition in Edition:
        if has_personal or edition != Edition.PERSONAL:
            yield Box("edition", edition, edition.label, edition == choice.edition, HINTS[edition])


def part_boxes(choice: Choice) -> Iterator[Box]:
    """The parts this edition can hold: a self-test shows no answers beside its questions."""
    for part in Part:
        if choice.edition != Edition.SELF_TEST or part not in {Part.ANSWERS, Part.POINTS}:
            yield Box("part", part, part.label, part in choice.parts)


def section_boxes(choice: Choice, sections: Iterable[Section]) -> Iterator[Box]:
    for section in sections:
        is_on = not choice.sections or section.position in choice.sections
        yield Box("section", str(section.position), section.title or "Questions", is_on)


def layout_boxes(choice: Choice) -> dict[str, list[Box]]:
    """The groups of buttons that say how the sheet lies on paper, by their heading."""
    layout = choice.layout
    groups = {
        "Paper": ("paper", PAPERS, layout.paper),
        "Orientation": ("orientation", ORIENTATIONS, layout.orientation),
        "Columns": ("columns", COLUMNS, layout.columns),
    }
    if choice.edition == Edition.PERSONAL:
        groups["Missed in the last"] = ("days", {str(days): words for days, words in DAYS.items()}, str(choice.days))
    return {
        heading: [Box(name, value, label, value == chosen) for value, label in options.items()]
        for heading, (name, options, chosen) in groups.items()
    }


def switch_boxes(choice: Choice) -> Iterator[Box]:
    yield Box("large", "1", "Large print", choice.layout.is_large)
    yield Box("grey", "1", "Greyscale", choice.layout.is_grey)
    if choice.edition == Edition.SELF_TEST:
        yield Box("key", "1", "With answer key", choice.has_key)
