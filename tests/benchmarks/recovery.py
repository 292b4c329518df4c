"""Starting, and coming back: how long the site does not answer when its processes are killed."""

import os
import signal
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

from tests.benchmarks.findings import Goal, Row, Section
from tests.benchmarks.processes import children, descendants
from tests.benchmarks.runs import Run
from tests.benchmarks.servers import GUNICORN, SERVE, Server, running, start
from tests.benchmarks.sites import Site

PROBE_EVERY = 0.005
WATCHED = 2.0
"""Seconds of looking on, before a process is killed and after."""
STARTS, KILLS = 3, 3
GAP, SECONDS, FAILED = "longest gap s", "s", "failed probes a kill"


def measure(run: Run) -> list[Section]:
    starts = [
        Row(
            "server alone, to its first answer", {SECONDS: start_seconds(run.site, GUNICORN)}, [Goal(SECONDS, 1.5, "s")]
        ),
        Row("serve, with nothing to prepare", {SECONDS: start_seconds(run.site, SERVE)}, [Goal(SECONDS, 5, "s")]),
    ]
    with running(run.site, command=SERVE) as server:
        workers = [kill(server, one_worker) for _ in range(KILLS)]
    everything = []
    for _ in range(KILLS):  # a new server each time: one that dies again and again is started with a pause
        with running(run.site, command=SERVE) as server:
            everything.append(kill(server, all_below))
    rows = [kill_row("a web worker killed", workers, 1.0), kill_row("all killed but the supervisor", everything, 3.0)]
    return [Section("Start and recovery", [*starts, *rows])]


def start_seconds(site: Site, command: tuple[str, ...]) -> float:
    """The median of several starts."""
    times = []
    for _ in range(STARTS):
        began = time.perf_counter()
        server = start(site, command=command)
        try:
            server.wait_until_it_answers()
            times.append(time.perf_counter() - began)
        finally:
            server.stop()
    return statistics.median(times)


@dataclass
class Watch:
    """When probes were answered, between the moments it began and ended; and how many were not."""

    answered_at: list[float] = field(default_factory=list)
    failed: int = 0

    @property
    def gap(self) -> float:
        """Seconds between two answers, at most."""
        return max(later - earlier for earlier, later in pairwise(self.answered_at))


@contextmanager
def watching(server: Server) -> Iterator[Watch]:
    """Probe the server over and over, each time on a new connection."""
    watch, is_over = Watch(), threading.Event()

    def probe() -> None:
        while not is_over.is_set():
            if server.answers():
                watch.answered_at.append(time.perf_counter())
            else:
                watch.failed += 1
            time.sleep(PROBE_EVERY)

    watch.answered_at.append(time.perf_counter())
    thread = threading.Thread(target=probe)
    thread.start()
    try:
        yield watch
    finally:
        is_over.set()
        thread.join()
        watch.answered_at.append(time.perf_counter())


def one_worker(server: Server) -> list[int]:
    """A worker of the web server: the child of a child that has children itself."""
    return [child for service in children(server.process.pid) for child in children(service)][:1]


def all_below(server: Server) -> list[int]:
    """Every process of a server but the supervisor itself."""
    return descendants(server.process.pid)


def kill(server: Server, victims: Callable[[Server], list[int]]) -> Watch:
    """Kill, and watch the site from outside until it answers again, and a while longer."""
    with watching(server) as watch:
        time.sleep(WATCHED / 4)
        for pid in victims(server):
            os.kill(pid, signal.SIGKILL)
        time.sleep(WATCHED / 4)
        server.wait_until_it_answers()
        time.sleep(WATCHED / 4)
    return watch


def kill_row(name: str, watches: Sequence[Watch], limit: float) -> Row:
    failed = sum(watch.failed for watch in watches) / len(watches)
    return Row(name, {GAP: max(watch.gap for watch in watches), FAILED: failed}, [Goal(GAP, limit, "s")])
