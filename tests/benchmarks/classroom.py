"""A full cohort, and its gradebook opened in this process. Run by ``within``: ``classroom LEARNERS ASSIGNMENTS``."""

import statistics
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.models import User
from portal.cohorts.act import Act
from portal.cohorts.gradebook import rows_of
from portal.cohorts.models import Assignment, Cohort, Membership
from portal.cohorts.pinning import pinned
from portal.cohorts.publishing import Draft, make_assignment, publish
from portal.guides.models import Guide
from portal.interviews.models import Attempt, Item, Response, Score
from portal.interviews.spec import Spec

QUESTIONS = 5
TURNS = 5
PAGES = {"by name": "/", "by mean": "/?sort=-mean", "who has not started": "/?show=not_started", "as CSV": ".csv"}


def main(arguments: Sequence[str], _given: str) -> dict[str, dict[str, float]]:
    """Milliseconds, those computed by this process, and queries of each page; medians of several turns."""
    learners, assignments = (int(argument) for argument in arguments)
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    cohort, owner = filled(learners, assignments)
    client = Client()
    client.force_login(owner)
    urls = {name: f"/cohorts/{cohort.pk}/gradebook{path}" for name, path in PAGES.items()}
    assert len(rows_of(cohort, timezone.now())) == learners
    return {name: measured(client, url) for name, url in urls.items()}


def measured(client: Client, url: str) -> dict[str, float]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    queries = len(captured)  # before another request empties the log
    taken, computed = [], []
    for _ in range(TURNS):
        began, computing = time.perf_counter(), time.process_time()
        client.get(url)
        taken.append(1000 * (time.perf_counter() - began))
        computed.append(1000 * (time.process_time() - computing))
    return {"ms": statistics.median(taken), "computing ms": statistics.median(computed), "queries": queries}


def filled(learners: int, assignments: int) -> tuple[Cohort, User]:
    """A cohort in which nine of ten have sat everything."""
    at = timezone.now() - timedelta(days=1)
    owner = User.objects.create(username=f"owner-{learners}", password="!")
    cohort = Cohort.found(owner, name="Measured", time_zone="UTC", at=at)
    people = User.objects.bulk_create(
        User(username=f"member-{learners}-{number:04}", email=f"m{learners}-{number}@example.com", password="!")
        for number in range(learners)
    )
    Membership.objects.bulk_create(Membership(cohort=cohort, user=person, joined_at=at) for person in people)
    guide = Guide.objects.order_by("pk")[0]
    for number in range(assignments):
        spec = Spec((guide.slug,), QUESTIONS, None, mode="assessed", unlike_last=0)
        values = {"form": Assignment.Form.ASSESSED, "due_at": at + timedelta(hours=number), "limit": timedelta(hours=1)}
        task = make_assignment(cohort, Draft(f"Assignment {number}", spec, values), Act(owner, at))
        publish(task, Act(owner, at))
        with transaction.atomic():
            sit(task, people[: -max(1, learners // 10)], at)
    return cohort, owner


def sit(task: Assignment, people: Sequence[User], at: datetime) -> None:
    """An attempt of each, scored."""
    questions = pinned(task.blueprint_revision)
    attempts = Attempt.objects.bulk_create(
        Attempt(
            learner=person,
            blueprint_id=task.blueprint_id,
            blueprint_revision=task.blueprint_revision,
            start_key=f"{task.pk}-{person.pk}",
            seed=1,
            mode="assessed",
            started_at=at,
            expires_at=at + timedelta(hours=1),
            finished_at=at + timedelta(minutes=30),
            end_reason=Attempt.EndReason.SUBMITTED,
            scored_at=at + timedelta(minutes=30),
        )
        for person in people
    )
    items = Item.objects.bulk_create(
        Item(
            attempt=attempt,
            position=position,
            kind=question.kind,
            question_revision_id=question.question_revision,
            guide_revision_id=question.guide_revision,
            payload={"title": "Made up", "topics": list(question.topics)},
        )
        for attempt in attempts
        for position, question in enumerate(questions, start=1)
    )
    responses = Response.objects.bulk_create(
        Response(item=item, text="Said", version=1, saved_at=at, handed_in_at=at) for item in items
    )
    Score.objects.bulk_create(
        Score(
            response=response,
            response_version=1,
            scorer_version="made-up",
            cause=Score.Cause.HANDED_IN,
            earned=(number * 7) % 1001,
            possible=1000,
            confidence="clear",
            at=at,
        )
        for number, response in enumerate(responses)
    )
    mine = Response.objects.filter(item__attempt__blueprint=task.blueprint_id)
    mine.update(current_score=Subquery(Score.objects.filter(response=OuterRef("pk")).values("pk")[:1]))
