"""One sitting of an interview, and its clock."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When

from portal.accounts.models import User
from portal.interviews.clock import duration_words, stretched
from portal.interviews.models.attempt_queryset import GRACE, IDLE, AttemptQuerySet
from portal.interviews.models.blueprint import Blueprint, BlueprintRevision
from portal.interviews.models.event import AttemptEvent


class Attempt(models.Model):
    """One learner's sitting of a mock interview.

    ``limit`` is before the time factor and null when untimed; so is ``limit_each``, the time of a single question.
    ``expires_at`` is fixed at the start, by ``closes_at`` at the latest; only an extension or the end of a pause moves
    it. While ``paused_at`` is set, the clock stands. ``results_open_at`` and ``answers_open_at`` say when the learner
    may see results and model answers (null: withheld). ``scored_at`` is null until every response has its score; a
    voided attempt counts as scored.
    """

    class EndReason(models.TextChoices):
        SUBMITTED = "submitted", "Submitted"
        DEADLINE = "deadline", "Closed at the deadline"
        IDLE = "idle", "Closed after 30 days without a word"
        VOIDED = "voided", "Voided"

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attempts")
    blueprint = models.ForeignKey(Blueprint, models.PROTECT, related_name="attempts")
    blueprint_revision = models.ForeignKey(BlueprintRevision, models.PROTECT, related_name="attempts")
    start_key = models.CharField(max_length=64, unique=True)
    seed = models.BigIntegerField()
    mode = models.CharField(max_length=10, choices=Blueprint.Mode, default=Blueprint.Mode.PRACTICE)
    started_at = models.DateTimeField()
    limit = models.DurationField(null=True, blank=True)
    limit_each = models.DurationField(null=True, blank=True)
    factor = models.DecimalField(max_digits=4, decimal_places=2, default=1)
    expires_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)
    results_open_at = models.DateTimeField(null=True, blank=True)
    answers_open_at = models.DateTimeField(null=True, blank=True)
    scored_at = models.DateTimeField(null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("started_at")), name="attempt_expires_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None, end_reason="") | (Q(finished_at__isnull=False) & ~Q(end_reason="")),
                name="attempt_ends_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")), name="attempt_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["learner", "blueprint"],
                condition=Q(finished_at=None),
                name="one_open_attempt_per_learner_and_blueprint",
            ),
            models.CheckConstraint(condition=Q(mode__in=["practice", "assessed"]), name="attempt_mode_known"),
            models.CheckConstraint(
                condition=Q(paused_at=None) | Q(mode="practice", closes_at=None, finished_at=None),
                name="attempt_pauses_in_practice",
            ),
            models.CheckConstraint(condition=Q(factor__gte=1) & Q(factor__lte=10), name="attempt_factor_1_to_10"),
            models.CheckConstraint(
                condition=Q(scored_at=None) | Q(finished_at__isnull=False), name="attempt_scored_when_ended"
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "-started_at"], name="attempt_by_learner"),
            models.Index(fields=["expires_at"], condition=Q(finished_at=None), name="attempt_unfinished_by_deadline"),
            models.Index(
                fields=["learner"],
                condition=Q(finished_at__isnull=False, scored_at=None),
                name="attempt_to_score_by_learner",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"

    @property
    def can_pause(self) -> bool:
        """Whether it may be paused: practice may, unless it has to end at a fixed moment."""
        return self.mode == Blueprint.Mode.PRACTICE and self.closes_at is None

    def clock_time(self, at: datetime) -> datetime:
        """What its clock shows at ``at``: while it is paused, the moment the pause began."""
        return self.paused_at or at

    def is_open(self, at: datetime) -> bool:
        """Whether time is left; the twin of ``AttemptQuerySet.open``."""
        return self.finished_at is None and (
            self.expires_at is None or self.paused_at is not None or at < self.expires_at
        )

    def accepts_saves(self, at: datetime) -> bool:
        """Whether a save still counts: until the deadline, and ``GRACE`` beyond it."""
        return self.finished_at is None and (
            self.expires_at is None or self.paused_at is not None or at < self.expires_at + GRACE
        )

    def is_closing(self, at: datetime) -> bool:
        """Whether the time is up while a save on its way still counts."""
        return self.accepts_saves(at) and not self.is_open(at)

    def state(self, at: datetime) -> str:
        """One word for how its clock stands: open, paused, closing or ended."""
        if not self.accepts_saves(at):
            return "ended"
        if self.paused_at is not None:
            return "paused"
        return "open" if self.is_open(at) else "closing"

    def shows_results(self, at: datetime) -> bool:
        return self.finished_at is not None and self.results_open_at is not None and self.results_open_at <= at

    def shows_answers(self, at: datetime) -> bool:
        return self.finished_at is not None and self.answers_open_at is not None and self.answers_open_at <= at

    def seconds_left(self, at: datetime) -> float | None:
        """Seconds until the deadline, never below 0; None when untimed."""
        return None if self.expires_at is None else max(0.0, (self.expires_at - self.clock_time(at)).total_seconds())

    @property
    def seconds_total(self) -> float | None:
        """Seconds from start to deadline, pauses and extensions included; None when untimed."""
        return None if self.expires_at is None else (self.expires_at - self.started_at).total_seconds()

    @property
    def time_used(self) -> timedelta | None:
        return None if self.finished_at is None else self.finished_at - self.started_at

    def item_expires_at(self, served_at: datetime) -> datetime | None:
        """When the own time of a question first shown at ``served_at`` is up; None where questions have none."""
        each = stretched(self.limit_each, self.factor)
        if each is None:
            return None
        own = self.clock_time(served_at) + each
        return own if self.expires_at is None else min(own, self.expires_at)

    def close(self, at: datetime) -> bool:
        """End it as of its deadline if nobody did and its grace has passed, or it was left for long; say if it did."""
        if self.finished_at is not None:
            return False
        clock_runs = self.expires_at is not None and self.paused_at is None
        if self.accepts_saves(at) and (clock_runs or at < self.started_at + IDLE):
            return False
        closed = Attempt.objects.filter(pk=self.pk).close_overdue(at)
        self.refresh_from_db()
        return closed == 1

    def finish(self, at: datetime, *, by: User) -> bool:
        """Hand it in; return whether this call ended it. A hand-in within the grace counts as of the deadline."""
        moment = max(at, self.started_at)
        ended = Case(
            When(expires_at__lt=moment, paused_at=None, then=F("expires_at")),
            default=Value(moment),
            output_field=models.DateTimeField(),
        )
        with transaction.atomic():
            mine = Attempt.objects.filter(pk=self.pk).accepting_saves(at)
            finished = mine.end(ended, self.EndReason.SUBMITTED)
            if finished:
                self.events.create(kind=AttemptEvent.Kind.FINISHED, at=moment, actor=by)
        self.refresh_from_db()
        return finished == 1

    def note_opening(self, at: datetime, *, by: User) -> None:
        """Write into the log that a browser opened it; not more than once a minute."""
        if not self.events.filter(kind=AttemptEvent.Kind.OPENED, at__gt=at - timedelta(minutes=1)).exists():
            self.events.create(kind=AttemptEvent.Kind.OPENED, at=at, actor=by)

    def pause(self, at: datetime, *, by: User) -> bool:
        """Stop its clock; return whether this call did. Not for an assessed attempt, nor after the deadline."""
        with transaction.atomic():
            pausable = Attempt.objects.filter(pk=self.pk, mode=Blueprint.Mode.PRACTICE, closes_at=None, paused_at=None)
            paused = pausable.open(at).update(paused_at=at)
            if paused:
                self.events.create(kind=AttemptEvent.Kind.PAUSED, at=at, actor=by)
        self.refresh_from_db()
        return paused == 1

    def resume(self, at: datetime, *, by: User) -> bool:
        """Let its clock go on where it stood; return whether this call did. The pause is added to every deadline."""
        self.refresh_from_db()
        if self.paused_at is None:
            return False
        pause = max(timedelta(0), at - self.paused_at)
        with transaction.atomic():
            mine = Attempt.objects.unfinished().filter(pk=self.pk, paused_at=self.paused_at)
            resumed = mine.update(paused_at=None, expires_at=F("expires_at") + pause)
            if resumed:
                self.items.filter(expires_at__gt=self.paused_at).update(expires_at=F("expires_at") + pause)
                reason = f"after {duration_words(pause)}"
                self.events.create(kind=AttemptEvent.Kind.RESUMED, at=at, actor=by, reason=reason)
        self.refresh_from_db()
        return resumed == 1

    def extend(self, more: timedelta, at: datetime, *, by: User, reason: str) -> bool:
        """Give a running attempt more time; return whether it was one. Also in its grace, which is then over."""
        with transaction.atomic():
            mine = Attempt.objects.filter(pk=self.pk, expires_at__isnull=False)
            extended = mine.accepting_saves(at).update(expires_at=F("expires_at") + more)
            if extended:
                self.items.filter(expires_at__gt=at - GRACE).update(expires_at=F("expires_at") + more)
                words = f"{duration_words(more)}: {reason}"
                self.events.create(kind=AttemptEvent.Kind.EXTENDED, at=at, actor=by, reason=words)
        self.refresh_from_db()
        return extended == 1

    def void(self, at: datetime, *, by: User, reason: str) -> bool:
        """End a running attempt without a result; return whether this call did. What was said stays stored."""
        moment = max(at, self.started_at)
        with transaction.atomic():
            mine = Attempt.objects.unfinished().filter(pk=self.pk)
            voided = mine.end(Value(moment, output_field=models.DateTimeField()), self.EndReason.VOIDED)
            if voided:
                Attempt.objects.filter(pk=self.pk).update(scored_at=moment)
                self.events.create(kind=AttemptEvent.Kind.VOIDED, at=moment, actor=by, reason=reason)
        self.refresh_from_db()
        return voided == 1
