"""Pages and saves: how many a second beside the floor, how long the slow ones take, and whether a save was lost."""

import json
import statistics
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from tests.benchmarks.bursts import Load, Outcome, Script, Step, joined
from tests.benchmarks.findings import Goal, Row, Section
from tests.benchmarks.floor import ROWS
from tests.benchmarks.people import Cast
from tests.benchmarks.processes import cpu_seconds, megabytes
from tests.benchmarks.runs import Run
from tests.benchmarks.servers import Server, running, running_floor
from tests.benchmarks.sites import Site, scratch_site

CONNECTIONS = (8, 64)
FLOOR_SHARE = 0.5
"""A burst on the floor is this part of one on the site: there are twice as many."""
WARMING = 0.7
HELLO: list[Script] = [[Step("/hello/")]]
WRITES: list[Script] = [[Step(f"/write/{row}/")] for row in range(ROWS)]
BARE_WRITE = "bare write, the floor of a save"
RATE, RATIO, CPU_RATIO, CPU = "req/s", "× floor", "× floor, cpu", "cpu ms"
P99, WORST, MEAN = "p99 ms", "worst ms", "p99 ÷ mean"


@dataclass
class Pair:
    """One thing measured, burst by burst, each with the floor just before and after it."""

    outcomes: list[Outcome] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    cpu: float = 0.0

    @property
    def cpu_each(self) -> float:
        """Milliseconds that the server's workers computed for an answer; other programs hardly stretch it."""
        return self.cpu * 1000 / max(1, sum(outcome.statuses.total() for outcome in self.outcomes))

    def figures(self, floor: "Pair") -> dict[str, float]:
        whole = joined(self.outcomes)
        return {
            RATE: whole.rate,
            RATIO: statistics.median(self.ratios),
            CPU_RATIO: floor.cpu_each / self.cpu_each if self.cpu_each else 0.0,
            CPU: self.cpu_each,
            "p50 ms": whole.percentile(0.5),
            "p95 ms": whole.percentile(0.95),
            P99: whole.percentile(0.99),
            WORST: whole.worst,
            MEAN: whole.percentile(0.99) / whole.mean if whole.mean else 0.0,
            "kB": whole.kilobytes,
        }


def goals(name: str, connections: int) -> list[Goal]:
    ratio = {"guide page, signed out": 0.5, "guide page, not changed": 0.2, "question page": 0.15}.get(name)
    found = [Goal(RATIO, ratio, "× floor", is_most=False)] if ratio else []
    if name == "question page":
        found.append(Goal(P99, 150, "ms p99") if connections == 8 else Goal(MEAN, 4, "× mean p99"))
    if name == "autosave":
        found += [Goal(RATIO, 0.25, "× floor", is_most=False)] if connections == 64 else []
        found.append(Goal(WORST, 500, "ms worst"))
    return found


def measure(run: Run) -> list[Section]:
    with ExitStack() as stack:
        cast = Cast.of(run.site, max(CONNECTIONS))
        floor = stack.enter_context(running_floor(stack.enter_context(scratch_site("floor"))))
        server = stack.enter_context(running(run.site))
        stage = Stage(run.load, floor, server, run.size.seconds)
        scripts = cast.scripts(server)
        stage.warm_up(scripts)
        rows = [row for connections in CONNECTIONS for row in stage.measure(scripts, connections, run.size.rounds)]
        memory = [megabytes(pid) for pid in server.workers], [megabytes(pid, shared_out=True) for pid in server.workers]
        log = server.faults()
        promised = run.load.ledger(server.port)
    kept = run.site.ask("ledger", given=json.dumps(promised))
    figures = {"acknowledged": kept["acknowledged"], "lost": kept["lost"]}
    faults = log + ([f"{kept['lost']} acknowledged saves lost"] if kept["lost"] else [])
    held = Row("memory of a worker", {"MB": max(memory[0]), "MB, shared out": max(memory[1])}, [Goal("MB", 80, "MB")])
    return [
        Section("Pages and saves", rows),
        Section("Queries", query_rows(run.site, cast)),
        Section("After the load", [Row("saves", figures, [Goal("lost", 0, "lost")], faults), held]),
    ]


def query_rows(site: Site, cast: Cast) -> list[Row]:
    """Queries of each page, those of session and user among them."""
    pages = {
        "guide page": cast.guide,
        "question page": cast.questions[1],
        "search": "/guides/search/?q=artifact",
        "result page": f"/interviews/{cast.first.result}/result/",
        "interview page": f"/interviews/{cast.first.attempt}/",
    }
    counts = site.ask("queries", *pages.values(), given=json.dumps(cast.first.session))
    limits = {"question page": [Goal("queries", 3, "queries")]}
    return [Row(name, {"queries": counts[path]}, limits.get(name, ())) for name, path in pages.items()]


@dataclass
class Stage:
    """The floor and the site, asked in turn."""

    load: Load
    floor: Server
    server: Server
    seconds: float

    def warm_up(self, scripts: dict[str, list[Script]]) -> None:
        """Ask for everything for a while, so that no worker meets a page for the first time while it is measured."""
        for asked in scripts.values():
            self.load.burst(self.server.port, asked, connections=8, seconds=WARMING)
        self.load.burst(self.floor.port, WRITES, connections=8, seconds=WARMING)

    def measure(self, scripts: dict[str, list[Script]], connections: int, rounds: int) -> list[Row]:
        """A row for each script, after those of the floor."""
        pairs = {name: Pair() for name in ("hello, the floor", BARE_WRITE, *scripts)}
        floor, *others = pairs
        for _ in range(rounds):
            before = self.burst(pairs[floor], self.floor, HELLO, connections, FLOOR_SHARE)
            for name in others:
                server, asked = (self.floor, WRITES) if name == BARE_WRITE else (self.server, scripts[name])
                outcome = self.burst(pairs[name], server, asked, connections)
                after = self.burst(pairs[floor], self.floor, HELLO, connections, FLOOR_SHARE)
                pairs[name].ratios.append(outcome.rate / statistics.fmean([before.rate, after.rate]))
                before = after
        pairs[floor].ratios.append(1.0)
        return [row(name, pair, pairs[floor], connections) for name, pair in pairs.items()]

    def burst(
        self, pair: Pair, server: Server, scripts: Sequence[Script], connections: int, share: float = 1.0
    ) -> Outcome:
        before = sum(map(cpu_seconds, server.workers))
        outcome = self.load.burst(server.port, scripts, connections=connections, seconds=self.seconds * share)
        pair.cpu += sum(map(cpu_seconds, server.workers)) - before
        pair.outcomes.append(outcome)
        return outcome


def row(name: str, pair: Pair, floor: Pair, connections: int) -> Row:
    expected = "304" if name.endswith("not changed") else "200"
    faults = list(joined(pair.outcomes).faults(expected))
    return Row(f"{name}, {connections} connections", pair.figures(floor), goals(name, connections), faults)
