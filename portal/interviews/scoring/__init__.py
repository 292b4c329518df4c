"""Scoring a response: pure Python, knows no Django and no database."""

from portal.interviews.scoring.choice import score_choice
from portal.interviews.scoring.follow_ups import cue, most_missed, score_follow_up, with_follow_up, wording_of
from portal.interviews.scoring.ordering import score_order
from portal.interviews.scoring.pairs import score_pairs
from portal.interviews.scoring.points import VERSION, Confidence, Group, Point, PointScore, Score, Verdict, emphasised
from portal.interviews.scoring.scorer import score
from portal.interviews.scoring.vocabulary import Vocabulary

__all__ = [
    "VERSION",
    "Confidence",
    "Group",
    "Point",
    "PointScore",
    "Score",
    "Verdict",
    "Vocabulary",
    "cue",
    "emphasised",
    "most_missed",
    "score",
    "score_choice",
    "score_follow_up",
    "score_order",
    "score_pairs",
    "with_follow_up",
    "wording_of",
]
