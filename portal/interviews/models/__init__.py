"""Practising: what an interview is made of, one sitting of it, what was said, and what it was worth."""

from portal.interviews.models.attempt import GRACE, Attempt, AttemptEvent, AttemptQuerySet, Item
from portal.interviews.models.blueprint import Blueprint, BlueprintRevision, PinnedQuestion
from portal.interviews.models.response import ConflictingText, Response
from portal.interviews.models.score import Claim, GuideVocabulary, PointResult, Score

__all__ = [
    "GRACE",
    "Attempt",
    "AttemptEvent",
    "AttemptQuerySet",
    "Blueprint",
    "BlueprintRevision",
    "Claim",
    "ConflictingText",
    "GuideVocabulary",
    "Item",
    "PinnedQuestion",
    "PointResult",
    "Response",
    "Score",
]
