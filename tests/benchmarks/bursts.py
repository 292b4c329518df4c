"""Ask a server for a while, and read what it took."""

import json
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

FORM = "application/x-www-form-urlencoded"
MOST = 50_000
"""Answers a burst counts at most, however fast they come."""


@dataclass(frozen=True)
class Step:
    """One request. With ``words`` it is a save of these words, numbered by the load."""

    path: str
    headers: tuple[tuple[str, str], ...] = ()
    words: str = ""

    @property
    def head(self) -> str:
        method = "POST" if self.words else "GET"
        form = (("Content-Type", FORM),) if self.words else ()
        lines = [f"{name}: {value}\r\n" for name, value in (("Host", "localhost"), *form, *self.headers)]
        return f"{method} {self.path} HTTP/1.1\r\n{''.join(lines)}"


Script = Sequence[Step]
"""The steps that one connection goes round."""


@dataclass
class Outcome:
    """What one or several bursts took."""

    count: int = 0
    micros: list[int] = field(default_factory=list)
    seconds: float = 0.0
    size: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    reconnects: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.count / self.seconds if self.seconds else 0.0

    @property
    def mean(self) -> float:
        """Milliseconds."""
        return statistics.fmean(self.micros) / 1000 if self.micros else 0.0

    @property
    def worst(self) -> float:
        return max(self.micros, default=0) / 1000

    @property
    def kilobytes(self) -> float:
        """Size of an answer's body."""
        return self.size / 1000 / self.count if self.count else 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share (0 to 1) of all answers came."""
        ranked = sorted(self.micros)
        return ranked[min(len(ranked) - 1, int(len(ranked) * share))] / 1000 if ranked else 0.0

    def faults(self, expected: str) -> Iterator[str]:
        """What must never happen: an answer of another status than ``expected``, or none."""
        for status, count in sorted(self.statuses.items()):
            if status != expected:
                yield f"{count} × status {status} instead of {expected}"
        yield from (f"{count} × {failure}" for failure, count in self.failures.items())
        if not self.count:
            yield "nothing was measured"


def joined(outcomes: Iterable[Outcome]) -> Outcome:
    whole = Outcome()
    for one in outcomes:
        whole.count += one.count
        whole.micros += one.micros
        whole.seconds += one.seconds
        whole.size += one.size
        whole.statuses += one.statuses
        whole.failures += one.failures
        whole.reconnects += one.reconnects
    return whole


class Load:
    """The load's process, which does one burst at a time."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def burst(
        self,
        port: int,
        scripts: Sequence[Script],
        *,
        connections: int,
        seconds: float,
        warm: float = 0.15,
        pause: float = 0.0,
    ) -> Outcome:
        steps = [[{"head": step.head, "path": step.path, "words": step.words} for step in one] for one in scripts]
        plan = {"port": port, "connections": connections, "seconds": seconds, "warm": warm, "pause": pause}
        result = self._tell({**plan, "most": MOST, "scripts": steps})
        result["statuses"], result["failures"] = Counter(result["statuses"]), Counter(result["failures"])
        return Outcome(**result)

    def ledger(self, port: int) -> dict[str, Any]:
        """By path: how many saves the server acknowledged, and number and text of the last."""
        return self._tell({"ledger_of": port})

    def _tell(self, plan: dict[str, Any]) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(plan) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def running_load() -> Iterator[Load]:
    command = [sys.executable, "-m", "tests.benchmarks.load"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Load(process)
        finally:
            process.kill()
