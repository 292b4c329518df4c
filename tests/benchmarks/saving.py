"""A class that types: 100 and 500 learners who save every three seconds, and as many saves as the server can take.

The cost of a save is told beside a bare Django view that writes one row, in the same run.
"""

import json
import os
import statistics
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.benchmarks.bursts import Outcome, Script, joined
from tests.benchmarks.findings import Goal, Row, Section
from tests.benchmarks.pages import HELLO, WRITES, Pair
from tests.benchmarks.people import Cast
from tests.benchmarks.processes import cpu_seconds
from tests.benchmarks.runs import Run
from tests.benchmarks.servers import Server, running, running_floor
from tests.benchmarks.sites import Site, scratch_site

LEARNERS = (100, 500)
EVERY = 3.0
"""Seconds between two saves of someone who types."""
CONNECTIONS = 64
SATURATED = 3.0
COST, RATE, RATIO, P95, P99, WORST = "cost ÷ bare write", "saves/s", "× floor", "p95 ms", "p99 ms", "worst ms"
CALM = "p99 ÷ alone"
NICENESS = 10


def measure(run: Run) -> list[Section]:
    cast = Cast.of(run.site, max(LEARNERS), typing=True)
    everyone = [one.save() for one in cast.learners]
    rows = []
    with scratch_site("floor") as floor_site, running_floor(floor_site) as floor, running(run.site) as server:
        run.load.burst(server.port, everyone, connections=8, seconds=1.0)
        run.load.burst(floor.port, WRITES, connections=8, seconds=1.0)
        for learners in LEARNERS:
            outcome = run.load.burst(
                server.port, everyone, connections=learners, seconds=run.size.typing, warm=EVERY, pause=EVERY
            )
            goals = [Goal(P95, 200, "ms p95")] if learners == 100 else []
            rows.append(row(f"{learners} learners, a save each every {EVERY:.0f} s", outcome, goals))
        rows.append(disturbed(run, server, everyone, rows[0]))
        rows += saturated(run, floor, server, everyone)
        faults = server.faults()
        promised = run.load.ledger(server.port)
    return [Section("Saving", rows), Section("After the saves", [kept(run.site, promised, faults)])]


def disturbed(run: Run, server: Server, everyone: list[Script], idle: Row) -> Row:
    """The smaller class once more, while a large guide is imported and a sheet is typeset, again and again."""
    with busy(run):
        outcome = run.load.burst(
            server.port, everyone, connections=LEARNERS[0], seconds=run.size.typing, warm=EVERY, pause=EVERY
        )
    figures = {CALM: outcome.percentile(0.99) / idle.figures[P99]}
    name = f"{LEARNERS[0]} learners, while {run.size.questions:,} questions are imported and a PDF is made"
    return row(name, outcome, [Goal(CALM, 2, "× p99 of the same class alone")], figures)


@contextmanager
def busy(run: Run) -> Iterator[None]:
    """Keep the machine at work on the site, as an author and a reader would, until left."""
    is_over = threading.Event()

    def again_and_again(work: Callable[[], object]) -> None:
        while not is_over.is_set():
            work()

    works = (
        lambda: run.import_made_up(run.site, run.size.questions),
        lambda: run.site.ask("typesetting", "aws-codepipeline"),
    )
    with ThreadPoolExecutor(len(works), initializer=step_back) as pool:
        doing = [pool.submit(again_and_again, work) for work in works]
        try:
            yield
        finally:
            is_over.set()
    for done in doing:
        done.result()


def step_back() -> None:
    """Let what this thread starts leave the processor to others, as the worker of a site does."""
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def saturated(run: Run, floor: Server, server: Server, everyone: list[Script]) -> list[Row]:
    """Saves and bare writes in turn, with the floor of all, as many as come."""
    hello, bare, saves = Pair(), Pair(), Pair()
    for _ in range(max(2, run.size.rounds)):
        for pair, asked, scripts in ((hello, floor, HELLO), (bare, floor, WRITES), (saves, server, everyone)):
            before = sum(map(cpu_seconds, asked.workers))
            outcome = run.load.burst(asked.port, scripts, connections=CONNECTIONS, seconds=SATURATED)
            pair.cpu += sum(map(cpu_seconds, asked.workers)) - before
            pair.outcomes.append(outcome)
    floor_rate = statistics.median(outcome.rate for outcome in hello.outcomes)
    found = []
    for name, pair in (("hello, the floor", hello), ("bare write of one row", bare), ("save", saves)):
        own = statistics.median(outcome.rate for outcome in pair.outcomes)
        figures = {RATIO: own / floor_rate, "cpu ms": pair.cpu_each, COST: pair.cpu_each / bare.cpu_each}
        goals = [Goal(RATIO, 0.25, "× floor", is_most=False), Goal(WORST, 500, "ms worst")] if pair is saves else []
        found.append(row(f"{name}, {CONNECTIONS} connections", joined(pair.outcomes), goals, figures))
    return found


def row(name: str, outcome: Outcome, goals: list[Goal], more: dict[str, float] | None = None) -> Row:
    figures = {
        RATE: outcome.rate,
        "p50 ms": outcome.percentile(0.5),
        P95: outcome.percentile(0.95),
        P99: outcome.percentile(0.99),
        WORST: outcome.worst,
        "5xx": float(sum(count for status, count in outcome.statuses.items() if str(status).startswith("5"))),
    }
    return Row(name, figures | (more or {}), goals, list(outcome.faults("200")))


def kept(site: Site, promised: dict[str, object], faults: list[str]) -> Row:
    """What the database holds beside what was acknowledged."""
    found = site.ask("ledger", given=json.dumps(promised))
    lost = [f"{found['lost']} acknowledged saves lost"] if found["lost"] else []
    figures = {"acknowledged": found["acknowledged"], "lost": found["lost"]}
    return Row("saves", figures, [Goal("lost", 0, "lost")], faults + lost)
