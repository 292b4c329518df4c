"""The configuration as gunicorn reads it, started as the unit file in docs/deploy starts it."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def printed_configuration(**environment: str) -> dict[str, str]:
    command = [sys.executable, "-m", "gunicorn", "--print-config", "--config", "python:portal.webserver", "portal.wsgi"]
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, cwd=ROOT, env=inherited | environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return dict(re.findall(r"^(\w+) += (.*)$", done.stdout, flags=re.MULTILINE))


def test_web_server_takes_its_numbers_from_the_settings_and_believes_no_proxy():
    configuration = printed_configuration(
        VIVA_BIND="[::1]:8100", VIVA_WEB_WORKERS="3", VIVA_WEB_THREADS="4", VIVA_LOG_LEVEL="ERROR"
    )

    expected = {
        "bind": "['[::1]:8100']",
        "workers": "3",
        "threads": "4",
        "worker_class": "gthread",
        "preload_app": "True",
        "control_socket_disable": "True",
        "forwarded_allow_ips": "[]",
        "loglevel": "error",
    }
    assert {name: configuration[name] for name in expected} == expected


def test_web_server_loads_code_again_while_developing():
    configuration = printed_configuration(VIVA_DEBUG="1")

    assert (configuration["preload_app"], configuration["reload"]) == ("False", "True")
