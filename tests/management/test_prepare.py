import shutil

PREPARE_WITH_A_BROKEN_GUIDE = """
from pathlib import Path
from django.conf import settings
from django.core.management import call_command
settings.CONTENT_DIR = settings.VAR_DIR / "content"
settings.CONTENT_DIR.mkdir()
(settings.CONTENT_DIR / "broken.md").write_bytes(bytes(range(256)))
call_command("prepare")
"""


def test_prepare_shows_the_password_once_and_then_finds_nothing_to_do(site):
    first, second = site.manage("prepare"), site.manage("prepare")

    assert (first.returncode, second.returncode, second.stderr) == (0, 0, "")
    assert "The first administrator, shown only now:\n    name      admin\n    password  " in first.stdout
    assert "The static files are built." in first.stdout
    assert second.stdout == "content/aws-codepipeline.md: aws-codepipeline is up to date.\n"
    assert site.groups() == ["Instructors"]


def test_prepare_makes_a_database_for_its_owner_only(site, static_files, tmp_path):
    var = tmp_path / "open to all"
    var.mkdir(mode=0o755)
    shutil.copytree(static_files, var / "static")

    done = site.manage("prepare", VIVA_VAR_DIR=str(var), VIVA_DATABASE_URL="")

    assert (done.returncode, done.stdout.splitlines()[0][:19]) == (0, "The database takes ")
    assert (var / "viva.sqlite3").stat().st_mode & 0o777 == 0o600


def test_prepare_shows_a_guide_with_errors_and_prepares_the_rest(site, static_files):
    shutil.copytree(static_files, site.var / "static")
    done = site.manage("shell", "--no-imports", "--command", PREPARE_WITH_A_BROKEN_GUIDE)

    assert (done.returncode, "NOT-TEXT" in done.stdout) == (0, True)
    assert "The first administrator, shown only now:" in done.stdout
    assert "Files with errors were not imported" in done.stderr


def test_prepare_says_so_when_the_database_does_not_answer(site):
    done = site.manage("prepare", VIVA_DATABASE_URL="sqlite:////nowhere/viva.sqlite3")

    assert done.returncode == 1
    assert done.stderr == "CommandError: The database does not answer: unable to open database file\n"
