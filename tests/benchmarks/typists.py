"""People who type while things break: each sends its text until the server has it, as the page in a browser does."""

import http.client
import json
import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.bursts import FORM, Step
from tests.benchmarks.load import LOOPBACK, save_body
from tests.benchmarks.people import Learner

PATIENCE = 10.0
RETRY = 0.1


def text_of(seq: int) -> str:
    return f"Save {seq}. Every stage hands its artifacts to the next one. " * 4


@dataclass
class Desk:
    """What typists share: where the server is now, and whether to type, to send only, or to go home."""

    port: int
    is_typing: threading.Event = field(default_factory=threading.Event)
    may_send: threading.Event = field(default_factory=threading.Event)
    is_over: threading.Event = field(default_factory=threading.Event)


class Typist(threading.Thread):
    """One learner at one question. ``held`` is the text that no server acknowledged yet: it is still in the browser."""

    def __init__(self, desk: Desk, step: Step, every: float) -> None:
        super().__init__(daemon=True)
        self.desk, self.step, self.every = desk, step, every
        self.acknowledged, self.tries, self.failures = 0, 0, 0
        self.held: int | None = None
        self.connection = http.client.HTTPConnection(LOOPBACK, desk.port, timeout=PATIENCE)

    def run(self) -> None:
        seq = 0
        while not self.desk.is_over.is_set():
            time.sleep(random.uniform(0, 2 * self.every))
            if not self.desk.is_typing.is_set():
                continue
            seq += 1
            self.held = seq
            self.send_until_acknowledged(seq)
        self.connection.close()

    def send_until_acknowledged(self, seq: int) -> None:
        while not self.desk.is_over.is_set():
            self.desk.may_send.wait(1)
            if self.desk.may_send.is_set() and self.send(seq):
                self.acknowledged, self.held = seq, None
                return
            time.sleep(RETRY)

    def send(self, seq: int) -> bool:
        self.tries += 1
        headers = {**dict(self.step.headers), "Host": "localhost", "Content-Type": FORM}
        if self.connection.port != self.desk.port:
            self.connection.close()
            self.connection = http.client.HTTPConnection(LOOPBACK, self.desk.port, timeout=PATIENCE)
        try:
            self.connection.request("POST", self.step.path, save_body(seq, text_of(seq)), headers)
            response = self.connection.getresponse()
            answer = response.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.failures += 1
            return False
        is_acknowledged = response.status == 200 and json.loads(answer)["outcome"] in {"written", "repeated"}
        self.failures += not is_acknowledged
        return is_acknowledged


@contextmanager
def typing(desk: Desk, learners: Sequence[Learner], *, question: int = 0, every: float = 0.3) -> Iterator[list[Typist]]:
    """One typist a learner, who type and send from now on; nobody else writes to that question of theirs."""
    typists = [Typist(desk, learner.save()[question], every) for learner in learners]
    desk.is_typing.set()
    desk.may_send.set()
    for typist in typists:
        typist.start()
    try:
        yield typists
    finally:
        desk.is_over.set()
        desk.may_send.set()
        for typist in typists:
            typist.join(2 * PATIENCE)


def wait_until_all_is_sent(desk: Desk, typists: Sequence[Typist]) -> None:
    """Let nobody type on, and wait until every text that was held is acknowledged."""
    desk.is_typing.clear()
    deadline = time.monotonic() + 3 * PATIENCE
    while any(typist.held is not None for typist in typists) and time.monotonic() < deadline:
        time.sleep(0.05)


def promises(typists: Sequence[Typist]) -> dict[str, Any]:
    """By path: the last save that was acknowledged."""
    return {typist.step.path: typist.acknowledged for typist in typists if typist.acknowledged}
