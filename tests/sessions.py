"""Sessions that were left open on PostgreSQL.

A thread that drives a browser runs an event loop, and Django then gives it a second connection. The one it had before
stays open, out of reach; yet nobody may be connected to a database that is copied or dropped.
"""

from django.db import connection


def end_sessions() -> None:
    """Have PostgreSQL end every session of the test database, this thread's own included."""
    if connection.vendor != "postgresql":
        return
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # of the PostgreSQL backend
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
