"""The child process of ``bounded_parsing``: takes a pickled file and size limit, gives a ``Loaded`` or ``NotText``.

Started as ``python -m portal.guides.markdown.parse_worker BYTES SECONDS``: the address space and the processor time
it may use. Out of memory it ends with ``MEMORY_EXIT``, out of time by the signal the system sends.
"""

import pickle
import resource
import sys

from portal.guides.markdown.files import File
from portal.guides.markdown.loading import load_file
from portal.guides.markdown.parser import Loaded
from portal.guides.markdown.repair import NotText

MEMORY_EXIT = 7


def answer(file: File, size_limit: int) -> Loaded | NotText:
    try:
        return load_file(file, size_limit=size_limit)
    except NotText as error:
        return error


def main(memory: int, seconds: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    try:
        # The bytes come from our own parent process.
        pickle.dump(answer(*pickle.load(sys.stdin.buffer)), sys.stdout.buffer)  # noqa: S301
        sys.stdout.flush()
    except (MemoryError, RecursionError):
        return MEMORY_EXIT
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
