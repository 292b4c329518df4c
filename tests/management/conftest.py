"""A site of a test's own, which other processes run: its database is a copy of the migrated test database."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from portal.backups import copy_sqlite
from tests.sessions import end_sessions

ROOT = Path(__file__).parent.parent.parent


class Site:
    """Runs ``manage.py`` on the database, and in the folder, of this site alone."""

    def __init__(self, var: Path, database_url: str) -> None:
        self.var = var
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "VIVA_VAR_DIR": str(var),
            "VIVA_DATABASE_URL": database_url,
        }

    def manage(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        environment = self.environment | environment
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def execute(self, sql: str) -> list[str]:
        """The first column of what ``sql`` gives, past Django: the site is another process's."""
        with closing(self.connect()) as database:
            rows = database.execute(sql)
            names = [row[0] for row in rows] if rows.description else []
            database.commit()
        return names

    def connect(self) -> Any:
        if url := self.environment["VIVA_DATABASE_URL"]:
            return psycopg.connect(url)
        return sqlite3.connect(Path(self.environment["VIVA_VAR_DIR"]) / "viva.sqlite3")

    def add_group(self, name: str) -> None:
        self.execute(f"INSERT INTO auth_group (name) VALUES ('{name}')")

    def groups(self) -> list[str]:
        return self.execute("SELECT name FROM auth_group ORDER BY name")


@pytest.fixture(scope="session")
def static_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files, hashed and compressed once for all sites."""
    var = tmp_path_factory.mktemp("static")
    code = "from portal.preparing import build_static_files; build_static_files()"
    assert Site(var, "").manage("shell", "--no-imports", "--command", code).returncode == 0
    return var / "static"


@pytest.fixture
def site(tmp_path: Path, transactional_db: None) -> Iterator[Site]:
    var = tmp_path / "var"
    var.mkdir(mode=0o700)
    if connection.vendor == "sqlite":
        copy_sqlite(var / "viva.sqlite3")
        yield Site(var, "")
    else:
        with postgresql_copy() as url:
            yield Site(var, url)


@contextmanager
def postgresql_copy() -> Iterator[str]:
    """The URL of a copy of the test database."""
    settings = connection.settings_dict
    name = f"{settings['NAME']}_site"
    address = f"postgres://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}"
    end_sessions()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{settings["NAME"]}"')
    yield f"{address}/{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
