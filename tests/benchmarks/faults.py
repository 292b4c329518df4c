"""What is kept when things break: processes killed while a class types, and lines that cut, repeat and reorder."""

import json
import os
import random
import signal
import time
from contextlib import suppress

from tests.benchmarks.findings import Goal, Row, Section
from tests.benchmarks.people import Cast
from tests.benchmarks.runs import Run
from tests.benchmarks.servers import Server, running, start
from tests.benchmarks.sites import Site
from tests.benchmarks.typists import Desk, Typist, promises, typing, wait_until_all_is_sent

TYPISTS = 50
UNDISTURBED = 2.0
LOST, STILL_HELD = "lost", "texts nowhere"


def measure(run: Run) -> list[Section]:
    cast = Cast.of(run.site, TYPISTS, typing=True)
    rows = [
        all_killed(run.site, cast),
        workers_killed(run.site, cast, run.size.typing),
        histories(run.site, run.size.histories),
    ]
    return [Section("Faults", rows)]


def all_killed(site: Site, cast: Cast) -> Row:
    """SIGKILL for the server and all its workers at once, while everybody types; then it is started again."""
    server = start(site)
    server.wait_until_it_answers()
    desk = Desk(server.port)
    with typing(desk, cast.learners) as typists:
        time.sleep(UNDISTURBED)
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()
        desk.may_send.clear()
        time.sleep(0.2)
        lost = unkept(site, typists)
        held = sum(typist.held is not None for typist in typists)
        with running(site) as again:
            desk.port = again.port
            desk.may_send.set()
            time.sleep(UNDISTURBED)
            wait_until_all_is_sent(desk, typists)
            lost += unkept(site, typists)
    return row(f"all killed while {len(typists)} type", typists, lost, {"held at the kill": held})


def workers_killed(site: Site, cast: Cast, seconds: float) -> Row:
    """SIGKILL for one worker every second."""
    kills = 0
    with running(site) as server, typing(Desk(server.port), cast.learners, question=1) as typists:
        began = time.monotonic()
        while time.monotonic() < began + seconds:
            time.sleep(1)
            kills += kill_one(server)
        wait_until_all_is_sent(typists[0].desk, typists)
        lost = unkept(site, typists)
    return row(f"a worker killed every second, {seconds:.0f} s", typists, lost, {"kills": kills})


def kill_one(server: Server) -> int:
    workers = server.workers
    if not workers:
        return 0
    with suppress(ProcessLookupError):
        os.kill(random.choice(workers), signal.SIGKILL)
    return 1


def unkept(site: Site, typists: list[Typist]) -> int:
    lost: int = site.ask("promised", given=json.dumps(promises(typists)))
    return lost


def row(name: str, typists: list[Typist], lost: int, more: dict[str, float]) -> Row:
    nowhere = sum(typist.held is not None for typist in typists)
    figures = {
        "acknowledged": sum(typist.acknowledged for typist in typists),
        "tries that failed": sum(typist.failures for typist in typists),
        LOST: lost,
        STILL_HELD: nowhere,
        **more,
    }
    faults = [f"{lost} acknowledged saves lost"] * bool(lost) + [f"{nowhere} texts never taken"] * bool(nowhere)
    return Row(name, figures, [Goal(LOST, 0, "lost")], faults)


def histories(site: Site, count: int) -> Row:
    wrong: int = site.ask("histories", str(count))
    faults = [f"{wrong} histories end with another text than the last"] * bool(wrong)
    return Row(f"{count:,} histories cut, repeated, reordered", {LOST: wrong}, [Goal(LOST, 0, "wrong")], faults)
