"""A queryset whose SQL is built once a thread, and only filled in after that.

Building the SQL of the question page's one query costs Django a hundred times what the database needs to answer it,
and two thirds of the page. So it is built with stand-ins for the values, which are then replaced among the parameters.
The SQL must not depend on the values in any other way.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from threading import local
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from django.utils.module_loading import import_string

Row = TypeVar("Row", bound=Model)


class PreparedQuery(Generic[Row]):
    """Built by ``build`` from stand-ins; ``rows`` runs it with the values that each stand-in is given."""

    def __init__(self, build: Callable[[], QuerySet[Row]]) -> None:
        self._queryset = build()
        self._compiler: Any = self._queryset.query.get_compiler(using=self._queryset.db)
        try:
            self._sql, self._params = self._compiler.as_sql()
        except EmptyResultSet:
            self._sql, self._params = "", ()
        else:
            self._find_converters_once()
        self._queryset.query.get_compiler = lambda *_, **__: self._compiler  # type: ignore[method-assign]

    def _find_converters_once(self) -> None:
        """How a column's value is read depends on the column only; Django would ask each of them for each row set."""
        columns = [column for column, *_ in self._compiler.select[: self._compiler.col_count]]
        converters = self._compiler.get_converters(columns)
        self._compiler.get_converters = lambda _columns: converters

    @property
    def is_usable(self) -> bool:
        """Whether this thread still speaks to the database by the connection that the query was compiled for."""
        return self._compiler.connection is connections[self._queryset.db]

    def rows(self, values: Mapping[Any, Any]) -> list[Row]:
        if not self._sql:
            return []
        params = tuple(values.get(param, param) for param in self._params)
        self._compiler.as_sql = lambda *_, **__: (self._sql, params)
        with planned_once(self._compiler.connection):
            return list(ModelIterable(self._queryset))


@contextmanager
def planned_once(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Have PostgreSQL keep the plan of what is asked meanwhile, for as long as the connection lives.

    Django sends it every query with the values written in, to be planned anew: of the question page's query that is
    nine tenths of the time.
    """
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    session: Any = connection.connection
    features: Any = connection.features
    before = session.cursor_factory, session.prepare_threshold
    session.cursor_factory, session.prepare_threshold = server_cursor(), 1
    features.uses_server_side_binding = True  # or Django's log of queries would not know what was asked
    try:
        yield
    finally:
        session.cursor_factory, session.prepare_threshold = before
        features.uses_server_side_binding = False


@cache
def server_cursor() -> Any:
    """The cursor that leaves values to the server; its module needs psycopg, which a site on SQLite may lack."""
    return import_string("django.db.backends.postgresql.base.ServerBindingCursor")


class PreparedQueries(local):
    """The prepared queries of one thread, by what their SQL depends on: a compiled query belongs to its connection."""

    def __init__(self) -> None:
        self._prepared: dict[Hashable, PreparedQuery[Any]] = {}

    def get(self, shape: Hashable, build: Callable[[], QuerySet[Row]]) -> PreparedQuery[Row]:
        prepared = self._prepared.get(shape)
        if prepared is None or not prepared.is_usable:
            prepared = self._prepared[shape] = PreparedQuery(build)
        return prepared
