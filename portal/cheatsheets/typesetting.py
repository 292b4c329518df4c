"""HTML -> PDF, in a process of its own: what it takes of memory is given back, and a sheet that never ends is ended."""

import os
import subprocess
import sys
from hashlib import sha256

from portal.cheatsheets.typesetter import MISSING

TYPESETTER = "portal.cheatsheets.typesetter"
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class CannotTypeset(RuntimeError):
    """No PDF could be made; the message is a sentence for whoever asked."""


def typeset(html: str, *, seconds: float) -> bytes:
    """The PDF of a self-contained page: the same page gives the same bytes. Raises ``CannotTypeset``."""
    command = [sys.executable, "-m", TYPESETTER, sha256(html.encode()).hexdigest()[:32]]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "SOURCE_DATE_EPOCH": "0"}
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter, our own module, a hash
            command, input=html.encode(), capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise CannotTypeset(f"Typesetting took longer than {seconds:g} seconds and was stopped.") from error
    if done.returncode == MISSING:
        raise CannotTypeset(
            f"This machine lacks a library for typesetting: install {PACKAGES} (Debian and Ubuntu name it so)."
        )
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise CannotTypeset("Typesetting failed; the log of the site says why.")
    return done.stdout
