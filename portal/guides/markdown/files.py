"""Files that somebody gives Viva to read: their formats, and the guides they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from portal.guides.markdown.exchange import UnreadableGuide, read_slug
from portal.guides.markdown.front_matter import SIZE_LIMIT, read_front_matter
from portal.guides.markdown.repair import decode
from portal.guides.markdown.structure import normalise_newlines
from portal.guides.markdown.titles import slugify

Format = Literal["markdown", "csv", "tsv", "json"]

FORMATS: Mapping[str, Format] = {".csv": "csv", ".tsv": "tsv", ".json": "json"}
"""The format of a file by the end of its name; all others are Markdown."""

MARKDOWN = (".md", ".markdown")


def format_of(filename: str) -> Format:
    return FORMATS.get(PurePath(filename).suffix.lower(), "markdown")


@dataclass(frozen=True, slots=True)
class File:
    """What somebody gives Viva to read. ``name`` is its stem; if it ``keeps_damage`` damaged letters stay."""

    data: bytes
    name: str
    format: Format = "markdown"
    keeps_damage: bool = False


def slug_in(file: File) -> str:
    """The slug that a file gives its guide, found without reading its questions. Raises ``NotText``.

    Empty where the file is no JSON of a guide.
    """
    if file.format in {"csv", "tsv"}:
        return slugify(file.name, fallback="guide")
    text, name = decode(file.data), file.name
    if file.format == "json":
        try:
            name, text = read_slug(text)
        except UnreadableGuide:
            return ""
    text = normalise_newlines(text[: 2 * SIZE_LIMIT])
    return read_front_matter(text.split("\n")).slug or slugify(name, fallback="guide")
