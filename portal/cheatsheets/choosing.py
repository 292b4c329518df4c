"""What a reader chose to have on a sheet, and on what paper; the choice lives in the address, so it can be linked."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from portal.cheatsheets.sheet import Edition, Part

PAPERS = {"a4": "A4", "letter": "Letter"}
ORIENTATIONS = {"portrait": "Portrait", "landscape": "Landscape"}
COLUMNS = {"2": "Two columns", "1": "One column"}
DAYS = {30: "30 days", 90: "90 days", 365: "a year"}
"""How far back misses are counted for a personal sheet."""

USUAL_DAYS = 90
USUAL_PARTS = {
    Edition.SUMMARY: frozenset({Part.FLOW, Part.INTEGRATIONS, Part.TOOLS, Part.ANSWERS}),
    Edition.FULL: frozenset(Part),
    Edition.SELF_TEST: frozenset[Part](),
    Edition.PERSONAL: frozenset({Part.ANSWERS, Part.POINTS}),
}
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet lies on paper."""

    paper: str = "a4"
    orientation: str = "portrait"
    columns: str = "2"
    is_large: bool = False
    is_grey: bool = False

    @property
    def style_sheet(self) -> str:
        """The name of the style sheet that sets the page."""
        return f"paper_{self.paper}" + ("_landscape" if self.orientation == "landscape" else "")

    @property
    def classes(self) -> str:
        is_single = self.columns == "1" or self.is_large
        marks = (("single", is_single), ("large", self.is_large), ("grey", self.is_grey))
        return " ".join(["sheet", *(f"sheet-{name}" for name, is_on in marks if is_on)])


@dataclass(frozen=True, slots=True)
class Withheld:
    """The answers of these questions, by key, and these tables, by the key they have in their guide."""

    questions: frozenset[int] = frozenset()
    tables: frozenset[str] = frozenset()


NOTHING_WITHHELD = Withheld()


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a guide goes on a sheet. ``sections`` are positions; none named is all of them.

    ``withheld`` is what this reader may not see for now, ``since`` the first day that misses are counted from.
    """

    parts: frozenset[Part]
    sections: frozenset[int] = frozenset()
    withheld: Withheld = NOTHING_WITHHELD
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """All that the address of a sheet says."""

    edition: Edition = Edition.FULL
    parts: frozenset[Part] = USUAL_PARTS[Edition.FULL]
    sections: frozenset[int] = frozenset()
    layout: Layout = Layout()
    has_key: bool = True
    days: int = USUAL_DAYS

    @classmethod
    def usual(cls, edition: Edition) -> "Choice":
        """An edition as it is meant."""
        return cls(edition=edition, parts=USUAL_PARTS[edition])

    @property
    def query(self) -> str:
        """The shortest query that reads as this choice; two equal choices have the same."""
        layout = self.layout
        words: list[tuple[str, object, bool]] = [
            ("edition", self.edition, self.edition != Edition.FULL),
            ("paper", layout.paper, layout.paper != "a4"),
            ("orientation", layout.orientation, layout.orientation != "portrait"),
            ("columns", layout.columns, layout.columns != "2"),
            ("large", 1, layout.is_large),
            ("grey", 1, layout.is_grey),
            ("key", 0, not self.has_key),
            ("days", self.days, self.days != USUAL_DAYS),
        ]
        said = [(name, value) for name, value, is_said in words if is_said]
        if self.parts != USUAL_PARTS[self.edition]:
            said += [("part", part) for part in Part if part in self.parts] or [("part", "none")]
        return urlencode([*said, *(("section", position) for position in sorted(self.sections))])

    def within(self, positions: Collection[int]) -> "Choice":
        """The same of a guide whose sections stand at these positions: all of them ticked is none named."""
        named = self.sections & set(positions)
        return replace(self, sections=frozenset() if named == set(positions) else named)

    def since(self, at: datetime) -> datetime:
        return at - timedelta(days=self.days)


def read_choice(query: QueryDict, *, has_personal: bool) -> Choice:
    """The choice in an address; a word it does not know counts as not said.

    Ticked parts only count for the edition they were shown ``for``: who changes the edition gets its usual parts.
    """
    editions = [edition for edition in Edition if has_personal or edition != Edition.PERSONAL]
    edition = Edition(_one_of(query, "edition", editions, Edition.FULL))
    shown_for = query.get("for", "")
    layout = Layout(
        paper=_one_of(query, "paper", PAPERS, "a4"),
        orientation=_one_of(query, "orientation", ORIENTATIONS, "portrait"),
        columns=_one_of(query, "columns", COLUMNS, "2"),
        is_large=query.get("large") == "1",
        is_grey=query.get("grey") == "1",
    )
    is_said = shown_for == edition if shown_for else "part" in query
    return Choice(
        edition=edition,
        parts=frozenset(_known(query, "part", Part)) if is_said else USUAL_PARTS[edition],
        sections=frozenset(
            int(text) for text in query.getlist("section") if text.isascii() and text.isdigit() and len(text) < 6
        ),
        layout=layout,
        has_key=(query.get("key") == "1") if shown_for == Edition.SELF_TEST == edition else query.get("key") != "0",
        days=int(_one_of(query, "days", [str(days) for days in DAYS], str(USUAL_DAYS))),
    )


def _one_of(query: QueryDict, name: str, known: Collection[str], usual: str) -> str:
    value = query.get(name, "")
    return value if value in known else usual


def _known(query: QueryDict, name: str, kind: type[Part]) -> list[Part]:
    return [value for value in kind if value in query.getlist(name)]
