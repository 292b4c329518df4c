"""When the database cannot write: a clear answer with the text in it, nothing changed, and the next try succeeds."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.interviews.models import Attempt, Response
from tests.factories import MINUTE, make_attempt, make_user

pytestmark = pytest.mark.django_db(transaction=True)
JSON = {"Accept": "application/json"}
FIELDS = {"text": "typed in bad times <b>", "base_version": "0", "writer": "a-writer-of-16ch", "seq": "1"}


@contextmanager
def locked() -> Iterator[None]:
    """Somebody else holds what a save needs, for longer than it waits."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA busy_timeout = 50")
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.close()
        connection.cursor().execute("PRAGMA busy_timeout = 20000")
        return
    with psycopg.connect(os.environ["VIVA_DATABASE_URL"], dbname=connection.settings_dict["NAME"]) as holder:
        holder.execute("SELECT pk FROM (SELECT id AS pk FROM interviews_response FOR UPDATE) AS held")
        connection.cursor().execute("SET lock_timeout = '50ms'")
        yield
        connection.cursor().execute("SET lock_timeout = 0")


@contextmanager
def full() -> Iterator[None]:
    """No page more for the file of the database; on PostgreSQL, which then writes nothing either, read only."""
    if connection.vendor == "sqlite":
        cursor = connection.cursor()
        cursor.execute("VACUUM")  # pages that stood empty would do
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")
        return
    connection.cursor().execute("SET default_transaction_read_only = on")
    yield
    connection.cursor().execute("SET default_transaction_read_only = off")


@pytest.mark.parametrize("trouble", [locked, full])
@pytest.mark.parametrize("headers", [{}, JSON], ids=["plain", "json"])
def test_save_that_cannot_be_written_gives_the_text_back_and_is_kept_when_sent_again(
    trouble: Callable[[], AbstractContextManager[None]], headers: dict[str, str], caplog
):
    learner = make_user()
    attempt = make_attempt(learner, started_at=timezone.now() - MINUTE, minutes=30)
    client = Client()
    client.force_login(learner)
    url = f"/interviews/{attempt.pk}/items/1/save/"
    fields = FIELDS | {"text": FIELDS["text"] + " and more" * 2000}  # more than fits what is left of a page

    with trouble():
        answer = client.post(url, fields, headers=headers)

    assert answer.status_code == 503
    assert "could not store this text just now" in answer.text
    assert (fields["text"] if headers else "typed in bad times &lt;b&gt; and more") in answer.text
    assert stored(attempt) == ""
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"][:1] == [
        f"A save of attempt {attempt.pk}, item 1 failed"
    ]
    assert client.post(url, fields, headers=JSON).json()["outcome"] == "written"
    assert stored(attempt) == fields["text"]


def stored(attempt: Attempt) -> str:
    return Response.objects.get(item__attempt=attempt, item__position=1).text
