"""Taking turns at SQLite, which lets one connection write at a time and has those who wait guess when.

Its busy handler sleeps and tries again, so that under load one writer may lose every guess for seconds. Here writers
wait for a lock on a file beside the database, which the kernel hands on in order, and the guessing never begins.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import local
from time import monotonic

from django.db import OperationalError, connection, transaction

LONGEST = 10.0
"""Seconds after which a turn comes too late: whoever stood before waited in vain, and so would everyone behind."""

_own = local()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn to write, on SQLite; elsewhere there is no queue. Keep it as short as one statement."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    queue = _queue(f"{connection.settings_dict['NAME']}-turns")
    began = monotonic()
    fcntl.flock(queue, fcntl.LOCK_EX)
    try:
        if monotonic() - began > LONGEST:
            raise OperationalError("database is locked: the turn to write did not come")
        yield
    finally:
        fcntl.flock(queue, fcntl.LOCK_UN)


@contextmanager
def transaction_in_turn() -> Iterator[None]:
    """A short transaction among many, of a long work: whoever waits to write comes between two of them."""
    with turn(), transaction.atomic():
        yield


def _queue(path: str) -> int:
    """The thread's own handle of the file: locks are between handles."""
    kept: tuple[int, str, int] | None = getattr(_own, "queue", None)
    if kept is None or kept[:2] != (os.getpid(), path):
        _own.queue = kept = (os.getpid(), path, os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    return kept[2]
