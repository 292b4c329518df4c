"""One question as the learner sees it while the clock runs: never with its answer."""

import secrets
from datetime import datetime
from typing import Any

from portal.interviews.answers import chosen_keys, chosen_pairs, in_order
from portal.interviews.kinds import ItemKind
from portal.interviews.models import Attempt, Item
from portal.interviews.overview import Overview


def controls_of(item: Item, text: str) -> dict[str, Any]:
    """What the answer of this kind is given with, as ``text`` has it: options, steps in order, or prompts."""
    payload = item.payload
    if item.kind == ItemKind.ORDERING:
        return {"steps": in_order(payload["steps"], text)}
    if item.kind == ItemKind.MATCHING:
        pairs = chosen_pairs(text)
        return {"prompts": [prompt | {"chosen": pairs.get(prompt["key"], "")} for prompt in payload["prompts"]]}
    return {"chosen": chosen_keys(text)} if payload["choices"] else {}


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
        "controls": controls_of(item, text),
        "is_closed": not attempt.accepts_saves(at) or not item.accepts_saves(at),
        "step": overview.step_at(item.position),
        "is_last": overview.after(item.position) is None,
        "is_first": overview.before(item.position) == item.position,
        "seconds_left": attempt.seconds_left(at),
        "item_seconds_left": item.seconds_left(at),
        "saved_at": item.response.saved_at,
        "writer": secrets.token_urlsafe(12),
    }
