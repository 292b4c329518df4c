"""``manage.py serve``: prepare the site, then run its web server and its worker until Ctrl-C."""

import errno
import multiprocessing
import os
import socket
import sys
from contextlib import suppress
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django_tasks_db.management.commands import db_worker
from gunicorn.app import wsgiapp

from portal.serving import Service, stop_with_parent, supervise

BACKLOG = 2048
"""Connections that wait while the server starts, or is replaced: the same as gunicorn's own."""

WORKER_NICENESS = 10
"""Pages come before what is done in the background."""


class Command(BaseCommand):
    help = "Serve the site: web server and background worker together, each started again when it dies."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        with open_socket(*settings.BIND) as listener:
            prepare()
            self.stdout.write(f"\nViva serves at {self.style.SUCCESS(settings.ORIGIN)} (Ctrl-C stops it)\n")
            self.stdout.flush()
            web, worker = partial(run_web_server, listener), partial(run_worker, listener)
            supervise([Service("web server", web), Service("worker", worker, niceness=WORKER_NICENESS)])
            self.stdout.write("Viva has stopped.")


def open_socket(host: str, port: int) -> socket.socket:
    """Listen on the address before anything else is done, so that a taken one leaves nothing half started.

    The socket stays open while the web server is replaced: a browser waits a moment instead of being refused.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(
                f"Port {port} of {host} is taken, perhaps by a Viva that runs already. "
                f"Stop that program, or choose another port: VIVA_BIND={host}:{port + 1} "
                f"VIVA_ORIGIN=http://localhost:{port + 1}"
            ) from error
        raise CommandError(f"VIVA_BIND: cannot listen on {host}:{port}: {error.strerror}.") from error
    listener.set_inheritable(True)
    return listener


def prepare() -> None:
    """Prepare the site in a process of its own; exits with it when it fails.

    So this one stays small, and has no connection to a database: it is what all others are forked from.
    """
    process = multiprocessing.get_context("fork").Process(target=run_prepare)
    process.start()
    with suppress(KeyboardInterrupt):
        process.join()
    process.join()
    if process.exitcode:
        sys.exit(process.exitcode)


def run_prepare() -> None:
    stop_with_parent()
    try:
        call_command("prepare")
    except CommandError as error:
        sys.exit(f"Viva cannot start: {error}")
    except KeyboardInterrupt:
        sys.exit("Stopped while preparing. The next start goes on from here.")


def run_web_server(listener: socket.socket) -> None:
    """Become gunicorn, on a socket that listens already."""
    arguments = [
        "gunicorn",
        "--config",
        "python:portal.webserver",
        "--bind",
        f"fd://{listener.fileno()}",
        "portal.wsgi",
    ]
    if settings.DEBUG:  # what is loaded here could not be loaded again when its file changes
        os.execv(sys.executable, [sys.executable, "-m", *arguments])  # noqa: S606
    sys.argv = arguments
    wsgiapp.run()


def run_worker(listener: socket.socket) -> None:
    """Become the worker of background tasks, who has no business with the socket."""
    listener.close()
    if settings.DEBUG:
        os.execv(sys.executable, [sys.executable, str(settings.BASE_DIR / "manage.py"), "db_worker"])  # noqa: S606
    call_command(Worker(), startup_delay=False)


class Worker(db_worker.Command):
    def configure_logging(self, verbosity: int) -> None:
        """Leave it to LOGGING what is worth a line."""
