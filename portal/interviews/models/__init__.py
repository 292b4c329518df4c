"""Practising: what an interview is made of, one sitting of it, what was said, and what it was worth."""

from portal.interviews.models.attempt import Attempt
from portal.interviews.models.attempt_queryset import GRACE, IDLE, AttemptQuerySet
from portal.interviews.models.blueprint import SET_FOR_OTHERS, Blueprint, BlueprintRevision, PinnedQuestion
from portal.interviews.models.event import AttemptEvent
from portal.interviews.models.item import Item, ItemQuerySet
from portal.interviews.models.rescoring import Proposal, Rescoring
from portal.interviews.models.response import ConflictingText, Response
from portal.interviews.models.score import Claim, GuideVocabulary, PointResult, Score

__all__ = [
    "GRACE",
    "IDLE",
    "SET_FOR_OTHERS",
    "Attempt",
    "AttemptEvent",
    "AttemptQuerySet",
    "Blueprint",
    "BlueprintRevision",
    "Claim",
    "ConflictingText",
    "GuideVocabulary",
    "Item",
    "ItemQuerySet",
    "PinnedQuestion",
    "PointResult",
    "Proposal",
    "Rescoring",
    "Response",
    "Score",
]
