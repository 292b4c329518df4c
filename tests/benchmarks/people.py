"""What the people of ``cast`` ask for, as the load's scripts: one script a connection, one person a script."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from tests.benchmarks.bursts import Script, Step
from tests.benchmarks.servers import Server, fetch
from tests.benchmarks.sites import Site

WORDS = "The pipeline starts when a change is pushed, and every stage hands its artifacts to the next one. " * 4
SEARCHES = ("artifact", "manual approv", "cross account", "trigger branch", "rollback", "codebuild jenkins", "stage")
ON_A_PAGE = (("Accept", "text/html"), ("Accept-Encoding", "identity"))
BY_HTMX = (*ON_A_PAGE, ("HX-Request", "true"))


@dataclass(frozen=True)
class Learner:
    """Someone signed in, with an open interview and one that ended."""

    session: str
    token: str
    attempt: int
    items: Sequence[int]
    result: int | None

    @property
    def cookies(self) -> tuple[tuple[str, str], ...]:
        return (("Cookie", f"sessionid={self.session}; csrftoken={self.token}"),)

    def get(self, *paths: str, headers: Sequence[tuple[str, str]] = ON_A_PAGE) -> Script:
        return [Step(path, (*headers, *self.cookies)) for path in paths]

    def get_again(self, server: Server, path: str) -> Script:
        """Ask for a page that this person's browser holds already."""
        _, etag = fetch(server.port, path, headers=dict((*ON_A_PAGE, *self.cookies)))
        return self.get(path, headers=(*ON_A_PAGE, ("If-None-Match", etag)))

    def save(self) -> Script:
        headers = (("Accept", "application/json"), ("X-CSRFToken", self.token), *self.cookies)
        return [Step(f"/interviews/{self.attempt}/items/{item}/save/", headers, WORDS) for item in self.items]


@dataclass(frozen=True)
class Cast:
    """A guide's addresses, and the learners who read it."""

    guide: str
    questions: Sequence[str]
    learners: Sequence[Learner]

    @classmethod
    def of(cls, site: Site, learners: int, *, typing: bool = False) -> Self:
        """Make so many people on a site; those who only type have no interview behind them."""
        made: dict[str, Any] = site.ask("cast", str(learners), *(["typing"] if typing else []))
        guide = f"/guides/{made['guide']}/"
        questions = [f"{guide}{question}/" for question in made["questions"]]
        return cls(guide, questions, [Learner(**learner) for learner in made["learners"]])

    @property
    def first(self) -> Learner:
        return self.learners[0]

    def scripts(self, server: Server) -> dict[str, list[Script]]:
        """What is asked, by name."""
        everyone, searches = self.learners, [f"/guides/search/?q={text.replace(' ', '+')}" for text in SEARCHES]
        return {
            "guide page": [one.get(self.guide) for one in everyone],
            "guide page, not changed": [one.get_again(server, self.guide) for one in everyone],
            "guide page, signed out": [[Step(self.guide, ON_A_PAGE)]],
            "question page": [one.get(*self.questions) for one in everyone],
            "question page, not changed": [one.get_again(server, self.questions[0]) for one in everyone],
            "search as you type": [one.get(*searches, headers=BY_HTMX) for one in everyone],
            "autosave": [one.save() for one in everyone],
            "result page": [one.get(f"/interviews/{one.result}/result/") for one in everyone],
        }
