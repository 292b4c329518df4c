"""Run processes side by side: start them, start again what dies, stop all of them cleanly. Knows no Django."""

import ctypes
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from types import FrameType

logger = logging.getLogger(__name__)

STEADY = 10.0
"""Seconds after which a process that ran so long counts as well: its next start does not wait."""
LONGEST_PAUSE = 30.0
"""Seconds between two starts of a process that keeps dying, at most."""
PATIENCE = 40.0
"""Seconds that processes have to finish what they do, once asked to stop."""
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass
class Service:
    """One process to keep running.

    It is forked, so that it shares what is loaded already, and leads its own group: a Ctrl-C at the terminal reaches
    only us, and we ask it to stop in its own way. ``niceness`` is what it leaves to others of the processor (nice(2)).
    """

    name: str
    run: Callable[[], None]
    niceness: int = 0
    process: ForkProcess | None = None
    started_at: float = 0.0
    due_at: float = 0.0
    deaths: int = field(default=0, repr=False)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.is_alive()

    def start(self) -> None:
        self.process = multiprocessing.get_context("fork").Process(target=self.run_alone, name=self.name)
        self.started_at = time.monotonic()
        self.process.start()

    def run_alone(self) -> None:
        os.setpgid(0, 0)
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        stop_with_parent()
        os.nice(self.niceness)
        self.run()

    def note_death(self) -> None:
        """Say how the process ended, end what it left behind, and set when it starts again."""
        now = time.monotonic()
        self.deaths = 0 if now - self.started_at >= STEADY else self.deaths + 1
        pause = pause_after(self.deaths)
        self.due_at = now + pause
        when = f"in {pause:.0f} s" if pause >= 1 else "now"
        logger.warning("The %s %s. It starts again %s.", self.name, ending(self.process), when)
        self.signal_group(signal.SIGTERM)
        self.process = None

    def ask_to_stop(self) -> None:
        if self.process and self.is_running:
            self.process.terminate()

    def signal_group(self, number: int) -> None:
        if self.process and self.process.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


def supervise(services: Sequence[Service]) -> None:
    """Keep ``services`` running until this process is asked to stop (Ctrl-C, TERM, HUP), then stop them.

    What they do has ``PATIENCE`` to finish; a Ctrl-C after the first signal ends everything at once. A second TERM does
    not: whoever stops a whole group of processes sends us one, and ``make`` passes on its own.
    """
    with counted_signals() as requests:
        while not requests:
            start_what_is_due(services)
            wait([service.process.sentinel for service in services if service.process], timeout=0.2)
            for service in services:
                if service.process and not service.is_running:
                    service.note_death()
        stop(services, requests)


def pause_after(deaths: int) -> float:
    """Seconds to wait after so many deaths in a row: none after the first, then doubling up to ``LONGEST_PAUSE``."""
    return min(2.0 ** (deaths - 2), LONGEST_PAUSE) if deaths > 1 else 0.0


def start_what_is_due(services: Sequence[Service]) -> None:
    for service in services:
        if service.process is None and time.monotonic() >= service.due_at:
            service.start()


def stop(services: Sequence[Service], requests: Sequence[int]) -> None:
    """Ask all to stop, wait until they have or someone is impatient, and end whatever is left of their groups."""
    for service in services:
        service.ask_to_stop()
    deadline = time.monotonic() + PATIENCE
    while any(service.is_running for service in services):
        if signal.SIGINT in requests[1:] or time.monotonic() > deadline:
            break
        time.sleep(0.05)
    for service in services:
        service.signal_group(signal.SIGKILL)
        if service.process:
            service.process.join()


@contextmanager
def counted_signals() -> Iterator[list[int]]:
    """Collect the signals that ask this process to stop, instead of dying of the first."""
    requests: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        requests.append(number)

    before = {number: signal.signal(number, note) for number in STOP_SIGNALS}
    try:
        yield requests
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def ending(process: ForkProcess | None) -> str:
    code = process.exitcode if process else None
    if code is not None and code < 0:
        return f"was killed ({signal.Signals(-code).name})"
    return f"stopped (exit code {code})"


def stop_with_parent() -> None:
    """Have the kernel end this process when the one that started it is killed, so that no orphan keeps the port.

    Only Linux can; elsewhere an orphan has to be stopped by hand after a ``kill -9``.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
