"""Parsing that cannot take longer, or more memory, than it is given, whatever the bytes.

What may be slow is parsed in a child process: a fresh interpreter, because the caller may hold threads and database
connections, which is killed when its time is up. Small texts of ordinary lines are proven quick and stay here.
"""

import os
import pickle
import signal
import subprocess
import sys
from tempfile import TemporaryFile

from portal.guides.markdown.files import File
from portal.guides.markdown.loading import SIZE_LIMIT, load_file, unread
from portal.guides.markdown.parser import Loaded
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.repair import NotText

SECONDS = 9
"""How long the processor may work on one text; so a busy machine refuses nothing that an idle one takes."""

WAIT = 20
"""How many times that long the caller waits at most: ten programs may share the processor."""

MEMORY_LIMIT = 500_000_000
"""Bytes of address space that a child may use."""

QUICK_BYTES = 100_000
QUICK_LINES = 2_000
QUICK_LINE = 2_000
QUICK_QUOTES = 100
"""Texts within these bounds, ``>`` standing at the beginning of so many lines at most, are quick.

Of 700 hostile texts at these bounds the slowest took 1.6 s, most under 0.5 s (2026-11, 2 busy cores).
"""


def load_bounded(file: File, *, size_limit: int = SIZE_LIMIT, seconds: int = SECONDS) -> Loaded:
    """As ``loading.load_file``, but what takes too long or too much is the error TOO-SLOW. Raises ``NotText``."""
    if len(file.data) > size_limit or is_quick(file.data):
        return load_file(file, size_limit=size_limit)
    try:
        code, found = _ask_child((file, size_limit), seconds)
    except subprocess.TimeoutExpired:
        code, found = -signal.SIGXCPU, None
    if isinstance(found, Loaded):
        return found
    if found:
        raise found
    reason = f"longer than {seconds} seconds" if code == -signal.SIGXCPU else f"more than {MEMORY_LIMIT // 10**6} MB"
    return unread(file.name, Finding("TOO-SLOW", 1, f"Reading this text takes {reason}: it was stopped."))


def _ask_child(order: tuple[File, int], seconds: int) -> tuple[int, Loaded | NotText | None]:
    """The child's exit code and its answer. Raises ``TimeoutExpired`` where it sleeps instead of working.

    Both go through files, so that no process holds their bytes, and the child is gone before its answer is read.
    """
    command = [sys.executable, "-m", "portal.guides.markdown.parse_worker", str(MEMORY_LIMIT), str(seconds)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with TemporaryFile() as asked, TemporaryFile() as answered:
        pickle.dump(order, asked)
        asked.seek(0)
        done = subprocess.run(  # noqa: S603  # our own interpreter, our own module, two numbers
            command,
            stdin=asked,
            stdout=answered,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=seconds * WAIT,
            check=False,
        )
        answered.seek(0)
        # The bytes come from our own code in the child, which only ever pickles what it parsed.
        return done.returncode, pickle.load(answered) if done.returncode == 0 else None  # noqa: S301


def is_quick(data: bytes) -> bool:
    """Whether these bytes are parsed in a moment, whatever they say."""
    lines = data.splitlines() if len(data) <= QUICK_BYTES else []
    if not 0 < len(lines) <= QUICK_LINES or max(map(len, lines)) > QUICK_LINE:
        return not data
    return sum(line.lstrip().startswith(b">") for line in lines) <= QUICK_QUOTES
