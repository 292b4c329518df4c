"""Taking turns at SQLite."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import OperationalError, connection

from portal import turns
from portal.turns import turn

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="elsewhere there is no queue"),
]


def hold(begun: Event, may_end: Event) -> None:
    try:
        with turn():
            begun.set()
            may_end.wait(5)
    finally:
        connection.close()


def test_writer_waits_until_the_one_before_has_written():
    begun, may_end = Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(hold, begun, may_end)
        assert begun.wait(5)
        second_has_it, let_go = Event(), Event()
        let_go.set()
        second = pool.submit(hold, second_has_it, let_go)
        assert not second_has_it.wait(0.2)
        may_end.set()
        first.result(5)
        second.result(5)

    assert second_has_it.is_set()


def test_turn_that_came_too_late_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "LONGEST", 0.05)
    begun, may_end = Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(hold, begun, may_end)
        assert begun.wait(5)
        second = pool.submit(hold, Event(), Event())
        with pytest.raises(TimeoutError):
            second.result(0.2)
        may_end.set()
        first.result(5)
        with pytest.raises(OperationalError, match="the turn to write did not come"):
            second.result(5)

    with turn():  # nobody is left standing
        assert connection.vendor == "sqlite"
