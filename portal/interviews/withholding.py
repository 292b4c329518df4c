"""What guides may not show someone now: the answers of what an open assessed interview asks them.

``portal.guides.withholding`` asks this module, which the settings name. An interview counts as open until it is ended,
not until its time is up: saves within the grace still count, and whoever finds something withheld ends what is over.
"""

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.fields.json import KT

from portal.accounts.models import User
from portal.guides.models import Unindexed
from portal.interviews.models import Blueprint, Item


def withheld(user: User) -> QuerySet[Item, Any]:
    """The questions that this person's open assessed interviews ask, and the tables they draw from."""
    asked = Item.objects.filter(
        attempt__learner=user.pk, attempt__finished_at=None, attempt__mode=Blueprint.Mode.ASSESSED
    )
    return (
        asked.order_by()
        .annotate(
            guide=Unindexed("guide_revision__guide"),  # by the person's interviews, never by everyone's of a guide
            question=F("question_revision__question"),
            table_key=KT("payload__table"),
        )
        .values("guide", "question", "table_key")
    )


def settle(user: User, at: datetime) -> bool:
    """End this person's interviews whose time is over; whether any ended."""
    return user.attempts.close_overdue(at) > 0
