"""One site with something on every page: who there is, and where their pages are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.guides.models import Guide, Progress
from portal.interviews.models import Attempt
from tests.browser.desk import set_desk
from tests.factories import MINUTE, PASSWORD, make_attempt, make_instructor, make_user, respond

ANSWER = """It is the release line that AWS runs for you: it automates the build, test and deployment phases.
On every commit it starts again, and the steps are done by other services, for example CodeBuild and CodeDeploy."""

SetUp = Callable[[], Guide]


@dataclass(frozen=True)
class Stage:
    """The address of the site, a session for each of the cast, and the paths of what belongs to the learner."""

    url: str
    sessions: dict[str, Client]
    paths: dict[str, str]


def set_stage(url: str, guide: Guide) -> Stage:
    newcomer, learner, secured = make_user("newcomer"), make_user("learner"), make_user("secured")
    author = make_instructor("author")
    at = timezone.now()
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True, verified=True)
    TOTP.activate(secured, generate_totp_secret())
    RecoveryCodes.activate(secured)
    sessions = {"newcomer": Client(), "secured": Client(), "author": Client(), "learner": Client()}
    for user in (newcomer, secured, author):
        sessions[user.username].force_login(user)
    # A sign-in with the password just now is what pages about passwords and second factors ask for.
    sessions["learner"].post(reverse("account_login"), {"login": learner.username, "password": PASSWORD})
    mark(learner, guide, at)
    for days in (9, 6, 2):
        finished = sat(learner, guide, at - timedelta(days=days), answers=4 - days // 3)
    attempt = make_attempt(learner, guide=guide, count=5, minutes=30, started_at=at)
    respond(attempt, 1, ANSWER, at=at)
    mixed = make_attempt(learner, guide=guide, count=30, kinds=("ordering", "matching"), started_at=at)
    positions = {kind: position for position, kind in mixed.items.values_list("position", "kind")}
    open_, over = reverse("interviews:attempt_detail", args=[attempt.pk]), finished.pk
    others = reverse("interviews:attempt_detail", args=[mixed.pk])
    paths = {
        "item": f"{open_}?item=1",
        "empty item": f"{open_}?item=2",
        "steps": f"{others}?item={positions['ordering']}",
        "pairs": f"{others}?item={positions['matching']}",
        "transcript": reverse("interviews:attempt_transcript", args=[over]),
        "finish": reverse("interviews:attempt_finish", args=[attempt.pk]),
        "log": reverse("interviews:attempt_log", args=[attempt.pk]),
        "result": reverse("interviews:attempt_result", args=[over]),
        "start": reverse("interviews:attempt_start", args=[finished.blueprint_id]),
        "open start": reverse("interviews:attempt_start", args=[attempt.blueprint_id]),
        **set_desk(author),
    }
    return Stage(url, sessions, paths)


def mark(learner: User, guide: Guide, at: datetime) -> None:
    """One question read, one known, one unsure."""
    assert guide.current_revision
    placements = guide.current_revision.placements.select_related("question_revision").order_by("position")[:3]
    for placement, word in zip(placements, ("read", "known", "unsure"), strict=True):
        Progress.objects.mark(learner, placement.question_revision, word, at=at)


def sat(learner: User, guide: Guide, at: datetime, *, answers: int) -> Attempt:
    """An interview that was handed in, its first questions answered."""
    attempt = make_attempt(learner, guide=guide, count=4, minutes=20, levels=("basic",), started_at=at)
    for position in range(1, answers + 1):
        respond(attempt, position, ANSWER, at=at + MINUTE)
    attempt.finish(at + 5 * MINUTE, by=learner)
    return attempt
