"""What there is to learn: guides and their revisions, questions and theirs, what stands beside them, and progress."""

from portal.guides.models.draft import Draft, DraftChanged, DraftQuerySet
from portal.guides.models.extras import CodeSample, Diagram, SearchEntry, ToolTable
from portal.guides.models.guide import Guide, GuideQuerySet, GuideRevision, Level, Section
from portal.guides.models.mistake import Mistake, MistakeQuerySet, TooManyReports
from portal.guides.models.placement import Placement, PlacementQuerySet
from portal.guides.models.progress import Mark, Progress, Unindexed
from portal.guides.models.question import (
    Choice,
    KeyPoint,
    Kind,
    PointAlias,
    PointGroup,
    Question,
    QuestionRevision,
    QuestionTopic,
    RevisionPoint,
    Topic,
)

__all__ = [
    "Choice",
    "CodeSample",
    "Diagram",
    "Draft",
    "DraftChanged",
    "DraftQuerySet",
    "Guide",
    "GuideQuerySet",
    "GuideRevision",
    "KeyPoint",
    "Kind",
    "Level",
    "Mark",
    "Mistake",
    "MistakeQuerySet",
    "Placement",
    "PlacementQuerySet",
    "PointAlias",
    "PointGroup",
    "Progress",
    "Question",
    "QuestionRevision",
    "QuestionTopic",
    "RevisionPoint",
    "SearchEntry",
    "Section",
    "TooManyReports",
    "ToolTable",
    "Topic",
    "Unindexed",
]
