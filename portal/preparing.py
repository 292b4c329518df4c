"""What must be true before the site serves; each step does nothing where there is nothing to do."""

import secrets
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import validate_email
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from portal.accounts.models import User

SAFE_TO_READ_ALOUD = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that no font makes look alike: a first password is copied from a terminal."""


class FirstAdministrator(NamedTuple):
    name: str
    password: str


class NameTaken(Exception):
    """There is no administrator, and the name or address of the first one belongs to someone else."""


def pending_migrations() -> int:
    """How many migrations the database lacks. Raises ``OperationalError`` when it does not answer."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def create_first_administrator(host: str) -> FirstAdministrator | None:
    """Make the account ``admin`` with a random password where no superuser exists. Raises ``NameTaken``.

    Its address ``admin@host`` counts as verified, so that two-factor sign-in can be switched on before there is mail.
    """
    if User.objects.filter(is_superuser=True).exists():
        return None
    name, email = "admin", administrator_address(host)
    if User.objects.filter(username__iexact=name).exists() or User.objects.filter(email_key=email).exists():
        raise NameTaken
    password = "-".join("".join(secrets.choice(SAFE_TO_READ_ALOUD) for _ in range(5)) for _ in range(4))
    with transaction.atomic():
        user = User.objects.create_superuser(name, email, password)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return FirstAdministrator(name, password)


def administrator_address(host: str) -> str:
    """``admin@host`` where that is an address; a host without a name gives ``admin@localhost``."""
    try:
        validate_email(f"admin@{host}")
    except ValidationError:
        return "admin@localhost"
    return f"admin@{host}".lower()


def build_static_files() -> bool:
    """Collect, hash and compress the static files into STATIC_ROOT; return whether there was anything new."""
    root = Path(settings.STATIC_ROOT)
    mark, now = root / ".sources", static_fingerprint()
    if mark.exists() and mark.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(now)
    return True


def static_fingerprint() -> str:
    """A digest that changes with any source file, and with the code that hashes and compresses them."""
    digest = sha256(f"{version('django')} {version('whitenoise')}".encode())
    for line in sorted(static_sources()):
        digest.update(line.encode())
    return digest.hexdigest()


def static_sources() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list(None):
            state = Path(storage.path(path)).stat()
            yield f"{path} {state.st_size} {state.st_mtime_ns}\n"
