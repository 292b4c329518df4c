"""Import a file, and say what that took, without the start of Python and Django. Run by ``within``."""

import os
import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread

from django.core.management import call_command

from portal.guides.models import Placement
from tests.benchmarks.processes import PROC, megabytes

LOOK_EVERY = 0.02
"""Seconds between two looks at what memory is held."""


def main(arguments: Sequence[str], _given: str) -> dict[str, float]:
    """Seconds, megabytes held at once (with those of the process that parses), and how many questions now stand.

    ``computing`` are the seconds that no other program can have stretched.
    """
    began, computed = time.perf_counter(), computing()
    with watched() as most:
        call_command("import_guides", *arguments, verbosity=0)
    seconds, computed = time.perf_counter() - began, computing() - computed
    questions = Placement.objects.current().count()
    return {"seconds": seconds, "computing": computed, "megabytes": max(most), "questions": questions}


@contextmanager
def watched() -> Iterator[list[float]]:
    """Megabytes that this process and those it started hold, looked at again and again until the end."""
    seen: list[float] = []
    is_over = Event()

    def look() -> None:
        while not is_over.wait(LOOK_EVERY):
            seen.append(held())

    watcher = Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        is_over.set()
        watcher.join()
        seen.append(max(held(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def held() -> float:
    own = os.getpid()
    started = (PROC / f"{own}/task/{own}/children").read_text().split()
    return megabytes(own) + sum(_megabytes_if_alive(int(pid)) for pid in started)


def _megabytes_if_alive(pid: int) -> float:
    try:
        return megabytes(pid)
    except (OSError, StopIteration):  # it ended while we looked
        return 0


def computing() -> float:
    """Seconds that this process and those it has waited for have computed."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
