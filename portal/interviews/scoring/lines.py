"""Scoring without the portal: one JSON object a line in, one a line out.

In: ``{"id", "question", "model_answer", "key_points"?, "groups"?, "response", "language"?}``. A key point is a string,
or an object ``{"text", "label"?, "required"?, "weight"?, "group"?, "aliases"?}``; ``groups`` maps the name of a group
to how many of its points are needed. Without key points they are read out of ``model_answer`` (Markdown).

Out: ``{"id", "coverage", "points": [{"label", "credit", "verdict", "spans"}], "flags", "confidence", "version"}``, or
``{"id", "error"}`` for a line that cannot be scored.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from portal.interviews.scoring.answers import points_of
from portal.interviews.scoring.languages import primary
from portal.interviews.scoring.points import Group, Point
from portal.interviews.scoring.scorer import score
from portal.interviews.scoring.vocabulary import Vocabulary

HEAVIEST = 1000
"""Most weight of a point, and most points a group may need: far above any sense, and still exact."""


class BadLine(ValueError):
    """A line that cannot be scored; its text says why."""

    def __init__(self, message: str, *, identity: str | int | None = None) -> None:
        super().__init__(message)
        self.identity = identity


@dataclass(frozen=True, slots=True)
class Line:
    """One response to score. ``labels`` name the points in the output."""

    identity: str | int
    question: str
    model_answer: str
    response: str
    language: str
    points: tuple[Point, ...]
    groups: tuple[Group, ...]
    labels: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, str]:
        """What the line adds to a vocabulary."""
        return self.question, self.model_answer or "\n".join(self.labels)


def read_lines(lines: Iterable[bytes]) -> Iterator[Line | BadLine]:
    """Each line that is not blank, read; one that cannot be is given as its error."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield read_line(line)
            except BadLine as error:
                yield BadLine(f"line {number}: {error}", identity=error.identity)


def read_line(line: bytes) -> Line:
    """Raises ``BadLine``."""
    try:
        data = json.loads(line.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadLine("no JSON in UTF-8") from error
    if not isinstance(data, dict):
        raise BadLine("no JSON object")
    identity = data.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int) or not _is_text(str(identity)):
        raise BadLine("“id” is no string or whole number")
    try:
        return _line(identity, data)
    except BadLine as error:
        raise BadLine(str(error), identity=identity) from error


def vocabularies(lines: Iterable[Line]) -> dict[str, Vocabulary]:
    """A vocabulary for each language, of the lines' own questions and model answers, each counted once."""
    texts: dict[str, dict[str, None]] = {}
    for line in lines:
        texts.setdefault(line.language, {}).update(dict.fromkeys(line.texts))
    return {language: Vocabulary.build(known, language=language) for language, known in texts.items()}


def write_line(line: Line | BadLine, vocabulary_for: Callable[[str], Vocabulary]) -> str:
    """The line's result as JSON in ASCII, without a line end."""
    if isinstance(line, BadLine):
        return json.dumps({"id": line.identity, "error": str(line)})
    vocabulary = vocabulary_for(line.language)
    result = score(line.question, line.points, line.response, vocabulary, groups=line.groups)
    points = [
        {"label": label, "credit": point.credit, "verdict": point.verdict, "spans": point.spans}
        for label, point in zip(line.labels, result.points, strict=True)
    ]
    return json.dumps(
        {
            "id": line.identity,
            "coverage": result.coverage,
            "points": points,
            "flags": result.flags,
            "confidence": result.confidence,
            "version": f"{result.version} {vocabulary.version}",
        }
    )


def _line(identity: str | int, data: dict[str, Any]) -> Line:
    question, response = _text(data, "question"), _text(data, "response")
    model_answer = _text(data, "model_answer", default="")
    language = primary(_text(data, "language", default="en"))
    given = data.get("key_points")
    if given is None:
        points, groups = points_of(model_answer, question=question)
        labels = tuple(point.text.replace("**", "") for point in points)
    elif isinstance(given, list):
        points, labels = tuple(_point(f"p{n}", point) for n, point in enumerate(given, 1)), tuple(map(_label, given))
        groups = _groups(data.get("groups", {}))
    else:
        raise BadLine("“key_points” is no list")
    if not points:
        raise BadLine("no key points, given or in “model_answer”")
    return Line(identity, question, model_answer, response, language, points, groups, labels)


def _point(key: str, point: Any) -> Point:
    if isinstance(point, str):
        point = {"text": point}
    if not isinstance(point, dict):
        raise BadLine("a key point is no string and no object")
    aliases, required, group = point.get("aliases", []), point.get("required", True), point.get("group")
    if not isinstance(aliases, list) or not all(_is_text(alias) for alias in aliases):
        raise BadLine("“aliases” is no list of strings")
    if not isinstance(required, bool) or not (group is None or _is_text(group)):
        raise BadLine("“required” is no true or false, or “group” no string")
    weight = _count(point.get("weight", 1), "weight")
    return Point(key, _text(point, "text"), required, weight, group, tuple(aliases))


def _label(point: Any) -> str:
    return point if isinstance(point, str) else _text(point, "label", default=_text(point, "text"))


def _groups(groups: Any) -> tuple[Group, ...]:
    if not isinstance(groups, dict):
        raise BadLine("“groups” is no object")
    return tuple(Group(key, _count(need, "groups")) for key, need in groups.items())


def _count(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= HEAVIEST:
        raise BadLine(f"“{name}” is no whole number from 1 to {HEAVIEST}")
    return value


def _text(data: dict[str, Any], name: str, *, default: str | None = None) -> str:
    value = data.get(name, default)
    if not _is_text(value):
        raise BadLine(f"“{name}” is no string")
    return str(value)


def _is_text(value: Any) -> bool:
    """Whether it is a string of whole characters: half of a surrogate pair is none."""
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
