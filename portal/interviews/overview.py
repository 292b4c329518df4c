"""Where a learner stands in an attempt: what is answered, flagged, still empty; and where to go next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, Q

from portal.interviews.models import Attempt


@dataclass(frozen=True)
class Step:
    """One item of the attempt, as the overview names it."""

    position: int
    number: int
    is_answered: bool
    is_flagged: bool
    is_seen: bool
    is_over: bool = False

    @property
    def is_follow_up(self) -> bool:
        return self.position != self.number

    @property
    def name(self) -> str:
        return f"Question {self.number}, follow-up" if self.is_follow_up else f"Question {self.number}"

    @property
    def words(self) -> str:
        """“answered, flagged”: what the overview says of it."""
        state = "answered" if self.is_answered else "empty" if self.is_seen else "not seen yet"
        state = f"{state}, flagged" if self.is_flagged else state
        return f"{state}, its time is up" if self.is_over else state


@dataclass(frozen=True)
class Overview:
    steps: Sequence[Step]

    @property
    def answered(self) -> int:
        return sum(step.is_answered for step in self.steps)

    @property
    def empty(self) -> int:
        return len(self.steps) - self.answered

    @property
    def flagged(self) -> int:
        return sum(step.is_flagged for step in self.steps)

    @property
    def first_empty(self) -> int:
        """Where to go on: the first empty item, else the first."""
        return next((step.position for step in self.steps if not step.is_answered), 1)

    @property
    def questions(self) -> int:
        """How many there are without follow-ups."""
        return sum(not step.is_follow_up for step in self.steps)

    def step_at(self, position: int) -> Step:
        return self.steps[self._index(position)]

    def after(self, position: int) -> int | None:
        """The item asked next; None after the last."""
        following = self.steps[self._index(position) + 1 :]
        return following[0].position if following else None

    def before(self, position: int) -> int:
        """The item asked before; the first has none but itself."""
        return self.steps[max(0, self._index(position) - 1)].position

    def running_from(self, position: int) -> int | None:
        """``position`` itself, or the next after it, going round, whose own time is not up; None if all are over."""
        return next((step.position for step in self._ring(self._index(position)) if not step.is_over), None)

    def next_empty(self, position: int) -> int | None:
        """The empty item that follows ``position``, going round; None where no other is left."""
        _, *others = self._ring(self._index(position))
        return next((step.position for step in others if not step.is_answered), None)

    def _index(self, position: int) -> int:
        """Where an item stands in the order of asking; one that is not there counts as the first."""
        return next((index for index, step in enumerate(self.steps) if step.position == position), 0)

    def _ring(self, index: int) -> list[Step]:
        return [*self.steps[index:], *self.steps[:index]]


def overview_of(attempt: Attempt, at: datetime) -> Overview:
    """In one query, without the texts themselves."""
    has_text = ExpressionWrapper(~Q(response__text=""), output_field=BooleanField())
    rows = attempt.items.in_order().annotate(has_text=has_text)
    return Overview(
        [
            Step(
                position,
                number,
                is_answered=has_text,
                is_flagged=is_flagged,
                is_seen=first_served_at is not None,
                is_over=expires_at is not None and expires_at <= attempt.clock_time(at),
            )
            for position, number, has_text, is_flagged, first_served_at, expires_at in rows.values_list(
                "position", "number", "has_text", "is_flagged", "first_served_at", "expires_at"
            )
        ]
    )
