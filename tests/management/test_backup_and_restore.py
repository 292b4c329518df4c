"""Backups are made and put back by the commands an operator runs, on whichever database the tests are run on."""

import sqlite3
import threading
from contextlib import closing

import pytest
from django.db import connection

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL itself keeps a database in use whole")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite needs no client programs")


@pytest.fixture
def backup(tmp_path):
    return tmp_path / "monday.backup"


def test_restore_brings_back_what_was_backed_up_and_keeps_what_was_there(site, backup):
    site.add_group("early")
    made = site.manage("backup", str(backup))
    site.add_group("late")

    restored = site.manage("restore", str(backup), "--yes")

    assert (made.returncode, restored.returncode, restored.stderr) == (0, 0, "")
    assert site.groups() == ["early"]
    (kept,) = site.var.glob("before-restore-*")
    assert str(kept) in restored.stdout
    assert site.manage("restore", str(kept), "--yes").returncode == 0
    assert site.groups() == ["early", "late"]


def test_backup_is_for_its_owner_only_and_leaves_nothing_beside_it(site, backup):
    done = site.manage("backup", str(backup))

    assert done.stdout.startswith(f"{backup} holds the whole database (")
    assert backup.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in backup.parent.iterdir()) == ["monday.backup", "var"]


def test_backup_overwrites_nothing(site, backup):
    backup.write_text("of last week")

    done = site.manage("backup", str(backup))

    assert (done.returncode, backup.read_text()) == (1, "of last week")
    assert (
        done.stderr == f"CommandError: {backup} is there already, and a backup overwrites nothing. Name another file.\n"
    )


def test_backup_says_so_when_there_is_no_such_folder(site, tmp_path):
    done = site.manage("backup", str(tmp_path / "nowhere" / "monday.backup"))

    assert done.stderr == f"CommandError: There is no folder {tmp_path / 'nowhere'}.\n"


def test_restore_replaces_a_database_only_when_told_to(site, backup):
    site.manage("backup", str(backup))
    site.add_group("late")

    done = site.manage("restore", str(backup))

    assert (done.returncode, "--yes" in done.stderr) == (1, True)
    assert site.groups() == ["late"]


@pytest.mark.parametrize("content", [b"", b"not a backup at all", b"PGDMP but then nothing"])
def test_restore_refuses_what_is_no_backup(site, backup, content):
    site.add_group("early")
    backup.write_bytes(content)

    done = site.manage("restore", str(backup), "--yes")

    assert (done.returncode, f"{backup} is no backup of Viva" in done.stderr) == (1, True)
    assert "Nothing was changed." in done.stderr
    assert (site.groups(), list(site.var.glob("before-restore-*"))) == (["early"], [])


def test_restore_refuses_a_backup_of_a_newer_viva(site, backup):
    site.execute(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('guides', '9999_of_tomorrow', '2026-11-23')"
    )
    site.manage("backup", str(backup))

    done = site.manage("restore", str(backup), "--yes")

    reason = f"{backup} comes from a newer Viva (it has guides/9999_of_tomorrow): upgrade this one first."
    assert done.stderr == f"CommandError: {reason} Nothing was changed.\n"


def test_restore_says_so_when_there_is_no_such_file(site, backup):
    assert site.manage("restore", str(backup)).stderr == f"CommandError: There is no file {backup}.\n"


@on_sqlite
def test_restore_needs_no_leave_where_there_is_no_database_yet(site, backup, tmp_path):
    site.add_group("early")
    site.manage("backup", str(backup))

    done = site.manage("restore", str(backup), VIVA_VAR_DIR=str(tmp_path / "new"))

    assert (done.returncode, done.stderr) == (0, "")
    site.environment["VIVA_VAR_DIR"] = str(tmp_path / "new")
    assert site.groups() == ["early"]


@on_sqlite
def test_restore_refuses_while_the_database_is_in_use(site, backup):
    site.manage("backup", str(backup))
    with closing(sqlite3.connect(site.var / "viva.sqlite3")) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("SELECT count(*) FROM auth_group").fetchone()

        done = site.manage("restore", str(backup), "--yes")

    assert (done.returncode, "is in use: stop Viva first" in done.stderr) == (1, True)
    assert list(site.var.glob("before-restore-*")) == []


@on_sqlite
def test_backup_is_whole_when_made_while_others_write(site, backup):
    stop = threading.Event()
    database = site.var / "viva.sqlite3"

    def write() -> None:
        with closing(sqlite3.connect(database, timeout=20, isolation_level=None)) as other:
            other.executescript("PRAGMA journal_mode=WAL; CREATE TABLE pairs (a, b)")
            while not stop.is_set():
                other.executescript("BEGIN; INSERT INTO pairs VALUES (1, 0); UPDATE pairs SET b = a; COMMIT")

    writer = threading.Thread(target=write)
    writer.start()
    done = site.manage("backup", str(backup))
    stop.set()
    writer.join()

    with closing(sqlite3.connect(backup)) as copy:
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
        pairs, halves = copy.execute("SELECT count(*), sum(a <> b) FROM pairs").fetchone()
    assert (done.returncode, verdict, pairs > 0, halves) == (0, "ok", True, 0)


@on_postgresql
def test_backup_says_so_when_the_client_programs_are_missing(site, backup, tmp_path):
    done = site.manage("backup", str(backup), PATH=str(tmp_path))

    assert done.stderr.startswith("CommandError: pg_dump is not here: install PostgreSQL's client")
    assert not backup.exists()
