"""gunicorn's configuration: ``gunicorn --config python:portal.webserver portal.wsgi``.

Few threads: pages are short and the interpreter runs one at a time (README, "Settings", says how to choose).
"""

import gc
import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
SWITCH_SECONDS = 0.0005
"""How long a thread may keep the interpreter while another wants it; Python's own choice is ten times as long."""
_host, _port = settings.BIND
_memory = Path("/dev/shm")  # noqa: S108  # a memory file system: a worker's heartbeat never waits for a disk

bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
workers = settings.WEB_WORKERS
threads = settings.WEB_THREADS
worker_class = "gthread"
worker_tmp_dir = str(_memory) if _memory.is_dir() else None
# The site is loaded once, before the workers are forked: a killed worker is replaced in milliseconds, and they share
# memory. While developing, code is loaded by each worker instead, and again whenever it changes.
preload_app = not settings.DEBUG
reload = settings.DEBUG
graceful_timeout = 30  # seconds that requests in flight have when the server stops
keepalive = 5
control_socket_disable = True
# Which proxies to believe is decided once, in Django (VIVA_TRUSTED_PROXIES); here nobody is.
forwarded_allow_ips = ""
loglevel = settings.LOG_LEVEL.lower()


def post_fork(server: Any, worker: Any) -> None:
    """Let a thread that comes back from the disk go on at once: it holds the turn to write, and all others wait."""
    sys.setswitchinterval(SWITCH_SECONDS)


def when_ready(server: Any) -> None:
    """Load what the first request would load, and set it apart from garbage collection, so that it stays shared."""
    if server.cfg.preload_app:
        _ = get_resolver().url_patterns
        gc.collect()
        gc.freeze()
