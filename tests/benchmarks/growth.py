"""Growth: the same page on a small site, on one with very many questions, and on one with very many people."""

import statistics
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from tests.benchmarks.bursts import Script
from tests.benchmarks.findings import Goal, Row, Section
from tests.benchmarks.people import BY_HTMX, Cast
from tests.benchmarks.runs import Run
from tests.benchmarks.servers import Server, Visitor, running
from tests.benchmarks.sites import prepared_site

LEARNERS, FEW = 10, 5
TURNS = 20
"""Requests of each page to each site, for each round of the run."""
SMALL, GROWN, RATIO = "small ms", "grown ms", "× small"
LIMIT = Goal(RATIO, 1.10, "× small")
UNLIMITED = ("search", "search for what is everywhere")
"""What may grow: there is more to find."""
WARM = 8
"""Requests before the first that counts, at least: the worker that a visitor speaks to has met every page by then."""

Times = list[list[float]]
"""Milliseconds, for each site a list."""


def measure(run: Run) -> list[Section]:
    with ExitStack() as stack:
        crowded = stack.enter_context(prepared_site("crowded", like=run.site))
        small = stack.enter_context(prepared_site("small", like=run.site))
        for site in (crowded, small):  # as many guides as the large site has
            run.import_made_up(site, FEW)
        questions, people = run.large_import["questions"], run.size.people
        casts = [Cast.of(site, LEARNERS) for site in (small, run.large_site, crowded)]
        people = crowded.ask("crowd", str(people))
        servers = [stack.enter_context(running(site)) for site in (small, run.large_site, crowded)]
        times = ask_in_turn(servers, [asked(cast) for cast in casts], TURNS * run.size.rounds)
    names = (f"with {questions:,} questions", f"with {people:,} people")
    return [Section(f"Growth, {name}", rows(times, number)) for number, name in enumerate(names, start=1)]


def asked(cast: Cast) -> dict[str, Script]:
    """The pages compared, of the founding guide and of one learner."""
    one = cast.first
    return {
        "question page": one.get(*cast.questions),
        "guide page": one.get(cast.guide),
        "guide list": one.get("/guides/"),
        "home": one.get("/"),
        "interview page": one.get(f"/interviews/{one.attempt}/"),
        "result page": one.get(f"/interviews/{one.result}/result/"),
        "list of interviews": one.get("/interviews/"),
        "autosave": one.save(),
        "search": one.get("/guides/search/?q=manual+approval", headers=BY_HTMX),
        "search for what is everywhere": one.get("/guides/search/?q=the", headers=BY_HTMX),
    }


def ask_in_turn(servers: Sequence[Server], asks: Sequence[dict[str, Script]], turns: int) -> dict[str, Times]:
    """Ask one site after the other, request by request: whatever slows one of them slows the others too."""
    visitors = [Visitor(server) for server in servers]
    times: dict[str, Times] = {}
    for name in asks[0]:
        times[name] = [[] for _ in servers]
        warm = max(WARM, *(len(ask[name]) for ask in asks))
        for turn in range(-warm, turns):
            for visitor, ask, mine in zip(visitors, asks, times[name], strict=True):
                taken = visitor.ask(ask[name][turn % len(ask[name])])
                if turn >= 0:
                    mine.append(taken)
    return times


def rows(times: Mapping[str, Times], number: int) -> list[Row]:
    return [row(name, each[0], each[number]) for name, each in times.items()]


def row(name: str, small: Sequence[float], grown: Sequence[float]) -> Row:
    figures = {SMALL: statistics.median(small), GROWN: statistics.median(grown)}
    return Row(name, {**figures, RATIO: figures[GROWN] / figures[SMALL]}, [] if name in UNLIMITED else [LIMIT])
