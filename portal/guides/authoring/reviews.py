"""What a reviewer decided -> the text of the draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.guides.markdown.point_editing import EditedPoint, set_points
from portal.guides.markdown.repair import decode
from portal.guides.markdown.structure import normalise_newlines

Decisions = Mapping[str, Sequence[Mapping[str, Any]]]


def review_text(data: bytes, *, name: str, decisions: Decisions) -> bytes:
    """The text with the key points that were settled on, by the place of their question. Raises ``CannotEdit``."""
    edits = {int(position): [point_of(point) for point in points] for position, points in decisions.items()}
    return set_points(normalise_newlines(decode(data)), edits, name=name).encode()


def point_of(point: Mapping[str, Any]) -> EditedPoint:
    """One decision, as the editing of texts takes it."""
    return EditedPoint(**{**point, "aliases": tuple(point["aliases"])})
