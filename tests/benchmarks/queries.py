"""How many queries each page runs, session and user included. Run by ``within``."""

import json
from collections.abc import Sequence

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def main(arguments: Sequence[str], given: str) -> dict[str, int]:
    """Queries by path, for the paths that are the arguments; ``given`` is the key of a session."""
    client = Client(SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = json.loads(given)
    return {path: count(client, path) for path in arguments}


def count(client: Client, path: str) -> int:
    client.get(path)  # so that nothing is counted that a process does once
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return len(queries)
