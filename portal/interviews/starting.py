"""From a choice to a running attempt: the blueprint it makes, the draw, and the rows of one start."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from portal.accounts.models import User
from portal.guides.models import Guide, Topic
from portal.interviews.clock import OwnTime, Timing, timing
from portal.interviews.models import Attempt, AttemptEvent, Blueprint, BlueprintRevision, Item, Response
from portal.interviews.payloads import payloads_of
from portal.interviews.selection import Candidate, available, candidates, choose
from portal.interviews.spec import Spec


class NothingToAsk(Exception):  # an exception of ours says the fact
    """No question matches the blueprint any more."""


@dataclass(frozen=True)
class Start:
    """An attempt to go to; ``is_new`` where this start made it, or a repeat of this very start did."""

    attempt: Attempt
    is_new: bool


@dataclass(frozen=True)
class Assigned:
    """What whoever set an interview decided of it, in place of a draw and of the learner's own wishes."""

    questions: list[Candidate]
    timing: Timing
    results_open_at: datetime | None = None
    answers_open_at: datetime | None = None


def get_or_create_blueprint(owner: User, spec: Spec, at: datetime) -> Blueprint:
    """The owner's blueprint for this choice, with its first revision. Two at once make one.

    Its title says the number of questions that there are today, and names no guide that the owner may not read.
    """
    guides = list(Guide.objects.readable_by(owner).filter(slug__in=spec.guides).for_reading())
    titles = [guide.current_revision.title for guide in guides if guide.current_revision]
    values: dict[str, Any] = {
        "title": spec.title(titles, available(spec, owner)),
        "levels": list(spec.levels),
        "kinds": list(spec.kinds),
        "count": spec.count,
        "minutes": spec.minutes,
        "seconds_each": spec.seconds_each,
        "mode": spec.mode,
        "created_at": at,
    }
    with transaction.atomic():
        blueprint, is_new = Blueprint.objects.get_or_create(owner=owner, fingerprint=spec.fingerprint, defaults=values)
        if is_new:
            blueprint.guides.set(guides)
            blueprint.topics.set(Topic.objects.filter(slug__in=spec.topics))
            blueprint.revisions.create(number=1, spec=spec.to_json(), created_at=at)
        elif blueprint.title != values["title"]:
            blueprint.title = values["title"]
            blueprint.save(update_fields=["title"])
    return blueprint


def start(  # noqa: PLR0913  # what one start fixes for good
    learner: User,
    revision: BlueprintRevision,
    *,
    start_key: str,
    seed: int,
    at: datetime,
    own: OwnTime = OwnTime(),  # noqa: B008  # immutable
    assigned: Assigned | None = None,
) -> Start:
    """Begin an attempt; raise ``NothingToAsk`` where no question matches.

    ``start_key`` is of the rendered form: a second click finds the attempt of the first. An attempt that is still open
    on this blueprint is returned instead of a second one; the database's constraints decide a race. ``own`` is what a
    practising learner chose for the clock; ``assigned`` comes from whoever set the interview, and goes before.
    """
    start_key = f"{learner.pk}:{start_key}"
    if begun := _begun(learner, revision, start_key):
        return begun
    spec = Spec.from_json(revision.spec)
    drawn = assigned.questions if assigned else choose(candidates(spec, learner, at), spec.count, seed)
    if not drawn:
        raise NothingToAsk
    payloads = payloads_of(drawn, seed)
    time = assigned.timing if assigned else timing_for(learner, spec, len(drawn), own)
    attempt = _attempt(learner, revision, spec.mode, time, at)
    if assigned:
        attempt.results_open_at, attempt.answers_open_at = assigned.results_open_at, assigned.answers_open_at
    attempt.start_key, attempt.seed = start_key, seed
    try:
        _write(attempt, drawn, payloads)
    except IntegrityError:
        if begun := _begun(learner, revision, start_key):
            return begun
        raise
    return Start(attempt, is_new=True)


def timing_for(learner: User, spec: Spec, count: int, own: OwnTime) -> Timing:
    """What the clock gives this person for ``count`` questions; an assessed interview takes no wishes."""
    factor = learner.time_factor if own.factor is None or spec.mode == Blueprint.Mode.ASSESSED else own.factor
    closes_at = None if spec.mode == Blueprint.Mode.ASSESSED else own.closes_at
    return timing(spec.minutes, factor, seconds_each=spec.seconds_each, count=count, closes_at=closes_at)


def _attempt(learner: User, revision: BlueprintRevision, mode: str, time: Timing, at: datetime) -> Attempt:
    """The attempt with its clock set, not saved yet."""
    return Attempt(
        learner=learner,
        blueprint_id=revision.blueprint_id,
        blueprint_revision=revision,
        mode=mode,
        started_at=at,
        limit=time.limit,
        limit_each=time.limit_each,
        factor=time.factor,
        closes_at=time.closes_at,
        expires_at=time.expires_at(at),
    )


def _begun(learner: User, revision: BlueprintRevision, start_key: str) -> Start | None:
    if same := learner.attempts.filter(start_key=start_key).first():
        return Start(same, is_new=True)
    if other := learner.attempts.unfinished().filter(blueprint=revision.blueprint_id).first():
        return Start(other, is_new=False)
    return None


def _write(attempt: Attempt, drawn: list[Candidate], payloads: list[dict[str, Any]]) -> None:
    """All rows of a start, or none: everything slow was done before."""
    with transaction.atomic():
        attempt.save(force_insert=True)
        items = Item.objects.bulk_create(
            Item(
                attempt=attempt,
                position=position,
                kind=payload["kind"],
                question_revision_id=candidate.question_revision,
                guide_revision_id=candidate.guide_revision,
                payload=payload,
            )
            for position, (candidate, payload) in enumerate(zip(drawn, payloads, strict=True), start=1)
        )
        Response.objects.bulk_create(Response(item=item) for item in items)
        attempt.events.create(kind=AttemptEvent.Kind.STARTED, at=attempt.started_at, actor=attempt.learner)
