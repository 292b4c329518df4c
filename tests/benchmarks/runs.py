"""What the measurements of one run share: how thorough it is, the load, and the sites that several of them use."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tests.benchmarks.bursts import Load, running_load
from tests.benchmarks.documents import large_guide
from tests.benchmarks.sites import CONTENT, Site, prepared_site, scratch_site


@dataclass(frozen=True)
class Size:
    """How much is made and how long it is measured."""

    rounds: int
    seconds: float
    questions: int
    people: int
    typing: float
    """Seconds that a class types for; the longest, a minute, is what the goals are about."""
    histories: int


QUICK = Size(rounds=1, seconds=0.5, questions=1_000, people=2_000, typing=9, histories=500)
USUAL = Size(rounds=2, seconds=0.8, questions=10_000, people=10_000, typing=20, histories=2_000)
FULL = Size(rounds=5, seconds=1.5, questions=100_000, people=100_000, typing=60, histories=10_000)


@dataclass
class Run:
    size: Size
    load: Load
    stack: ExitStack = field(repr=False)

    @cached_property
    def site(self) -> Site:
        """A site with the guides of ``content/``, and nobody."""
        return self.stack.enter_context(prepared_site("usual"))

    @cached_property
    def large_site(self) -> Site:
        """The same, to which ``large_import`` adds a guide of very many questions."""
        return self.stack.enter_context(prepared_site("large", like=self.site))

    @cached_property
    def large_import(self) -> dict[str, Any]:
        """What that import took; made once."""
        return self.import_made_up(self.large_site, self.size.questions)

    def import_made_up(self, site: Site, questions: int) -> dict[str, Any]:
        file = site.folder / f"made-up-{questions}.md"
        file.write_text(large_guide(questions))
        return import_file(site, str(file))

    @contextmanager
    def empty_site(self) -> Iterator[Site]:
        """A site with tables and nothing in them."""
        with scratch_site("empty") as site:
            site.manage("migrate", "--verbosity=0")
            yield site


def import_file(site: Site, path: str) -> dict[str, Any]:
    """What importing a file took: see ``imports``."""
    took: dict[str, Any] = site.ask("imports", path)
    return took


def import_content(site: Site) -> dict[str, Any]:
    return import_file(site, str(CONTENT))


@contextmanager
def begun(size: Size) -> Iterator[Run]:
    with ExitStack() as stack:
        yield Run(size, stack.enter_context(running_load()), stack)
