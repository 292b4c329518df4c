"""A site of its own for each measurement: a scratch folder, a scratch database, and nothing left behind."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
DATABASE_URL = "VIVA_DATABASE_URL"


@dataclass(frozen=True)
class Finished:
    """A command that has ended. ``computing`` is the part of its seconds that no other program can have stretched."""

    output: str
    seconds: float
    computing: float


@dataclass(frozen=True)
class Site:
    """Where a Viva of our own lives. ``environment`` points every command at it."""

    folder: Path
    environment: Mapping[str, str] = field(repr=False)

    def run(self, *arguments: str, given: str = "") -> Finished:
        """Run Python with ``arguments`` on this site. Raises ``CalledProcessError``, with what the command said."""
        began = time.perf_counter()
        command = [sys.executable, *arguments]
        with tempfile.TemporaryFile("w+") as source, tempfile.TemporaryFile("w+") as output:
            source.write(given)
            source.seek(0)
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdin=source, stdout=output, stderr=subprocess.STDOUT
            )
            usage, code = wait_for(process)
            seconds = time.perf_counter() - began
            output.seek(0)
            said = output.read()
        if code:
            sys.stderr.write(said)
            raise subprocess.CalledProcessError(code, command, said)
        return Finished(said, seconds, usage.ru_utime + usage.ru_stime)

    def manage(self, *arguments: str) -> Finished:
        return self.run("manage.py", *arguments)

    def ask(self, module: str, *arguments: str, given: str = "") -> Any:
        """Run one of our own modules within this site's Django, and read what it returns."""
        said = self.run("-m", "tests.benchmarks.within", module, *arguments, given=given).output
        return json.loads(said.splitlines()[-1])


def wait_for(process: "subprocess.Popen[bytes]") -> tuple[resource.struct_rusage, int]:
    """Wait, and return what the process used and how it ended."""
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except BaseException:
        process.kill()
        raise
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage, process.returncode


@contextmanager
def scratch_site(name: str) -> Iterator[Site]:
    """A site that is not prepared yet: no tables, no content. It is dropped in the end."""
    with tempfile.TemporaryDirectory(prefix=f"viva-bench-{name}-") as folder, scratch_database(name) as database:
        environment = {
            **os.environ,
            **database,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "VIVA_VAR_DIR": folder,
            "VIVA_PUBLIC_GUIDES": "1",
            "VIVA_ORIGIN": "http://localhost",
            "VIVA_GUIDE_BYTES": "1000000000",  # the largest guides that are made up are larger than a site would take
            "PYTHONPATH": str(ROOT),
        }
        yield Site(Path(folder), environment)


@contextmanager
def prepared_site(name: str, *, like: Site | None = None) -> Iterator[Site]:
    """A site as ``make serve`` prepares it, with the guides of ``content/``; static files are those of ``like``."""
    with scratch_site(name) as site:
        if like:
            shutil.copytree(like.folder / "static", site.folder / "static")
        site.manage("prepare")
        yield site


@contextmanager
def scratch_database(name: str) -> Iterator[dict[str, str]]:
    """A database beside the one that is configured; where none is, SQLite makes its own in the site's folder."""
    url = os.environ.get(DATABASE_URL, "")
    if not url.startswith("postgres"):
        yield {DATABASE_URL: ""}
        return
    own = f"viva_bench_{name}_{os.getpid()}".lower()
    execute(url, f'CREATE DATABASE "{own}"')
    try:
        yield {DATABASE_URL: urlunsplit(urlsplit(url)._replace(path=f"/{own}"))}
    finally:
        execute(url, f'DROP DATABASE "{own}" WITH (FORCE)')


def execute(url: str, statement: str) -> str:
    """Run a statement of ours on PostgreSQL, and return the first value of its first row, if it has any."""
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        row: Sequence[Any] | None = cursor.fetchone() if cursor.description else None
        return str(row[0]) if row else ""
