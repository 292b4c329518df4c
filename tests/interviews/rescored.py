"""What tests of scoring again share: a guide that learns a wording, and who answered it before."""

from portal.guides.models import Guide
from portal.interviews.models import Attempt, Rescoring, Response
from portal.interviews.rescoring import apply_rescoring, start
from portal.interviews.scorekeeping import score_ended
from tests.factories import MINUTE, NOON, import_guide_text, make_attempt, make_user, respond

LATER = NOON + 40 * MINUTE
BEFORE = """# Widgets

## Basic

### What is a widget?

A **widget** is a small part.

**Key points**

- It turns left
- It hums
"""
AFTER = BEFORE.replace("- It turns left", "- It turns left (also: spins to the west)")


def sat(guide: Guide, text: str) -> Attempt:
    attempt = make_attempt(make_user(), guide=guide, count=1)
    respond(attempt, 1, text)
    attempt.finish(NOON + 2 * MINUTE, by=attempt.learner)
    score_ended(Attempt.objects.all(), LATER)
    return attempt


def learn_wording(guide: Guide) -> None:
    import_guide_text(AFTER, owner=guide.owner)


def previewed(guide: Guide, **scope) -> Rescoring:
    batch = start(Rescoring(guide=guide, asked_by=guide.owner, **scope), LATER)
    batch.refresh_from_db()
    return batch


def earned(attempt: Attempt) -> int:
    score = Response.objects.get(item__attempt=attempt).current_score
    assert score
    return score.earned


def decide(batch: Rescoring, *, may_lower: bool = False) -> None:
    assert batch.decide(may_lower=may_lower, reason="a new wording", by=batch.asked_by, at=LATER)
    apply_rescoring.call(batch.pk)
    batch.refresh_from_db()
