"""Bytes -> text, and damage done by a wrong decoding undone, only where that loses nothing.

UTF-8 read as another encoding and saved again turns a dash into three odd letters. Encoding those letters back and
reading the bytes as UTF-8 restores it; that this succeeds without an error is the proof that it is lossless. Whole
documents are tried before lines; runs of letters are never tried, because an en dash before an é is by chance valid.
"""

import codecs
from collections.abc import Callable
from dataclasses import dataclass

CONTEXT = 20
"""Characters shown on either side of a repaired place."""


class NotText(ValueError):
    """The bytes are no text; the message is a sentence for the person who supplied them."""


@dataclass(frozen=True, slots=True)
class RepairedLine:
    """A line before and after; ``line`` counts from 1."""

    line: int
    before: str
    after: str

    @property
    def column(self) -> int:
        """Where the first repaired letter stands, from 1."""
        return self._first + 1

    @property
    def excerpt(self) -> str:
        """The repaired text around the first repaired letter."""
        start = max(0, self._first - CONTEXT)
        end = self._first + CONTEXT
        return ("…" if start else "") + self.after[start:end] + ("…" if end < len(self.after) else "")

    @property
    def _first(self) -> int:
        pairs = enumerate(zip(self.before, self.after, strict=False))
        return next((n for n, (old, new) in pairs if old != new), min(len(self.before), len(self.after)))


@dataclass(frozen=True, slots=True)
class Repair:
    """The repaired text, and every line that changed."""

    text: str
    lines: tuple[RepairedLine, ...] = ()


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, with or without a byte order mark; UTF-16 only with one.

    Raises ``NotText`` where the bytes are no such text or hold a NUL, which no database keeps.
    """
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            raise NotText("This is no UTF-16 text, though it begins like one.") from error
        line = data.count(b"\n", 0, error.start) + 1
        raise NotText(f"This is no UTF-8 text: line {line} holds the byte 0x{data[error.start]:02x}.") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise NotText(f"This is no text: line {line} holds a NUL character.")
    return text


def repair(text: str) -> Repair:
    """Undo damage in the whole text if one wrong decoding explains all of it, else line by line.

    Text damaged twice is repaired twice: what comes out holds nothing more to repair. Each pass makes the text shorter.
    """
    repaired = _repair_once(text)
    while (again := _repair_once(repaired)) != repaired:
        repaired = again
    if repaired == text:
        return Repair(text)
    pairs = zip(text.split("\n"), repaired.split("\n"), strict=True)
    return Repair(repaired, tuple(RepairedLine(n, old, new) for n, (old, new) in enumerate(pairs, 1) if old != new))


def _repair_once(text: str) -> str:
    if text.isascii():
        return text
    whole = _undo_any(text)
    # No line end can come or go: it is ASCII, and no part of a longer sequence in UTF-8.
    return whole if whole != text else "\n".join(map(_undo_any, text.split("\n")))


def _undo_any(text: str) -> str:
    """The text as it was before the first misreading that explains it; else unchanged."""
    if text.isascii():
        return text
    return next((restored for misread in _MISREADINGS if (restored := _undo(text, misread))), text)


def _undo(text: str, misread: Callable[[str], bytes]) -> str | None:
    try:
        restored = misread(text).decode("utf-8")
    except UnicodeError:
        return None
    return restored if restored != text else None


# Windows-1252 as browsers read it: the five bytes it leaves undefined stand for themselves.
_SLOPPY_CP1252 = codecs.charmap_build(
    "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in range(256))
)
_MISREADINGS: tuple[Callable[[str], bytes], ...] = (
    lambda text: text.encode("mac_roman"),
    lambda text: codecs.charmap_encode(text, "strict", _SLOPPY_CP1252)[0],
    lambda text: text.encode("latin-1"),
)
