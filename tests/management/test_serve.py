"""The whole site, started as an operator starts it."""

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.error import URLError

import pytest

from tests.management.conftest import ROOT


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def server(site, static_files, port):
    """A server that is starting; killed with all its processes if the test leaves it running."""
    shutil.copytree(static_files, site.var / "static")
    address = {"VIVA_BIND": f"127.0.0.1:{port}", "VIVA_ORIGIN": f"http://localhost:{port}"}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=site.environment | address,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    process.kill()
    process.wait()


def fetch(port: int, path: str) -> tuple[int, str]:
    """Ask until the server answers."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://localhost:{port}{path}") as response:
                return response.status, response.read().decode()
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_prepares_answers_and_stops_cleanly(server, port, number):
    assert fetch(port, "/readyz") == (200, "ok\n")
    status, page = fetch(port, "/")

    server.send_signal(number)
    output = server.communicate()[0]

    assert (status, "/static/css/" in page) == (200, True)
    assert (server.returncode, output.endswith("Viva has stopped.\n")) == (0, True)
    assert "The first administrator, shown only now:" in output
    assert f"Viva serves at http://localhost:{port} (Ctrl-C stops it)" in output
    with pytest.raises(URLError, match="Connection refused"):
        urllib.request.urlopen(f"http://localhost:{port}/healthz")


def test_serve_starts_nothing_when_the_port_is_taken(site):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = site.manage("serve", VIVA_BIND=f"127.0.0.1:{port}")

    assert (done.returncode, done.stdout) == (1, "")
    assert f"Port {port} of 127.0.0.1 is taken, perhaps by a Viva that runs already." in done.stderr
    assert "VIVA_BIND=" in done.stderr
    assert not (site.var / "static").exists()


def test_serve_starts_nothing_when_the_site_cannot_be_prepared(site, port):
    done = site.manage("serve", VIVA_BIND=f"127.0.0.1:{port}", VIVA_DATABASE_URL="sqlite:////nowhere/viva.sqlite3")

    reason = "The database does not answer: unable to open database file"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"Viva cannot start: {reason}\n")
