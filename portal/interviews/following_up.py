"""The follow-up on what was left out: asked once, in practice, when the learner goes on from a question."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.html import escape

from portal.interviews.kinds import ItemKind
from portal.interviews.materials import AskedInWords, Materials
from portal.interviews.models import Blueprint, Item, Response
from portal.interviews.scoring import cue, most_missed, wording_of
from portal.interviews.spec import Spec

FOLLOWED = frozenset({ItemKind.OPEN, ItemKind.SCENARIO})
MINUTES = 1


def ask_follow_up(item: Item, at: datetime) -> Item | None:
    """Ask about the most important point that the response misses; None where there is nothing to ask.

    Only practice that wants follow-ups has them, and none where each question has a time of its own. An empty response
    is not followed up: it was skipped, not handed in. Two at once ask one.
    """
    attempt = item.attempt
    if item.kind not in FOLLOWED or attempt.mode != Blueprint.Mode.PRACTICE or attempt.limit_each:
        return None
    if not attempt.is_open(at) or not Spec.from_json(attempt.blueprint_revision.spec).has_follow_ups:
        return None
    response = Response.objects.get(item=item)
    if not response.text or item.follow_ups.exists():
        return None
    asked = Materials.of([item]).asked_in(item)
    missed = most_missed(asked.points, asked.score(response.text), asked.groups)
    if missed is None:
        return None
    try:
        with transaction.atomic():
            return _write(item, asked, missed.key, cue(missed, asked.title, asked.vocabulary))
    except IntegrityError:
        return None  # another request asked it just now


def _write(item: Item, asked: AskedInWords, key: str, words: str) -> Item:
    last = Item.objects.filter(attempt=item.attempt_id).latest("position")
    title = wording_of(words)
    payload = item.payload | {
        "title": title,
        "title_html": escape(title),
        "kind": ItemKind.FOLLOW_UP.value,
        "minutes": MINUTES,
        "topics": [],
        "asked": item.payload["title"],
        "asked_html": item.payload["title_html"],
        "cue": words,
    }
    follow_up = Item.objects.create(
        attempt_id=item.attempt_id,
        position=last.position + 1,
        kind=ItemKind.FOLLOW_UP,
        question_revision_id=item.question_revision_id,
        guide_revision_id=item.guide_revision_id,
        payload=payload,
        follow_up_of=item,
        about_id=asked.key_points[key],
    )
    Response.objects.create(item=follow_up)
    return follow_up
