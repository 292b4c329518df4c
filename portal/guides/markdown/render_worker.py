"""The child process of ``bounded_rendering``: takes slices of Markdown through a pipe, gives HTML back.

Started as ``python -m portal.guides.markdown.render_worker FD``. It answers each text with ``h`` and the HTML, or
``e`` and a sentence; it ends when the other side of the pipe closes.
"""

import resource
import sys
from multiprocessing.connection import Connection

from portal.guides.markdown.rendering import render

MEMORY_LIMIT = 1_000_000_000
"""Bytes of address space; nested constructs may ask for more than a machine has."""

READY = b"ready"


def serve(pipe: Connection) -> None:
    pipe.send_bytes(READY)
    while True:
        try:
            text = pipe.recv_bytes().decode()
        except EOFError:
            return
        try:
            pipe.send_bytes(b"h" + render(text).encode())
        except (RecursionError, MemoryError):
            pipe.send_bytes(b"eThis part is nested too deeply to be rendered.")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    with Connection(int(sys.argv[1])) as standing:
        serve(standing)
