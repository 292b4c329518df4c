"""Environment variables are read strictly: what cannot be meant stops the start with a sentence that names it."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.environment import (
    POSTGRES,
    SQLITE,
    read_address,
    read_choice,
    read_database,
    read_folder,
    read_mail,
    read_number,
    read_or_create_secret,
    read_origin,
    read_switch,
    read_text,
)

FOLDER = Path("/srv/viva/var")


@pytest.fixture
def variable(monkeypatch):
    """Set the variable VIVA_X."""
    return lambda value: monkeypatch.setenv("VIVA_X", value)


def test_text_comes_from_a_file_when_only_its_path_is_set(monkeypatch, tmp_path):
    (tmp_path / "password").write_text("from a file\n")
    monkeypatch.setenv("VIVA_Y_FILE", str(tmp_path / "password"))

    assert read_text("VIVA_Y") == "from a file"


def test_text_says_so_when_its_file_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("VIVA_Y_FILE", str(tmp_path / "password"))

    with pytest.raises(ImproperlyConfigured, match="VIVA_Y_FILE names a file that cannot be read"):
        read_text("VIVA_Y")


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("TRUE", True), ("on", True), ("0", False), ("", False), ("no", False)]
)
def test_switch_reads_on_and_off(variable, value, expected):
    variable(value)

    assert read_switch("VIVA_X") is expected


def test_switch_is_off_when_nothing_is_set():
    assert read_switch("VIVA_X") is False


@pytest.mark.parametrize("value", ["ture", "2", "enabled?"])
def test_switch_refuses_what_is_neither_on_nor_off(variable, value):
    variable(value)

    with pytest.raises(ImproperlyConfigured, match=f"VIVA_X is “{value[:3]}.*write 1 for on or 0 for off"):
        read_switch("VIVA_X")


@pytest.mark.parametrize(("value", "expected"), [("1", 1), (" 12 ", 12), ("", 2)])
def test_number_is_read_from_its_lowest_on(variable, value, expected):
    variable(value)

    assert read_number("VIVA_X", 2, at_least=1) == expected


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "two", "²"])
def test_number_refuses_what_is_less_or_no_whole_number(variable, value):
    variable(value)

    with pytest.raises(ImproperlyConfigured, match=r"VIVA_X is .*: write a whole number, 1 or more"):
        read_number("VIVA_X", 2, at_least=1)


def test_choice_refuses_another_word(variable):
    variable("maybe")

    with pytest.raises(ImproperlyConfigured, match="VIVA_X is “maybe”: write one of none, optional"):
        read_choice("VIVA_X", "none", ("none", "optional"))


@pytest.mark.parametrize("value", ["https://viva.example", "http://localhost:8100", "http://[::1]:8000"])
def test_origin_is_an_address_without_a_path(variable, value):
    variable(f"{value}/")

    assert read_origin("VIVA_X", "").geturl() == value


@pytest.mark.parametrize(
    "value",
    ["viva.example", "ftp://viva.example", "https://", "https://viva.example/portal", "https://a@b", "http://x:99999"],
)
def test_origin_refuses_anything_else(variable, value):
    variable(value)

    with pytest.raises(ImproperlyConfigured, match=r"VIVA_X is .*like https://viva\.example, without a path"):
        read_origin("VIVA_X", "")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("127.0.0.1:8000", ("127.0.0.1", 8000)), ("[::1]:80", ("::1", 80)), (":8000", ("0.0.0.0", 8000))],
)
def test_address_is_host_and_port(variable, value, expected):
    variable(value)

    assert read_address("VIVA_X", "") == expected


@pytest.mark.parametrize("value", ["8000", "localhost", "localhost:http", "localhost:70000", "http://localhost:8000"])
def test_address_refuses_anything_else(variable, value):
    variable(value)

    with pytest.raises(ImproperlyConfigured, match=r"VIVA_X is .*: write an address and a port"):
        read_address("VIVA_X", "")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", {"ENGINE": SQLITE, "NAME": FOLDER / "viva.sqlite3", "OPTIONS": {}}),
        ("sqlite:////data/my%20site.sqlite3", {"ENGINE": SQLITE, "NAME": Path("/data/my site.sqlite3")}),
        ("sqlite:///other.sqlite3", {"ENGINE": SQLITE, "NAME": FOLDER / "other.sqlite3"}),
        ("postgres://me:s%40fe@db:5433/viva", {"ENGINE": POSTGRES, "NAME": "viva", "PASSWORD": "s@fe", "PORT": 5433}),
        ("postgresql:///viva", {"ENGINE": POSTGRES, "NAME": "viva", "HOST": ""}),
        ("postgresql://%2Frun%2Fpostgresql/viva", {"ENGINE": POSTGRES, "NAME": "viva", "HOST": "/run/postgresql"}),
        ("postgres://db/viva?sslmode=require", {"ENGINE": POSTGRES, "OPTIONS": {"sslmode": "require"}}),
    ],
)
def test_database_is_what_its_url_names(variable, url, expected):
    variable(url)

    database = read_database("VIVA_X", folder=FOLDER)

    assert {key: database[key] for key in expected} == expected


@pytest.mark.parametrize("url", ["viva.sqlite3", "mysql://me:secret@db/viva", "postgres://me:secret@db", "sqlite://"])
def test_database_refuses_anything_else_and_keeps_the_password_to_itself(variable, url):
    variable(url)

    with pytest.raises(ImproperlyConfigured, match="VIVA_X is no URL like postgres://") as caught:
        read_database("VIVA_X", folder=FOLDER)

    assert "secret" not in str(caught.value)


def test_mail_names_a_server(variable):
    variable("smtp+tls://me%40example.com:s%40fe@mail.example:587")

    assert read_mail("VIVA_X") == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_FILE_PATH": None,
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "me@example.com",
        "EMAIL_HOST_PASSWORD": "s@fe",
        "EMAIL_USE_TLS": True,
        "EMAIL_USE_SSL": False,
    }


def test_mail_goes_to_the_console_when_no_server_is_named():
    assert read_mail("VIVA_X")["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"


@pytest.mark.parametrize("url", ["mail.example", "pigeon://me:secret@mail.example", "smtp://mail:port"])
def test_mail_refuses_anything_else_and_keeps_the_password_to_itself(variable, url):
    variable(url)

    with pytest.raises(ImproperlyConfigured, match="VIVA_X is no URL like smtp") as caught:
        read_mail("VIVA_X")

    assert "secret" not in str(caught.value)


def test_folder_is_made_for_its_owner_only(variable, tmp_path):
    variable(str(tmp_path / "deep" / "var"))

    folder = read_folder("VIVA_X", FOLDER)

    assert (folder, folder.stat().st_mode & 0o777) == (tmp_path / "deep" / "var", 0o700)


def test_folder_says_so_when_it_cannot_be_made(variable, tmp_path):
    (tmp_path / "file").write_text("")
    variable(str(tmp_path / "file" / "var"))

    with pytest.raises(ImproperlyConfigured, match=r"VIVA_X is “.*file/var”, which cannot be made: Not a directory"):
        read_folder("VIVA_X", FOLDER)


def test_secret_is_made_once_for_its_owner_only(tmp_path):
    path = tmp_path / "secret_key"

    secret = read_or_create_secret(path)

    assert (read_or_create_secret(path), path.stat().st_mode & 0o777) == (secret, 0o600)
    assert (len(secret) >= 50, list(tmp_path.iterdir())) == (True, [path])


def test_secret_of_another_process_wins_when_it_was_first(tmp_path, monkeypatch):
    path = tmp_path / "secret_key"
    path.write_text("theirs")
    monkeypatch.setattr(Path, "exists", lambda self: False)

    assert (read_or_create_secret(path), list(tmp_path.iterdir())) == ("theirs", [path])
