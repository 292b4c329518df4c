"""The floor: the least that this server, and this database, can do for a request."""

from collections.abc import Sequence

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

TABLE = "CREATE TABLE floor (id bigint PRIMARY KEY, words text)"
ROWS = 64
WORDS = "Sixty letters or so of someone's answer, saved while they type. " * 6


def hello(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"hello\n", headers={"Content-Length": "6"})


def write(_request: HttpRequest, row: int) -> HttpResponse:
    """Change one row for good: what any save costs at least."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE floor SET words = %s WHERE id = %s", [WORDS, row])
    return HttpResponse(b"saved\n", headers={"Content-Length": "6"})


def main(_arguments: Sequence[str], _given: str) -> None:
    """Make the table that ``write`` writes to; run by ``within``."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.executemany("INSERT INTO floor (id, words) VALUES (%s, '')", [[row] for row in range(ROWS)])


urlpatterns = [path("hello/", hello), path("write/<int:row>/", write)]
