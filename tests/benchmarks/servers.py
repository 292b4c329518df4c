"""Start a server on a site, wait until it answers, and stop it whatever happens."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.bursts import FORM, Step
from tests.benchmarks.load import LOOPBACK, save_body
from tests.benchmarks.processes import children, free_port
from tests.benchmarks.sites import ROOT, Site

GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "python:portal.webserver", "portal.wsgi")
SERVE = (sys.executable, "manage.py", "serve")
FLOOR = "tests.benchmarks.floor_settings"
PATIENCE = 60.0
"""Seconds that a server has to start, or to stop."""
TROUBLE = re.compile(r"Traceback|database is locked|deadlock|\bERROR\b", re.IGNORECASE)


@dataclass
class Server:
    """A server that runs. ``process`` is gunicorn's master, or ``manage.py serve`` above it."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path
    probe: str

    def answers(self, *, within: float = 2.0) -> bool:
        """Whether a new connection gets a 200, ``within`` so many seconds."""
        return fetch(self.port, self.probe, within=within)[0] == 200

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server does not answer:\n{self.log.read_text()}")
            time.sleep(0.005)

    @property
    def workers(self) -> list[int]:
        return children(self.process.pid)

    def faults(self) -> list[str]:
        """Lines of the log that must not be there."""
        return [f"log: {line.strip()[:200]}" for line in self.log.read_text().splitlines() if TROUBLE.search(line)]

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)  # it leads a group of its own


def fetch(port: int, path: str, *, within: float = 10.0, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Status and ETag of an answer; 0 where there is none."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=within)
    try:
        connection.request("GET", path, headers={"Host": "localhost", **(headers or {})})
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        return 0, ""
    else:
        return response.status, response.headers.get("ETag", "")
    finally:
        connection.close()


class Visitor:
    """Someone who asks a server one thing after the other, on a connection that is kept."""

    def __init__(self, server: Server) -> None:
        self.connection = http.client.HTTPConnection(LOOPBACK, server.port, timeout=PATIENCE)
        self.saves = 0

    def ask(self, step: Step) -> float:
        """Milliseconds until the whole answer was there. Raises ``WrongAnswer``."""
        headers, body = dict(step.headers), None
        if step.words:
            self.saves += 1
            body = save_body(self.saves, step.words)
            headers["Content-Type"] = FORM
        try:
            return self._ask(step.path, headers, body)
        except ConnectionError:  # a server closes a connection that was not used for a while
            self.connection.close()
            return self._ask(step.path, headers, body)

    def _ask(self, path: str, headers: dict[str, str], body: bytes | None) -> float:
        began = time.perf_counter()
        self.connection.request("POST" if body else "GET", path, body, {"Host": "localhost", **headers})
        response = self.connection.getresponse()
        response.read()
        taken = (time.perf_counter() - began) * 1000
        if response.status != 200:
            raise WrongAnswer(f"{path}: status {response.status}")
        return taken


class WrongAnswer(Exception):
    """An answer that is not 200."""


def start(site: Site, *, command: tuple[str, ...] = GUNICORN, settings: str = "portal.settings") -> Server:
    """Start a server, without waiting for it."""
    port = free_port()
    log = site.folder / f"server-{port}.log"
    own = {"VIVA_BIND": f"{LOOPBACK}:{port}", "DJANGO_SETTINGS_MODULE": settings, "VIVA_LOG_LEVEL": "WARNING"}
    with log.open("wb") as target:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**site.environment, **own},
            stdin=subprocess.DEVNULL,
            stdout=target,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Server(process, port, log, "/hello/" if settings == FLOOR else "/healthz")


@contextmanager
def running(site: Site, *, command: tuple[str, ...] = GUNICORN, settings: str = "portal.settings") -> Iterator[Server]:
    """A server that answers; stopped in the end."""
    server = start(site, command=command, settings=settings)
    try:
        server.wait_until_it_answers()
        yield server
    finally:
        server.stop()


@contextmanager
def running_floor(site: Site) -> Iterator[Server]:
    """The floor on a site of its own, with the table it writes to."""
    site.ask("floor")
    with running(site, settings=FLOOR) as server:
        yield server
