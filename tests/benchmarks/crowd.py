"""Very many people with a history: each has a session, marks, and an interview that ended. Run by ``within``."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from portal.accounts.models import Session, User
from portal.guides.models import Guide, Mark, Placement, Progress
from portal.interviews.models import Attempt, Blueprint, BlueprintRevision, Item, Response
from portal.interviews.spec import Spec

BATCH = 2_000
ITEMS = 4


def main(arguments: Sequence[str], _given: str) -> int:
    """Make so many people; return how many there are now."""
    guide, at = Guide.objects.order_by("pk")[0], timezone.now() - timedelta(days=1)
    wanted = int(arguments[0])
    for first in range(0, wanted, BATCH):
        with transaction.atomic():
            make_batch(guide, range(first, min(wanted, first + BATCH)), at)
    if connection.vendor == "postgresql":  # as the server does by itself, within a minute
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return User.objects.count()


def make_batch(guide: Guide, numbers: range, at: datetime) -> None:
    people = User.objects.bulk_create(
        User(username=f"crowd-{number}", email=f"crowd-{number}@example.com", password="!") for number in numbers
    )
    Session.objects.bulk_create(
        Session(session_key=f"crowd{number:027}", session_data="", expire_date=at + timedelta(days=14))
        for number in numbers
    )
    placements = list(
        Placement.objects.filter(guide_revision=guide.current_revision).select_related("question_revision")
    )
    Progress.objects.bulk_create(
        Progress(
            user=person,
            question_id=placement.question_revision.question_id,
            first_read_at=at,
            rating=Mark.KNOWN,
            rated_at=at,
            revision_seen_id=placement.question_revision_id,
        )
        for person in people
        for placement in placements[:ITEMS]
    )
    make_attempts(guide, people, placements[:ITEMS], at)


def make_attempts(guide: Guide, people: Sequence[User], placements: Sequence[Placement], at: datetime) -> None:
    """An interview each, handed in without a word."""
    spec = Spec((guide.slug,), ITEMS, 10)
    values = {"fingerprint": spec.fingerprint, "title": "Made up", "count": ITEMS, "minutes": 10, "created_at": at}
    blueprints = Blueprint.objects.bulk_create(Blueprint(owner=person, **values) for person in people)
    revisions = BlueprintRevision.objects.bulk_create(
        BlueprintRevision(blueprint=blueprint, number=1, spec=spec.to_json(), created_at=at) for blueprint in blueprints
    )
    attempts = Attempt.objects.bulk_create(
        Attempt(
            learner_id=revision.blueprint.owner_id,
            blueprint=revision.blueprint,
            blueprint_revision=revision,
            start_key=f"crowd-{revision.blueprint.owner_id}",
            seed=1,
            started_at=at,
            expires_at=at + timedelta(minutes=10),
            finished_at=at + timedelta(minutes=5),
            end_reason=Attempt.EndReason.SUBMITTED,
            results_open_at=at + timedelta(minutes=5),
            answers_open_at=at + timedelta(minutes=5),
            scored_at=at + timedelta(minutes=5),
        )
        for revision in revisions
    )
    items = Item.objects.bulk_create(
        Item(
            attempt=attempt,
            position=position,
            kind=placement.question_revision.kind,
            question_revision=placement.question_revision,
            guide_revision=guide.current_revision,
            payload={"title": "Made up"},
        )
        for attempt in attempts
        for position, placement in enumerate(placements, start=1)
    )
    Response.objects.bulk_create(Response(item=item) for item in items)
