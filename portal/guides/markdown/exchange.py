"""A guide as JSON, out and in, without losing anything.

The object holds the Markdown ``document``, which is the truth, and beside it what was read from it, for programs that
know no Markdown. What other programs write may leave the document out: it is then made from the rest.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Literal

from portal.guides.markdown.document import ParsedGuide
from portal.guides.markdown.problems import Finding

FORMAT = "viva-guide"
VERSION = 1


_DEFAULTS: Mapping[str, Any] = {"line": 1, "problems": (), "position": 0, "minutes": 2, "kind": "open", "section": 0}


class UnreadableGuide(ValueError):
    """A file that is no guide in its format; ``finding`` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def write_json(guide: ParsedGuide, document: str) -> str:
    """The guide and the Markdown it was parsed from as one JSON object. Problems are left out: they can be had anew."""
    parsed = dataclasses.asdict(guide)
    del parsed["problems"]
    whole = {"format": FORMAT, "version": VERSION, **parsed, "document": document}
    return json.dumps(whole, ensure_ascii=False, indent=2, default=str) + "\n"


def read_json(text: str) -> tuple[ParsedGuide, str | None]:
    """The guide an object describes, and its document if it has one. Raises ``UnreadableGuide``."""
    found = _object(text)
    document = found.pop("document", None)
    if document is not None and not isinstance(document, str):
        raise _mismatch("document", "text")
    del found["format"], found["version"]
    guide: ParsedGuide = _read(ParsedGuide, found, "guide")
    return guide, document


def read_slug(text: str) -> tuple[str, str]:
    """The slug that an object names and its document, each empty where there is none. Raises ``UnreadableGuide``."""
    found = _object(text)
    slug, document = (found.get(name, "") for name in ("slug", "document"))
    return slug if isinstance(slug, str) else "", document if isinstance(document, str) else ""


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableGuide(
            Finding("BAD-JSON", error.lineno, f"This is no JSON: {error.msg}.", error.colno)
        ) from error
    except (RecursionError, ValueError) as error:
        raise UnreadableGuide(
            Finding("BAD-JSON", 1, "This JSON is nested too deeply, or holds too long a number.")
        ) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT or found.get("version") != VERSION:
        message = f'This JSON is no guide: it is no object with "format": "{FORMAT}" and "version": {VERSION}.'
        raise UnreadableGuide(Finding("BAD-JSON", 1, message))
    return found


def _read(wanted: Any, value: Any, path: str) -> Any:
    """The value as the type ``wanted``: one of those that ``document`` uses. Raises ``UnreadableGuide``."""
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if dataclasses.is_dataclass(wanted) and isinstance(wanted, type):
        return _read_object(wanted, value, path)
    if origin is tuple and isinstance(value, list):
        return _read_list(arguments, value, path)
    if origin in {types.UnionType, typing.Union}:
        return None if value is None else _read(arguments[0], value, path)
    if isinstance(value, str) and wanted in {str, date}:
        return _text(value, path) if wanted is str else _read_date(value, path)
    if (origin is Literal and value in arguments) or (wanted in {int, bool} and type(value) is wanted):
        return value
    raise _mismatch(path, _name(wanted))


def _read_list(arguments: tuple[Any, ...], value: list[Any], path: str) -> tuple[Any, ...]:
    if arguments[-1] is Ellipsis:
        return tuple(_read(arguments[0], each, f"{path}[{index}]") for index, each in enumerate(value))
    if len(arguments) != len(value):
        raise _mismatch(path, f"a list of {len(arguments)}")
    return tuple(_read(kind, each, path) for kind, each in zip(arguments, value, strict=True))


def _read_object(wanted: type, value: Any, path: str) -> Any:
    if not isinstance(value, dict):
        raise _mismatch(path, "an object")
    fields = {field.name: field for field in dataclasses.fields(wanted)}
    if unknown := next((name for name in value if name not in fields), None):
        raise UnreadableGuide(Finding("BAD-JSON", 1, f"“{path}” has a field “{unknown[:60]}” that no guide has."))
    hints = _hints(wanted)
    given = {name: _read(hints[name], each, f"{path}.{name}") for name, each in value.items()}
    for name, each in fields.items():
        if name not in given and each.default is dataclasses.MISSING:
            given[name] = _missing(name, given, path)
    return wanted(**given)


def _missing(name: str, given: Mapping[str, Any], path: str) -> Any:
    if name == "title_markdown" and "title" in given:
        return given["title"]
    if name in _DEFAULTS:
        return _DEFAULTS[name]
    raise UnreadableGuide(Finding("BAD-JSON", 1, f"“{path}” has no “{name}”."))


@cache
def _hints(wanted: type) -> dict[str, Any]:
    return typing.get_type_hints(wanted)


def _read_date(value: str, path: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _mismatch(path, "a day such as 2026-11-23") from error


def _text(value: str, path: str) -> str:
    if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value):
        raise _mismatch(path, "text that can be stored")
    return value


def _name(wanted: Any) -> str:
    names = {str: "text", int: "a whole number", bool: "true or false", date: "a day such as 2026-11-23"}
    if typing.get_origin(wanted) is Literal:
        return "one of " + ", ".join(typing.get_args(wanted))
    return names.get(wanted, "a list")


def _mismatch(path: str, wanted: str) -> UnreadableGuide:
    return UnreadableGuide(Finding("BAD-JSON", 1, f"“{path}” is not {wanted}."))
