"""The settings as another process reads them, from an environment of the test's own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from csp.constants import NONE, SELF
from django.conf import settings

ROOT = Path(__file__).parent.parent
PRINT = """
import json, sys
from portal import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def start(*names: str, **environment: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PRINT, *names]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def read_settings(*names: str, **environment: str) -> dict[str, object]:
    output, _ = start(*names, **environment).communicate()
    return dict(json.loads(output))


@pytest.fixture
def var(tmp_path):
    return tmp_path / "var"


def test_settings_are_safe_when_nothing_is_set(var):
    values = {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["127.0.0.1", "[::1]", "localhost"],
        "CSRF_TRUSTED_ORIGINS": ["http://localhost:8000"],
        "BIND": ["127.0.0.1", 8000],
        "TRUSTED_PROXIES": 0,
        "SECURE_PROXY_SSL_HEADER": None,
        "OPEN_SIGN_UP": False,
        "PUBLIC_GUIDES": False,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }

    assert read_settings(*values, VIVA_VAR_DIR=str(var)) == values
    assert var.stat().st_mode & 0o777 == 0o700
    assert (var / "secret_key").stat().st_mode & 0o777 == 0o600


def test_secret_key_stays_the_same_and_two_processes_that_start_at_once_agree(var):
    both = [start("SECRET_KEY", VIVA_VAR_DIR=str(var)) for _ in range(2)]
    keys = {process.communicate()[0] for process in both}

    assert keys == {json.dumps(read_settings("SECRET_KEY", VIVA_VAR_DIR=str(var))) + "\n"}


def test_settings_ask_for_tls_everywhere_when_the_origin_has_it(var):
    values = {
        "ALLOWED_HOSTS": ["viva.example"],
        "CSRF_TRUSTED_ORIGINS": ["https://viva.example"],
        "TRUSTED_PROXIES": 1,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https",
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
        "DEFAULT_FROM_EMAIL": "Viva <viva@viva.example>",
    }

    assert read_settings(*values, VIVA_VAR_DIR=str(var), VIVA_ORIGIN="https://viva.example/") == values


def test_settings_of_sqlite_lose_no_save_and_wait_for_a_lock(var):
    database = read_settings("DATABASES", VIVA_VAR_DIR=str(var))["DATABASES"]

    assert database == {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(var / "viva.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    }


def test_settings_of_postgresql_use_a_pool_and_check_its_connections(var):
    url = "postgres://viva@db/viva"
    database = read_settings("DATABASES", VIVA_VAR_DIR=str(var), VIVA_DATABASE_URL=url, VIVA_WEB_THREADS="6")

    assert database["DATABASES"] == {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "viva",
            "HOST": "db",
            "PORT": "",
            "USER": "viva",
            "PASSWORD": "",
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
        }
    }


def test_command_line_says_in_one_sentence_which_setting_is_wrong(var):
    environment = os.environ | {"VIVA_VAR_DIR": str(var), "VIVA_ORIGIN": "viva.example"}
    command = [sys.executable, "manage.py", "prepare"]

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    message = "VIVA_ORIGIN is “viva.example”: write an address like https://viva.example, without a path."
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"Viva cannot start: {message}\n")


def test_content_security_policy_lets_nothing_inline_and_nothing_from_elsewhere():
    assert settings.CONTENT_SECURITY_POLICY == {
        "DIRECTIVES": {
            "default-src": [SELF],
            "img-src": [SELF, "data:"],
            "base-uri": [SELF],
            "form-action": [SELF],
            "frame-ancestors": [NONE],
            "object-src": [NONE],
        }
    }
