"""The people of a measurement, made straight in the database: signed in, in the middle of an interview, and past one.

Run by ``within``.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.sessions import SessionStore
from portal.guides.models import Guide
from portal.interviews.models import Attempt, Item
from portal.interviews.saving import Save, keep
from portal.interviews.scorekeeping import score_attempt
from portal.interviews.spec import Spec
from portal.interviews.starting import get_or_create_blueprint, start

QUESTIONS = 8
"""Questions of each interview."""
LONG = 480
"""Minutes of each interview: it outlives the run."""


def make_learner(guide: Guide, number: int, at: datetime, *, has_result: bool = True) -> dict[str, Any]:
    """A learner with a session, an open interview, and a finished one if wanted; what the load has to know of them."""
    user = User.objects.create(username=f"learner-{number}", email=f"learner-{number}@example.com", password="!")
    finished = sit(user, guide, at, seed=number, is_over=True).pk if has_result else None
    opened = sit(user, guide, at, seed=number + 1)
    return {
        "session": sign_in(user),
        "token": secrets.token_hex(16),
        "attempt": opened.pk,
        "items": list(opened.items.values_list("position", flat=True)),
        "result": finished,
    }


def sign_in(user: User) -> str:
    """The key of a session like the one that signing in makes."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def sit(user: User, guide: Guide, at: datetime, seed: int, *, is_over: bool = False) -> Attempt:
    """An open interview, or one that was answered, handed in and scored."""
    revision = get_or_create_blueprint(user, Spec((guide.slug,), QUESTIONS, LONG), at).revisions.get()
    attempt = start(user, revision, start_key=f"seed-{seed}", seed=seed, at=at).attempt
    if is_over:
        for item in Item.objects.filter(attempt=attempt).select_related("attempt", "response", "question_revision"):
            assert item.question_revision
            keep(item, Save(0, "cast", 1, item.question_revision.answer_markdown[:400]), at)
        attempt.finish(at, by=user)
        score_attempt.call(attempt.pk)
    return attempt


def main(arguments: Sequence[str], _given: str) -> dict[str, Any]:
    """Make so many learners, ``typing`` where they have no result, and tell all that the load has to know."""
    guide, at = Guide.objects.order_by("pk")[0], timezone.now()
    assert guide.current_revision
    with transaction.atomic():
        has_result = "typing" not in arguments
        first = User.objects.filter(username__startswith="learner-").count()
        numbers = range(first, first + int(arguments[0]))
        learners = [make_learner(guide, number, at, has_result=has_result) for number in numbers]
    placements = guide.current_revision.placements.order_by("position")
    questions = placements.values_list("question_revision__question__slug", flat=True)
    return {"guide": guide.slug, "questions": list(questions), "learners": learners}
