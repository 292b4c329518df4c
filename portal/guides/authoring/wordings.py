"""Another wording of a key point, on its way into the guide's Markdown: a reviewer's decision like any other."""

from datetime import datetime
from typing import Any

from portal.guides.authoring.reviews import point_of
from portal.guides.markdown.point_editing import survives
from portal.guides.models import Draft, DraftChanged, Placement, PointAlias, RevisionPoint

ALIAS_LIMIT = 300
"""Longest wording that a guide keeps, in characters."""


class CannotRemember(Exception):
    """A sentence that says why; nothing was changed."""


def as_alias(words: str) -> str:
    """The words on one line."""
    return " ".join(words.split())


def remember(draft: Draft, key_point: int, words: str, at: datetime) -> int:
    """Settle, in this draft, that ``words`` earn the key point too; return the number of its question.

    The draft has to be the text of the guide's current revision. Raises ``CannotRemember``.
    """
    placed = Placement.objects.filter(
        guide_revision=draft.based_on_id, question_revision__points__key_point=key_point
    ).select_related("question_revision")
    placement = placed.order_by("position").first()
    if placement is None:
        raise CannotRemember("The guide does not have this key point any more.")
    text = RevisionPoint.objects.get(question_revision=placement.question_revision, key_point=key_point).text
    decided = draft.decisions.get(str(placement.position))
    points = [dict(point) for point in (stored_points(placement) if decided is None else decided)]
    point = next((each for each in points if each["text"] == text), None)
    if point is None:
        raise CannotRemember("You are rewording this key point in a review: add the words there.")
    point["aliases"] = _with_alias(point, as_alias(words))
    try:
        draft.decide(placement.position, points, at)
    except DraftChanged:
        raise CannotRemember("Your draft of this guide was changed in another window. Try again.") from None
    return placement.position + 1


def _with_alias(point: dict[str, Any], alias: str) -> list[str]:
    aliases = [*point["aliases"], alias]
    if alias.casefold() in {known.casefold() for known in point["aliases"]}:
        raise CannotRemember("The guide knows this wording already.")
    if len(alias) > ALIAS_LIMIT:
        raise CannotRemember(f"A wording has at most {ALIAS_LIMIT} characters; this has {len(alias)}.")
    if not survives(point_of({**point, "aliases": aliases})):
        raise CannotRemember("These words would be read differently in the guide’s text: add a wording by hand.")
    return aliases


def stored_points(placement: Placement) -> list[dict[str, Any]]:
    """The key points as the revision has them."""
    aliases: dict[int, list[str]] = {}
    worded = PointAlias.objects.filter(
        guide_revision=placement.guide_revision_id, key_point__wordings__question_revision=placement.question_revision
    )
    for key_point, text in worded.order_by("pk").values_list("key_point", "text"):
        aliases.setdefault(key_point, []).append(text)
    points = placement.question_revision.points.select_related("group").order_by("position")
    return [
        {
            "text": point.text,
            "is_required": point.is_required,
            "weight": point.weight,
            "group": point.group.key if point.group else None,
            "aliases": aliases.get(point.key_point_id, []),
        }
        for point in points
    ]
