"""A learner who has practised for some weeks, for the pictures of the README; screenshots.py calls ``stage``."""

import json
import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.guides.models import Guide, Mark, Placement, Progress
from portal.interviews.models import Attempt
from portal.interviews.saving import Save, keep
from portal.interviews.scorekeeping import score_ended
from portal.interviews.spec import Spec
from portal.interviews.starting import get_or_create_blueprint, start

SEED = 7
KNOWN = (
    "what-is-codepipeline",
    "main-components",
    "purpose",
    "trigger-automatically",
    "artifact",
    "stage-action",
    "monitor",
)
UNSURE = ("cross-account-deployment", "pause-retry", "promote-artifact")
READ = ("pipeline-execution", "integrated-services", "manual-approvals", "stage-fails")

SITTINGS: list[tuple[int, str, int, int]] = [
    (19, "triggers", 3, 1),
    (15, "artifacts", 2, 1),
    (11, "triggers", 3, 2),
    (7, "artifacts", 2, 3),
    (4, "security", 3, 3),
    (1, "failure-handling", 4, 9),
]
"""Interviews that were handed in: days ago, topic, questions, and how many sentences of each answer were known then."""

ANSWERS = tomllib.loads((Path(__file__).parent / "demo_answers.toml").read_text())


def stage() -> None:
    """Set up the learner, and print as JSON what a browser needs: a session, and which attempts to show."""
    at = timezone.now()
    learner = User.objects.create_user("learner", email="learner@example.com")
    guide = Guide.objects.get(slug="aws-codepipeline")
    mark(learner, guide, at)
    for days, topic, questions, sentences in SITTINGS:
        spec = Spec((guide.slug,), questions, 20, topics=(topic,))
        finished = sit(learner, spec, at - timedelta(days=days), sentences)
        finished.finish(finished.started_at + timedelta(minutes=9), by=learner)
    score_ended(learner.attempts.all(), at)
    begun = sit(learner, Spec((guide.slug,), 4, 20, topics=("approvals",)), at - timedelta(minutes=3), 9)
    client = Client()
    client.force_login(learner)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    print(json.dumps({"session": session, "result": finished.pk, "open": begun.pk, "item": last_answered(begun)}))


def mark(learner: User, guide: Guide, at: datetime) -> None:
    placements = Placement.objects.filter(guide_revision=guide.current_revision).select_related("question_revision")
    for slugs, word in ((READ, Mark.READ), (KNOWN, Mark.KNOWN), (UNSURE, Mark.UNSURE)):
        for placement in placements.filter(question_revision__question__slug__in=slugs):
            Progress.objects.mark(learner, placement.question_revision, word, at=at)


def sit(learner: User, spec: Spec, at: datetime, sentences: int) -> Attempt:
    """Start an interview, and answer what there is an answer for."""
    blueprint = get_or_create_blueprint(learner, spec, at)
    attempt = start(learner, blueprint.revisions.get(), start_key=str(at), seed=SEED, at=at).attempt
    for item in attempt.items.select_related("attempt", "response", "question_revision__question"):
        words = ANSWERS.get(item.question_revision.question.slug, "").replace("\n", " ")
        text = ". ".join(words.split(". ")[:sentences])
        keep(item, Save(0, "demonstration", 1, text), at + timedelta(minutes=item.position))
    return attempt


def last_answered(attempt: Attempt) -> int:
    """The position of the item whose answer breaks off."""
    asked = attempt.items.select_related("response")
    return next(item.position for item in asked if item.response.text.endswith("its own"))
