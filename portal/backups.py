"""Copy the whole database into one file while the site runs, and put such a file back.

A backup is a plain SQLite database, or an archive of ``pg_dump``: either can be opened without Viva. It holds all there
is to keep (no file lies outside the database); the secret key is left out on purpose.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

IS_OURS = ("guides", "0001_initial")
"""A migration that every database of Viva has had applied, and no other has."""

Migrations = set[tuple[str, str]]


class BackupFailed(Exception):
    """The backup was not made, or not put back; says why, in words for whoever ran the command."""


def backup_to(path: Path) -> None:
    """Write the database, as it is at one moment, into the new file ``path``, for its owner's eyes only."""
    if path.exists():
        raise BackupFailed(f"{path} is there already, and a backup overwrites nothing. Name another file.")
    if not path.parent.is_dir():
        raise BackupFailed(f"There is no folder {path.parent}.")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        if connection.vendor == "sqlite":
            copy_sqlite(draft)
        else:
            run_postgresql("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={draft}")
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


def is_empty() -> bool:
    """Whether there is no database yet, or nothing in it."""
    if connection.vendor == "sqlite":
        return not sqlite_path().exists() or sqlite_path().stat().st_size == 0
    with closing(connection):
        return not connection.introspection.table_names()


def restore_from(path: Path, *, keep_as: Path) -> None:
    """Put the backup ``path`` in the database's place; what was there is kept as ``keep_as``, a backup itself.

    Raises ``BackupFailed`` and leaves everything as it was when ``path`` is no backup of Viva, is of a newer one or of
    the other kind of database, and on SQLite while anything has the database open.
    """
    if connection.vendor == "sqlite":
        check_migrations(path, sqlite_migrations(path))
        restore_sqlite(path, keep_as=keep_as)
    else:
        with unpacked(path) as script:
            check_migrations(path, script_migrations(script))
            restore_postgresql(script, keep_as=keep_as)


def check_migrations(path: Path, applied: Migrations) -> None:
    if IS_OURS not in applied:
        raise BackupFailed(f"{path} is no backup of Viva.")
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("portal.")}
    known = set(MigrationLoader(None).disk_migrations)
    if unknown := {migration for migration in applied if migration[0] in ours} - known:
        name = "/".join(min(unknown))
        raise BackupFailed(f"{path} comes from a newer Viva (it has {name}): upgrade this one first.")


# SQLite


def sqlite_path() -> Path:
    return Path(connection.settings_dict["NAME"])


def copy_sqlite(draft: Path) -> None:
    """Copy page by page within one read transaction: writers go on meanwhile, and the copy shows none of it."""
    connection.ensure_connection()
    with closing(sqlite3.connect(draft)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without the log that WAL keeps beside it


def sqlite_migrations(path: Path) -> Migrations:
    """The migrations applied in the SQLite file ``path``; none in anything else. Raises when it is damaged."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            if (verdict := database.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                raise BackupFailed(f"{path} is damaged: {verdict}.")
            return set(database.execute("SELECT app, name FROM django_migrations"))
    except sqlite3.Error:
        return set()


def restore_sqlite(path: Path, *, keep_as: Path) -> None:
    target = sqlite_path()
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    connection.close()
    if target.exists():
        leave_wal(target)
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        shutil.copyfile(path, draft)
        if target.exists():
            os.link(target, keep_as)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def leave_wal(database: Path) -> None:
    """Fold the write-ahead log into the database, so that it is one file; only possible while nobody has it open."""
    with closing(sqlite3.connect(database, timeout=0)) as alone:
        try:
            mode = alone.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError:
            mode = "locked"
    if mode != "delete":
        raise BackupFailed(f"{database} is in use: stop Viva first (and whatever else has it open).")


# PostgreSQL


def run_postgresql(program: str, *arguments: str) -> None:
    """Run a client program on the site's database; its password goes through the environment, where no one reads it."""
    command, secrets = connection.client.settings_to_cmd_args_env(connection.settings_dict, list(arguments))
    run([program, *command[1:]], secrets or {})


def run(command: Sequence[str], environment: dict[str, str]) -> None:
    program = command[0]
    if shutil.which(program) is None:
        raise BackupFailed(
            f"{program} is not here: install PostgreSQL's client (Debian: apt install postgresql-client)."
        )
    # S603: the program is one of PostgreSQL's three, its arguments are ours and the operator's own settings.
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupFailed(f"{program} failed: {done.stderr.strip()}")


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The archive ``path`` as an SQL script that first drops what it creates. Raises when it is none of pg_dump's."""
    with TemporaryDirectory() as folder:
        script = Path(folder) / "restore.sql"
        options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", f"--file={script}"]
        try:
            run(["pg_restore", *options, str(path)], {})
        except BackupFailed as error:
            reason = f"{path} is no backup of Viva on PostgreSQL ({error})"
            raise BackupFailed(reason) from error
        yield script


def script_migrations(script: Path) -> Migrations:
    """The migrations that ``script`` fills into django_migrations."""
    applied: Migrations = set()
    columns: list[str] = []
    with script.open(encoding="utf-8") as lines:
        for line in lines:
            if found := re.match(r"COPY \S*django_migrations \((.*)\) FROM stdin", line):
                columns = found[1].split(", ")
            elif columns and line.startswith("\\."):
                break
            elif columns:
                row: dict[str, Any] = dict(zip(columns, line.rstrip("\n").split("\t"), strict=True))
                applied.add((row["app"], row["name"]))
    return applied


def restore_postgresql(script: Path, *, keep_as: Path) -> None:
    """Replace all tables in one transaction: whatever fails, the database is as it was."""
    with closing(connection):
        tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names()]
    if tables:
        backup_to(keep_as)
    drop = script.with_name("drop.sql")
    drop.write_text(f"DROP TABLE {', '.join(tables)} CASCADE;\n" if tables else "")
    files = [f"--file={drop}", f"--file={script}"]
    run_postgresql("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", *files)
