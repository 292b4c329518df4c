"""Practising: what an interview is made of, one sitting of it, what was said, and what it was worth."""

from portal.interviews.models.attempt import Attempt, AttemptEvent, AttemptQuerySet, Item
from portal.interviews.models.blueprint import Blueprint, BlueprintRevision, PinnedQuestion
from portal.interviews.models.response import ConflictingText, Response
from portal.interviews.models.score import Claim, PointResult, Score

__all__ = [
    "Attempt",
    "AttemptEvent",
    "AttemptQuerySet",
    "Blueprint",
    "BlueprintRevision",
    "Claim",
    "ConflictingText",
    "Item",
    "PinnedQuestion",
    "PointResult",
    "Response",
    "Score",
]
