"""What an interview is made of, as plain values: a form writes it, a revision keeps it, selection reads it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from hashlib import sha256
from typing import Any, Self

from portal.guides.models.guide import Level
from portal.interviews.clock import duration_words
from portal.interviews.kinds import ItemKind

TITLE_LENGTH = 200
UNLIKE_LAST = 3


@dataclass(frozen=True)
class Spec:
    """A choice of questions and time. ``guides`` and ``topics`` are slugs; an empty filter lets everything through.

    ``minutes`` are of the whole interview: None where there is no limit, or where it follows from ``seconds_each``.
    ``questions`` are keys of questions, to ask these alone. ``unlike_last`` is how many of the learner's last attempts
    the draw tries not to repeat, ``aims_at_weak`` whether it prefers their weak topics.
    """

    guides: tuple[str, ...]
    count: int
    minutes: int | None
    topics: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    mode: str = "practice"
    seconds_each: int | None = None
    questions: tuple[int, ...] = ()
    unlike_last: int = UNLIKE_LAST
    aims_at_weak: bool = False
    has_follow_ups: bool = False

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
        }
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        """Its fields as JSON holds them; the same choice in another order is the same JSON.

        Fields added later are left out where they say the usual, so that old choices keep their fingerprint.
        """
        return {
            name: sorted(value) if isinstance(value, tuple | list) else value
            for name, value in asdict(self).items()
            if name not in LATER or value != LATER[name]
        }

    @property
    def fingerprint(self) -> str:
        return sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()

    def title(self, guide_titles: Sequence[str], available: int) -> str:
        """A name to know it by: “AWS CodePipeline: advanced, artifacts, 10 questions in 20 minutes”.

        It says the number that will really be asked, where fewer are ``available`` than wanted.
        """
        filters = [Level(level).label.lower() for level in self.levels]
        filters += [ItemKind(kind).label.lower() for kind in self.kinds if not (self.questions or kind in self.levels)]
        filters += [topic.replace("-", " ") for topic in self.topics]
        filters += ["what was missed"] if self.questions else []
        filters += ["weak points"] if self.aims_at_weak else []
        asked = min(self.count, available)
        questions = "1 question" if asked == 1 else f"{asked} questions"
        time = f" in {self.minutes} {'minute' if self.minutes == 1 else 'minutes'}" if self.minutes else ""
        time += f", {duration_words(timedelta(seconds=self.seconds_each))} each" if self.seconds_each else ""
        time = time or ", untimed"
        wording = f"{' and '.join(guide_titles)}: {', '.join([*filters, questions])}{time}"
        return wording if len(wording) <= TITLE_LENGTH else f"{wording[: TITLE_LENGTH - 1]}…"


ADDED = ("seconds_each", "questions", "unlike_last", "aims_at_weak", "has_follow_ups")
LATER = {field.name: field.default for field in fields(Spec) if field.name in ADDED}
"""The fields that the first blueprints did not have, and what these mean without them."""
