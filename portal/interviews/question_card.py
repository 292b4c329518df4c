"""One question as the learner sees it while the clock runs: never with its answer."""

import secrets
from datetime import datetime
from typing import Any

from portal.interviews.models import Attempt, Item
from portal.interviews.overview import Overview


def card_context(
    attempt: Attempt, item: Item, overview: Overview, at: datetime, text: str | None = None
) -> dict[str, Any]:
    """What the card shows. ``text`` is what was typed, where that is not what is stored."""
    text = item.response.text if text is None else text
    return {
        "attempt": attempt,
        "item": item,
        "overview": overview,
        "text": text,
        "chosen": text.split(),
        "is_closed": not attempt.accepts_saves(at) or not item.accepts_saves(at),
        "is_last": item.position == len(overview.steps),
        "seconds_left": attempt.seconds_left(at),
        "item_seconds_left": item.seconds_left(at),
        "saved_at": item.response.saved_at,
        "writer": secrets.token_urlsafe(12),
    }
