"""The kinds of things an interview asks."""

from django.db import models


class ItemKind(models.TextChoices):
    """As a question of the guide is (open, multiple choice, scenario), or made from the guide for the occasion."""

    OPEN = "open", "Open question"
    CHOICE = "choice", "Multiple choice"
    SCENARIO = "scenario", "Scenario"
    ORDERING = "ordering", "Steps to put in order"
    MATCHING = "matching", "Pairs to match"
    FOLLOW_UP = "follow_up", "Follow-up"


CHOOSABLE = [(kind.value, kind.label) for kind in ItemKind if kind is not ItemKind.FOLLOW_UP]
"""What an interview may be made of; follow-ups come by themselves."""

AS_IN_GUIDES = frozenset({ItemKind.OPEN, ItemKind.CHOICE, ItemKind.SCENARIO})
"""What is asked where no kind is chosen."""

MADE_FROM_GUIDES = frozenset({ItemKind.ORDERING, ItemKind.MATCHING})
"""What is made for the occasion from a guide's steps and tables."""

IN_WORDS = frozenset({ItemKind.OPEN, ItemKind.SCENARIO, ItemKind.FOLLOW_UP})
"""What is answered in the learner's own words."""


def kind_title(title: str, kind: str) -> str:
    """With its kind, where that is not how its guide asks it: “How do you deploy? (steps to put in order)”."""
    return f"{title} ({ItemKind(kind).label.lower()})" if kind in MADE_FROM_GUIDES else title
