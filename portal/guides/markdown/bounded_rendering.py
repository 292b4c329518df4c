"""Rendering that cannot take longer than it is given, whatever the text.

Python-Markdown looks for the end of a link from every ``[`` and for the end of code from every backtick: 80 KB of
``[`` take hours. A slice that may be slow is rendered in a child process, which is killed when its time is up. Nearly
all real answers are provably cheap and stay in this process.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from portal.guides.markdown.render_worker import READY
from portal.guides.markdown.rendering import is_cheap, render

START_SECONDS = 30.0
"""How long a child may take to start on a loaded machine."""

TOTAL_SECONDS = 60.0
"""How long all slices of one call that may be slow can take together; what is left then is refused."""


@dataclass(frozen=True, slots=True)
class RenderTimeout:
    """A slice that was not rendered; ``reason`` is a sentence."""

    reason: str


def render_bounded(slices: Sequence[str], seconds: float = 2.0) -> list[str | RenderTimeout]:
    """Each slice as safe HTML, or as a ``RenderTimeout`` where that takes longer than ``seconds``."""
    with _Child(seconds) as child:
        return [render(text) if is_cheap(text) else child.render(text) for text in slices]


class _Child:
    """A child process that renders; started when first needed, replaced after it had to be killed."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.left = TOTAL_SECONDS
        self.process: subprocess.Popen[bytes] | None = None
        self.pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stop()

    def render(self, text: str) -> str | RenderTimeout:
        if self.left <= 0:
            return RenderTimeout("The slow parts of this guide took too long together; this one was not rendered.")
        pipe = self.pipe or self._start()
        began = time.monotonic()
        try:
            pipe.send_bytes(text.encode())
            answer = pipe.recv_bytes() if pipe.poll(self.seconds) else None
        except (EOFError, OSError):
            # The child ended by itself, as it does when it needs more memory than it may have.
            self._stop()
            return RenderTimeout("This part needs more memory than rendering may take.")
        finally:
            self.left -= time.monotonic() - began
        if answer is None:
            self._stop()
            return RenderTimeout(f"This part takes longer than {self.seconds:g} seconds to render.")
        content = answer[1:].decode()
        return content if answer.startswith(b"h") else RenderTimeout(content)

    def _start(self) -> Connection:
        ours, theirs = Pipe()
        command = [sys.executable, "-m", "portal.guides.markdown.render_worker", str(theirs.fileno())]
        # A fresh interpreter, not a fork: the caller may hold threads and database connections.
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  # our own interpreter, our own module, a number
                command, pass_fds=[theirs.fileno()], env=environment
            )
        self.pipe = ours
        if not ours.poll(START_SECONDS) or ours.recv_bytes() != READY:
            self._stop()
            raise RuntimeError("The rendering process does not start.")
        return ours

    def _stop(self) -> None:
        if self.pipe is not None:
            self.pipe.close()
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.pipe = self.process = None
