"""The load: a process of its own that asks a local server over kept-alive connections, and measures each answer.

It reads one plan a line (JSON) and writes one result a line. A connection goes round its steps, and asks again as soon
as it has an answer, or ``pause`` seconds after. Saves are numbered for each address over all bursts, and the last one
acknowledged is remembered, so that the database can be compared with what it promised.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

LOOPBACK = "127.0.0.1"
LONGEST = 20.0
"""Seconds that a burst takes at most."""
PATIENCE = 30.0
"""Seconds that answers still on their way have, once a burst is over."""
WITHOUT_BODY = {204, 304}
WRITER = "benchmark"


@dataclass
class Saved:
    """What one address acknowledged: how many saves, and the last of them."""

    count: int = 0
    seq: int = 0
    text: str = ""


@dataclass
class Ledger:
    """The saves of the whole run, by port and path."""

    sent: Counter[tuple[int, str]] = field(default_factory=Counter)
    saved: dict[tuple[int, str], Saved] = field(default_factory=dict)

    def next_body(self, place: tuple[int, str], words: str) -> tuple[bytes, int, str]:
        self.sent[place] += 1
        seq = self.sent[place]
        text = f"Save {seq}. {words}"
        return save_body(seq, text), seq, text

    def acknowledge(self, place: tuple[int, str], seq: int, text: str) -> None:
        saved = self.saved.setdefault(place, Saved())
        saved.count, saved.seq, saved.text = saved.count + 1, seq, text


def save_body(seq: int, text: str) -> bytes:
    """The form that a page sends while someone types."""
    return urlencode({"base_version": 0, "writer": WRITER, "seq": seq, "text": text}).encode()


class Burst:
    """One measurement: its clock, and what came of it.

    Answers are counted that come between ``warm`` seconds and the end, and timed that were asked for between the two.
    The end waits, for a while, until there are ``fewest``.
    """

    def __init__(self, plan: dict[str, Any], ledger: Ledger) -> None:
        self.loop = asyncio.get_running_loop()
        self.ledger = ledger
        self.port: int = plan["port"]
        self.pause: float = plan["pause"]
        self.fewest, self.most = plan["connections"] // 2, plan["most"]
        self.begins_at: float = time.perf_counter() + plan["warm"]
        self.ends_at: float = self.begins_at + plan["seconds"]
        self.count = 0
        self.micros: list[int] = []
        self.statuses: Counter[int] = Counter()
        self.failures: Counter[str] = Counter()
        self.reconnects = 0
        self.size = 0
        self.running: int = plan["connections"]
        self.finished = asyncio.Event()
        if not self.running:
            self.finished.set()

    @property
    def is_over(self) -> bool:
        now = time.perf_counter()
        return now >= self.ends_at and (self.count >= self.fewest or now >= self.begins_at + LONGEST)

    def note(self, client: "Client", status: int, body: bytes) -> None:
        now = time.perf_counter()
        self.statuses[status] += 1
        if client.save and status == 200 and b'"outcome": "written"' in body:
            self.ledger.acknowledge(*client.save)
        elif client.save:
            self.failures[f"a save was answered {status}"] += 1
        if client.sent_at >= self.begins_at:
            self.micros.append(round((now - client.sent_at) * 1e6))
        if now >= self.begins_at and not self.is_over:
            self.count += 1
            self.size += len(body)
            self.ends_at = now if self.count == self.most else max(now, self.ends_at)

    def leave(self, failure: str = "") -> None:
        if failure:
            self.failures[failure] += 1
        self.running -= 1
        if self.running == 0:
            self.finished.set()

    def result(self) -> dict[str, Any]:
        return {
            "count": self.count,
            "micros": self.micros,
            "seconds": self.ends_at - self.begins_at,
            "size": self.size,
            "statuses": {str(status): count for status, count in self.statuses.items()},
            "failures": dict(self.failures),
            "reconnects": self.reconnects,
        }


class Client(asyncio.Protocol):
    """One connection, opened anew whenever the server closes it between two answers, as a browser does."""

    def __init__(self, burst: Burst, steps: list[dict[str, Any]]) -> None:
        self.burst, self.steps, self.step = burst, steps, 0
        self.save: tuple[tuple[int, str], int, str] | None = None
        self.message = self.answer = b""
        self.sent_at = 0.0
        self.is_waiting = self.is_fresh = self.is_done = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.is_fresh = transport, True
        if self.is_waiting:
            self.transport.write(self.message)  # what the server closed the door on
        elif self.burst.pause and not self.step:
            self.burst.loop.call_later(random.uniform(0, self.burst.pause), self.ask)  # people do not type in step
        else:
            self.ask()

    def ask(self) -> None:
        if self.burst.is_over or self.transport.is_closing():
            return self.end() if self.burst.is_over else self.connect()
        step = self.steps[self.step % len(self.steps)]
        self.step += 1
        self.message = self.prepare(step)
        self.answer, self.is_waiting, self.sent_at = b"", True, time.perf_counter()
        return self.transport.write(self.message)

    def prepare(self, step: dict[str, Any]) -> bytes:
        head: bytes = step["head"].encode()
        self.save = None
        if not step["words"]:
            return head + b"\r\n"
        place = (self.burst.port, step["path"])
        body, seq, text = self.burst.ledger.next_body(place, step["words"])
        self.save = (place, seq, text)
        return head + b"Content-Length: %d\r\n\r\n" % len(body) + body

    def data_received(self, data: bytes) -> None:
        self.answer += data
        head, found, body = self.answer.partition(b"\r\n\r\n")
        if found and is_whole(head, body):
            self.is_waiting = self.is_fresh = False
            self.burst.note(self, status_of(head), body)
            if self.burst.pause:
                self.burst.loop.call_later(self.burst.pause, self.ask)
            else:
                self.ask()

    def connection_lost(self, _reason: Exception | None) -> None:
        if self.is_done or not self.is_waiting:
            return
        if self.is_fresh or self.answer:
            self.end("a connection broke in the middle")
        else:
            self.connect()

    def connect(self) -> None:
        self.burst.reconnects += 1
        task = self.burst.loop.create_task(self.open())
        task.add_done_callback(lambda done: self.end("no connection") if done.exception() else None)

    async def open(self) -> None:
        await self.burst.loop.create_connection(lambda: self, LOOPBACK, self.burst.port)

    def end(self, failure: str = "") -> None:
        if not self.is_done:
            self.is_done = True
            self.transport.close()
            self.burst.leave(failure)


def status_of(head: bytes) -> int:
    return int(head[9:12])


def is_whole(head: bytes, body: bytes) -> bool:
    """Whether ``body`` is all that the head announces."""
    if status_of(head) in WITHOUT_BODY:
        return True
    lines = (line.partition(b":") for line in head.lower().split(b"\r\n")[1:])
    length = next((int(value) for name, _, value in lines if name == b"content-length"), None)
    return body.endswith(b"0\r\n\r\n") if length is None else len(body) >= length


async def run(plan: dict[str, Any], ledger: Ledger) -> dict[str, Any]:
    burst = Burst(plan, ledger)
    clients = [Client(burst, plan["scripts"][n % len(plan["scripts"])]) for n in range(plan["connections"])]
    await asyncio.gather(*(client.open() for client in clients))
    try:
        await asyncio.wait_for(burst.finished.wait(), burst.ends_at - time.perf_counter() + PATIENCE)
    except TimeoutError:
        burst.failures["no answer"] += burst.running
    for client in clients:
        client.end()
    return burst.result()


def main() -> None:
    ledger = Ledger()
    for line in sys.stdin:
        plan = json.loads(line)
        if port := plan.get("ledger_of"):
            result: dict[str, Any] = {path: vars(saved) for (at, path), saved in ledger.saved.items() if at == port}
        else:
            result = asyncio.run(run(plan, ledger))
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
