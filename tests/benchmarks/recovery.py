"""Starting, and coming back: how long the site does not answer when its processes are killed."""

import os
import signal
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.benchmarks.findings import Goal, Row, Section
from tests.benchmarks.processes import children, descendants
from tests.benchmarks.runs import Run
from tests.benchmarks.servers import GUNICORN, SERVE, Server, running, start
from tests.benchmarks.sites import Site

PROBE_EVERY = 0.005
WATCHED = 2.0
"""Seconds of looking on after a process was killed."""
STARTS, KILLS = 3, 5
GAP, SECONDS, FAILED = "longest gap s", "s", "failed probes a kill"


def measure(run: Run) -> list[Section]:
    starts = [
        Row(
            "server alone, to its first answer", {SECONDS: start_seconds(run.site, GUNICORN)}, [Goal(SECONDS, 1.5, "s")]
        ),
        Row("serve, with nothing to prepare", {SECONDS: start_seconds(run.site, SERVE)}, [Goal(SECONDS, 5, "s")]),
    ]
    with running(run.site, command=SERVE) as server:
        worker = kill_row("a web worker killed", server, 1.0, one_worker)
        everything = kill_row("all killed but the supervisor", server, 3.0, all_below)
    return [Section("Start and recovery", [*starts, worker, everything])]


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
    """When probes were answered, and how many were not."""

    answered_at: list[float] = field(default_factory=list)
    failed: int = 0

    @property
    def gap(self) -> float:
        """Seconds between two answers, at most."""
        return max(b - a for a, b in zip(self.answered_at, self.answered_at[1:], strict=False))


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

    thread = threading.Thread(target=probe)
    thread.start()
    try:
        yield watch
    finally:
        is_over.set()
        thread.join()


def one_worker(server: Server) -> list[int]:
    """A worker of the web server: the child of a child that has children itself."""
    return [child for service in children(server.process.pid) for child in children(service)][:1]


def all_below(server: Server) -> list[int]:
    return descendants(server.process.pid)


def kill_row(name: str, server: Server, limit: float, victims: Callable[[Server], list[int]]) -> Row:
    """Kill, several times, and watch the site from outside."""
    gaps, failed = [], 0
    for _ in range(KILLS):
        with watching(server) as watch:
            time.sleep(WATCHED / 4)
            for pid in victims(server):
                os.kill(pid, signal.SIGKILL)
            time.sleep(WATCHED)
        gaps.append(watch.gap)
        failed += watch.failed
    return Row(name, {GAP: max(gaps), FAILED: failed / KILLS}, [Goal(GAP, limit, "s")])
