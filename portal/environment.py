"""Read VIVA_* environment variables; a value that cannot be meant stops the start with one sentence that names it.

Every variable may also be given as ``NAME_FILE``, the path of a file that holds the value (for passwords and keys).
"""

import os
import secrets
import warnings
from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

YES, NO = {"1", "on", "true", "yes"}, {"", "0", "off", "false", "no"}
SQLITE, POSTGRES = "django.db.backends.sqlite3", "django.db.backends.postgresql"


def read_folder(name: str, default: Path) -> Path:
    """A folder of the operator's, made when it is not there; a relative one lies beside ``default``."""
    folder = default.parent / read_text(name, str(default))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} is “{folder}”, which cannot be made: {error.strerror}.") from error
    return folder


def read_or_create_secret(path: Path) -> str:
    """Return the secret kept in ``path``; make one, readable by its owner only, the first time.

    Processes that start together agree: the file appears whole, by a link that only one of them can make.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def read_text(name: str, default: str = "") -> str:
    """The value without the space around it; ``default`` where there is none, or an empty one."""
    path = os.environ.get(f"{name}_FILE")
    try:
        value = Path(path).read_text() if path else os.environ.get(name, "")
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read: {error}.") from error
    return value.strip() or default


def read_switch(name: str) -> bool:
    """Whether a switch is on; off when nothing is set."""
    value = read_text(name).lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} is “{value}”: write 1 for on or 0 for off.")
    return value in YES


def read_number(name: str, default: int, *, at_least: int) -> int:
    value = read_text(name, str(default))
    if not (value.isascii() and value.isdigit()) or int(value) < at_least:
        raise ImproperlyConfigured(f"{name} is “{value}”: write a whole number, {at_least} or more.")
    return int(value)


def read_choice(name: str, default: str, choices: Collection[str]) -> str:
    value = read_text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is “{value}”: write one of {', '.join(choices)}.")
    return value


def read_origin(name: str, default: str) -> SplitResult:
    """Scheme, host and port under which browsers reach the site, without a path."""
    value = read_text(name, default).rstrip("/")
    try:
        origin = urlsplit(value)
        is_whole = origin.scheme in {"http", "https"} and bool(origin.hostname) and origin.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or value != f"{origin.scheme}://{origin.netloc}" or "@" in origin.netloc:
        raise ImproperlyConfigured(f"{name} is “{value}”: write an address like https://viva.example, without a path.")
    return origin


def read_address(name: str, default: str) -> tuple[str, int]:
    """Host and port of a socket: ``127.0.0.1:8000``, ``[::1]:8000`` or ``:8000`` for every address."""
    value = read_text(name, default)
    try:
        parts = urlsplit(f"//{value}")
        host, port = parts.hostname or "0.0.0.0", parts.port  # noqa: S104  # an operator who writes “:8000” asks for it
    except ValueError:
        port = None
    if port is None or parts.netloc != value or "@" in value:
        raise ImproperlyConfigured(f"{name} is “{value}”: write an address and a port, like 127.0.0.1:8000.")
    return host, port


def read_database(name: str, *, folder: Path) -> dict[str, Any]:
    """Django's settings of the database: ``viva.sqlite3`` in ``folder``, or what the URL names.

    The URL is never repeated in a message: it may hold a password.
    """
    url = read_text(name)
    if not url:
        return {"ENGINE": SQLITE, "NAME": folder / "viva.sqlite3", "OPTIONS": {}}
    with warnings.catch_warnings(action="ignore"):
        try:
            database: dict[str, Any] = {"OPTIONS": {}} | Env.db_url_config(url)
        except ValueError:
            database = {}
    if database.get("ENGINE") not in {SQLITE, POSTGRES} or database.get("NAME") in {None, "", ":memory:"}:
        raise ImproperlyConfigured(f"{name} is no URL like postgres://user:password@host:5432/name or sqlite:///path.")
    if database["ENGINE"] == SQLITE:
        return database | {"NAME": folder / database["NAME"]}
    if find_spec("psycopg") is None:
        raise ImproperlyConfigured(f"{name} names PostgreSQL, whose driver is not installed: pip install psycopg.")
    return database | {"HOST": unquote(database["HOST"])}


def read_mail(name: str) -> dict[str, Any]:
    """Django's e-mail settings: a server, or the console when none is named."""
    try:
        mail = Env.email_url_config(read_text(name, "consolemail://"))
    except (ImproperlyConfigured, ValueError):
        message = f"{name} is no URL like smtp+tls://user:password@host:587 or consolemail://."
        raise ImproperlyConfigured(message) from None
    return {
        "EMAIL_BACKEND": mail["EMAIL_BACKEND"],
        "EMAIL_FILE_PATH": mail["EMAIL_FILE_PATH"] or None,
        "EMAIL_HOST": mail["EMAIL_HOST"] or "localhost",
        "EMAIL_PORT": mail["EMAIL_PORT"] or 25,
        "EMAIL_HOST_USER": mail["EMAIL_HOST_USER"] or "",
        "EMAIL_HOST_PASSWORD": mail["EMAIL_HOST_PASSWORD"] or "",
        "EMAIL_USE_TLS": bool(mail.get("EMAIL_USE_TLS")),
        "EMAIL_USE_SSL": bool(mail.get("EMAIL_USE_SSL")),
    }
